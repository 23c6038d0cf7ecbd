"""Debian's nginx with the shipped configuration, on free ports and with a certificate of its own, for the time of a test."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import msgspec

from tests.prerequisites import nginx
from tests.serving import free_port

SHIPPED = Path(__file__).parents[2] / "consult" / "deployment" / "nginx.conf"
OPENSSL = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=localhost",
]
MAIN = """
pid {folder}/nginx.pid; error_log {folder}/error.log; daemon off; worker_processes 1; {user}
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/consult.conf;
}}
"""


class Ports(msgspec.Struct, frozen=True):
    plain: int
    tls: int


def configured(folder: Path, upstream: int, changes: dict[str, str]) -> Ports:
    """Write the configuration into this folder, made if need be. Each text to be changed must stand in the shipped one."""
    folder.mkdir(exist_ok=True)
    ports = Ports(free_port(), free_port())
    certificate = ["openssl", *OPENSSL, "-keyout", str(folder / "key.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(certificate, check=True, capture_output=True)
    text = SHIPPED.read_text("utf-8")
    places = {
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        "listen 80;": f"listen 127.0.0.1:{ports.plain};",
        "listen 443 ": f"listen 127.0.0.1:{ports.tls} ",
        "/etc/ssl/consult": str(folder),
    }
    for old, new in (places | changes).items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "consult.conf").write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""  # the test's folder is its owner's alone
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    return ports


def command(folder: Path, *more: str) -> list[str]:
    found = nginx()
    assert found, "python -m tests.prerequisites installs nginx"
    return [found, "-p", str(folder), "-c", str(folder / "nginx.conf"), *more]


@asynccontextmanager
async def proxied(folder: Path, upstream: int, **changes: str) -> AsyncIterator[Ports]:
    """nginx in front of what is served on `upstream`."""
    ports = configured(folder, upstream, changes)
    process = await asyncio.create_subprocess_exec(*command(folder), stderr=asyncio.subprocess.DEVNULL)
    try:
        await _answering(ports.tls, folder)
        yield ports
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        shutil.rmtree(folder, ignore_errors=True)


async def _answering(port: int, folder: Path) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionError:
                assert "emerg" not in ((folder / "error.log").read_text() if (folder / "error.log").exists() else "")
                await asyncio.sleep(0.05)
            else:
                writer.transport.abort()
                return
