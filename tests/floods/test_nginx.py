"""The shipped nginx configuration, with Debian's nginx in front of the program: valid, believed about addresses, limiting."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from pathlib import Path

import httpx
import pytest

from consult.database import Database
from tests.floods.flooding import flooded
from tests.floods.nginx import command, configured, proxied
from tests.serving import served

pytestmark = pytest.mark.anyio
DEADLINE = 60  # seconds
LARGE = b"POST /body HTTP/1.1\r\nhost: a\r\ncontent-length: 60000000\r\n\r\n"


def client_of(port: int) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"https://127.0.0.1:{port}", verify=False)  # a certificate of our own


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def test_the_configuration_is_valid(tmp_path: Path) -> None:
    configured(tmp_path, 8000, {})
    tested = subprocess.run(command(tmp_path, "-t"), capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    assert "warn" not in tested.stderr


async def test_the_program_counts_visitors_and_not_the_proxy(database: Database, tmp_path: Path) -> None:
    async with flooded(database, tmp_path / "data") as driver:
        consultation_id = await driver.opened()
        path, body = f"/api/v1/consultations/{consultation_id}/comments", {"respondent": {"kind": "individual"}, "text": "建议。"}
        async with served(driver.cache) as address, proxied(tmp_path / "nginx", port_of(address)) as ports:
            async with client_of(ports.tls) as client:
                # What a visitor says about himself counts for nothing: the address that nginx has seen is full after 40.
                invented = [{"x-forwarded-for": f"203.0.{number}.1"} for number in range(41)]
                statuses = [(await client.post(path, json=body, headers=each)).status_code for each in invented]
                assert statuses == [201] * 40 + [429]
                refused = await client.post(path, json=body)
                assert (refused.headers["content-type"], refused.json()["rule"]) == (
                    "application/problem+json",
                    "TooManyComments",
                )
                assert (await client.get("/consultations/2026-001")).status_code == 200
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{ports.plain}") as plain:
                assert (await plain.get("/x")).status_code == 301


async def test_what_is_too_much_is_refused_before_it_reaches_the_program(tmp_path: Path) -> None:
    few = {"burst=300": "burst=3", "rate=20r/s": "rate=1r/m"}
    less = {"connections 256": "connections 4", "client_header_timeout 10s": "client_header_timeout 1s"}
    reached: list[str] = []

    async def app(scope: dict[str, object], receive: object, send: object) -> None:
        reached.append(str(scope["path"]))
        await send({"type": "http.response.start", "status": 204, "headers": []})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b""})  # type: ignore[operator]

    async with served(app) as address, proxied(tmp_path / "nginx", port_of(address), **(few | less)) as ports:
        async with client_of(ports.tls) as client:
            assert (await client.get("/headers", headers={"x": "a" * 9000})).status_code == 431
            statuses = [(await client.post("/many", content=b"{}")).status_code for _ in range(7)]
            assert statuses == [204] * 4 + [429] * 3
            assert [(await client.get("/read")).status_code for _ in range(6)] == [204] * 6
        assert reached.count("/many") == 4
        assert await raw(ports.tls, LARGE) == b"HTTP/1.1 413 Request Entity Too Large"
        assert not {"/headers", "/body"} & set(reached)
        assert await raw(ports.tls, b"GET /slow HTTP/1.1\r\nhost: a\r\nx: ") in (b"", b"HTTP/1.1 408 Request Time-out")
        halves = [await opened(ports.tls, b"GET /half HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n") for _ in range(4)]
        async with client_of(ports.tls) as client:
            assert (await client.get("/connections")).status_code == 429
        for _, writer in halves:
            writer.transport.abort()


async def opened(port: int, data: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
    writer.write(data)
    await writer.drain()
    return reader, writer


async def raw(port: int, data: bytes) -> bytes:
    """The status line of what comes back; empty where the connection is closed without an answer."""
    reader, writer = await opened(port, data)
    async with asyncio.timeout(DEADLINE):
        answer = await reader.read()
    writer.transport.abort()
    return answer.split(b"\r\n")[0]
