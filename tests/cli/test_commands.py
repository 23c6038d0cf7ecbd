"""Commands of the program, as a person at a terminal runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from consult.instance.settings import SettingInvalid, Settings, settings_from
from consult.instance.version import version
from consult.public_log.note import open_note, parse_checkpoint
from web.api.document import api_document

ROOT = Path(__file__).parent.parent.parent


def run(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CONSULT_DATA_DIR": str(folder), **settings}
    command = [sys.executable, "-m", "consult", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_staff_are_added_listed_and_disabled(server_folder: Path) -> None:
    add = ("staff", "add", "王敏", "--division", "market", "--division-name", "市场处", "--role", "drafter")
    first, twice = run(server_folder, *add), run(server_folder, *add)
    assert first.stdout.startswith("consult_")
    assert (twice.returncode, "is there already" in twice.stderr) == (1, True)
    assert run(server_folder, "staff", "token", "王敏").stdout.startswith("consult_")
    assert run(server_folder, "staff", "token", "nobody").returncode == 1
    assert run(server_folder, "staff", "disable", "王敏").returncode == 0
    (person,) = json.loads(run(server_folder, "staff", "list", "--json").stdout)
    assert (person["name"], person["disabled"], person["roles"]) == ("王敏", True, ["drafter"])


def test_the_checkpoint_is_signed_and_the_read_models_can_be_rebuilt(server_folder: Path) -> None:
    printed = run(server_folder, "checkpoint")
    assert parse_checkpoint(open_note(printed.stdout, printed.stderr.strip().splitlines()[-1])).size == 0
    assert "0 events" in run(server_folder, "rebuild").stdout
    doctor = run(server_folder, "doctor", "--json")
    said = json.loads(doctor.stdout)
    assert (doctor.returncode, said["behind"], said["version"]) == (0, 0, version())


def test_doctor_says_what_is_in_force_and_where_it_comes_from_and_no_secret(server_url: str, tmp_path: Path) -> None:
    url = server_url.replace("postgres:@", "postgres:hidden-1@")
    settings = {"CONSULT_DATABASE_URL": url, "CONSULT_OIDC_CLIENT_SECRET": "hidden-2", "CONSULT_PORT": "8123"}
    settings |= {"CONSULT_SMTP_URL": "smtp://office:hidden-3@mail.example", "CONSULT_PROT": "8124"}
    doctor = run(tmp_path, "doctor", "--json", **settings)
    assert "hidden" not in doctor.stdout + doctor.stderr
    found = {each["variable"]: (each["value"], each["source"]) for each in json.loads(doctor.stdout)["settings"]}
    assert found["CONSULT_DATABASE_URL"] == (url.replace("hidden-1", "***"), "environment")
    assert found["CONSULT_SMTP_URL"] == ("smtp://office:***@mail.example", "environment")
    assert found["CONSULT_OIDC_CLIENT_SECRET"] == ("***", "environment")
    assert found["CONSULT_PUBLIC_URL"] == ("http://127.0.0.1:8123", "CONSULT_PORT")
    assert found["CONSULT_HOST"] == ("127.0.0.1", "default")
    assert found["CONSULT_PROT"] == ("", "environment")


def test_without_a_database_it_is_said_without_a_traceback(tmp_path: Path) -> None:
    away = {"CONSULT_DATABASE_URL": "postgresql://postgres@127.0.0.1:9/away"}
    doctor, checkpoint = run(tmp_path, "doctor", **away), run(tmp_path, "checkpoint", **away)
    assert (doctor.returncode, "✗" in doctor.stdout, "CONSULT_DATABASE_URL" in doctor.stdout) == (1, True, True)
    assert (checkpoint.returncode, "The database cannot be used" in checkpoint.stderr) == (4, True)
    assert "Traceback" not in doctor.stderr + checkpoint.stderr


def test_the_version_is_that_of_the_project_and_of_the_api(tmp_path: Path) -> None:
    (stated,) = re.findall(r'^version = "([0-9]+\.[0-9]+\.[0-9]+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert run(tmp_path, "--version").stdout == f"consult {stated}\n"
    assert api_document("")["info"]["version"] == stated


def test_a_setting_that_cannot_be_used_is_named(server_folder: Path) -> None:
    result = run(server_folder, "checkpoint", CONSULT_PORT="many")
    assert (result.returncode, "port" in result.stderr) == (2, True)
    with pytest.raises(SettingInvalid):
        settings_from({"CONSULT_POOL_SIZE": "1"})


def test_settings_are_read_from_the_environment() -> None:
    settings = settings_from({"CONSULT_PORT": "9000", "CONSULT_DATA_DIR": "/somewhere", "CONSULT_WORK": "false"})
    assert (settings.port, settings.data_dir, settings.work) == (9000, Path("/somewhere"), False)
    assert settings.public_url == "http://127.0.0.1:9000"
    assert settings_from({}) == Settings()
