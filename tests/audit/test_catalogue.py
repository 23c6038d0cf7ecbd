"""The catalogue of decision matters, audited: as it should be it is clean; each breach planted is named."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from consult.audit import Report, audit, source_at
from consult.commands.consultation import period
from domain.catalogue import adjusting
from tests.audit.mirror import mirrored, states_in
from tests.audit.tampering import signed, with_facts
from tests.desk.catalogue.life import WHY, adjusted, called, listed
from tests.driving import Driver

pytestmark = pytest.mark.anyio


async def no_guards(*asked: object) -> tuple[()]:
    return ()


async def audited(driver: Driver, folder: Path) -> tuple[Report, Path]:
    await driver.settle()
    copy = await mirrored(driver.client, folder)
    return await asyncio.to_thread(audit, source_at(str(copy))), copy


def rules(report: Report) -> set[str | None]:
    return {finding.rule for finding in report.findings}


def place(copy: Path, topic: str, which: int = 0) -> int:
    """The position of an entry of this type."""
    entries = [msgspec.json.decode(state) for state in states_in(copy)]
    return [number for number, entry in enumerate(entries) if entry["type"] == topic][which]


async def test_as_it_should_be_it_is_clean_and_each_breach_is_named(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await listed(driver)
    await called(driver, year=2026, matter=1)
    await adjusted(driver)
    report, copy = await audited(driver, tmp_path / "honest")
    assert report.findings == ()
    assert report.events["catalogue-adjusted.v1"] == 1
    drafter = msgspec.json.decode(states_in(copy)[place(copy, "catalogue-prepared.v1")])["actor"]
    for topic, rule in (
        ("catalogue-published.v1", "SamePersonPublishesCatalogue"),
        ("catalogue-adjusted.v1", "SamePersonAdjusts"),
    ):
        honest = msgspec.json.decode(states_in(copy)[place(copy, topic)])["actor"]
        signed(with_facts(place(copy, topic), actor=drafter))(copy, driver.runtime.signer)
        assert rules(audit(source_at(str(copy)))) == {rule}
        signed(with_facts(place(copy, topic), actor=honest))(copy, driver.runtime.signer)
    # As a program did that did not look, or an official who went around it.
    monkeypatch.setattr(period, "place_guards", no_guards)
    monkeypatch.setattr(adjusting, "refuse_led", lambda *asked: None)
    await called(driver)
    await driver.done("drafter", "/catalogues/2026/changes", kind="removed", number=1, reason=WHY)
    await driver.done("releaser", "/catalogues/2026/adjustments")
    report, _ = await audited(driver, tmp_path / "breached")
    assert rules(report) == {"MatterNotNamed", "MatterLeadsToDecision"}
    assert {finding.code for finding in report.findings} == {"rule-broken"}
