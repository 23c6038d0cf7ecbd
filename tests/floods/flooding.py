"""Floods in tests: settings under which little is a flood, and people and programs at different addresses."""

from __future__ import annotations

import html
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import altcha
import httpx

from consult.database import Database
from tests.driving import Driver, driving

FEW: dict[str, Any] = {"comment_burst": 40, "comment_rate": 60, "attack_burst": 60, "attack_rate": 60, "proxies": 1}
ROOT = "/consultations/2026-001/comment"
FORM = {"kind": "individual", "text": "建议夜市延长到零点。", "name": "陈桂兰"}


@asynccontextmanager
async def flooded(database: Database, folder: Path, **more: Any) -> AsyncIterator[Driver]:
    async with driving(database, folder, **(FEW | more)) as driver:
        yield driver


def at(address: str, **more: str) -> dict[str, str]:
    return {"x-forwarded-for": address, **more}


async def sent(driver: Driver, consultation_id: str, address: str, **headers: str) -> httpx.Response:
    """A comment over the API from an address."""
    body = {"respondent": {"kind": "individual"}, "text": "建议延长。"}
    path = f"/api/v1/consultations/{consultation_id}/comments"
    return await driver.client.post(path, json=body, headers=at(address, **headers))


async def flood(driver: Driver, consultation_id: str, networks: int, each: int) -> list[httpx.Response]:
    """As many comments from each of so many networks."""
    return [
        await sent(driver, consultation_id, f"198.51.{network}.{number}") for number in range(each) for network in range(networks)
    ]


async def under_attack(driver: Driver) -> str:
    """A decision that gets more comments than people write."""
    consultation_id = await driver.opened()
    statuses = [response.status_code for response in await flood(driver, consultation_id, 6, 11)]
    assert (statuses.count(201), statuses.count(429)) == (60, 6)
    return consultation_id


async def solved(driver: Driver, consultation_id: str) -> str:
    """The answer to a challenge, as a program makes it."""
    answer = await driver.client.get(f"/api/v1/consultations/{consultation_id}/challenge")
    assert answer.status_code == 200, answer.text
    return solution_of(answer.json())


def solution_of(challenge: dict[str, Any]) -> str:
    found = altcha.Challenge.from_dict(challenge)
    solution = altcha.solve_challenge(found)
    assert solution
    return altcha.Payload(found, solution).to_base64()


def fields_of(page: httpx.Response) -> dict[str, str]:
    """What the check page carries to the next step."""
    areas = re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', page.text, re.S)
    inputs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    return {name: html.unescape(value) for name, value in [*areas, *inputs] if value}


def shown_of(form: httpx.Response) -> dict[str, str]:
    """Key and time of the form as it was shown."""
    return dict(re.findall(r'name="(key|shown)" value="([^"]+)"', form.text))


def challenge_of(page: httpx.Response) -> dict[str, Any]:
    """The challenge as the page hands it to its script."""
    found = re.search(r'data-challenge="([^"]+)"', page.text)
    assert found
    challenge: dict[str, Any] = json.loads(html.unescape(found[1]))
    return challenge
