"""The Nu HTML checker as one long-living process: pages are posted to it."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Mapping
from typing import Any

import httpx

from tests.prerequisites import VNU_JAR
from tests.serving import free_port

PATIENCE = 180  # seconds, for a start on a busy machine
# Short-living code is run sooner than it is optimised.
FLAGS = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8")
BOUND = "-Dnu.validator.servlet.bind-address=127.0.0.1"


class HtmlChecker:
    """Starting while the first pages are made; ready when it is first asked."""

    def __init__(self) -> None:
        java = shutil.which("java")
        assert java, "python -m tests.prerequisites installs Java"
        port = free_port()
        command = [*_ended_with_us(), java, *FLAGS, BOUND, "-cp", str(VNU_JAR), "nu.validator.servlet.Main", str(port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._address, self._ready = f"http://127.0.0.1:{port}/", False

    def errors(self, pages: Mapping[str, str]) -> list[str]:
        """What it has against these pages, by address; its warnings too."""
        if not self._ready:
            self._wait()
        with httpx.Client(timeout=PATIENCE, trust_env=False) as client:
            return [
                f"{address}: {found['message']} ({found.get('extract')})"
                for address, html in pages.items()
                for found in self._messages(client, html)
            ]

    def _messages(self, client: httpx.Client, html: str) -> list[dict[str, Any]]:
        headers = {"content-type": "text/html; charset=utf-8"}
        answer = client.post(self._address, params={"out": "json"}, content=html.encode(), headers=headers)
        answer.raise_for_status()
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        with httpx.Client(trust_env=False, timeout=PATIENCE) as client:
            while time.monotonic() < until:
                assert self._process.poll() is None, f"the HTML checker ended with {self._process.returncode}"
                try:
                    client.get(self._address)
                    self._ready = True
                    return
                except httpx.ConnectError:
                    time.sleep(0.1)
        raise AssertionError(f"the HTML checker does not answer after {PATIENCE} s")

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


def _ended_with_us() -> list[str]:
    """So that tests that are killed leave no checker behind; where Linux's setpriv is."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []
