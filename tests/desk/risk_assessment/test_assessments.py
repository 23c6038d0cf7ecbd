"""Risks are assessed at the desk by forms; one that cannot be controlled stops the decision until another text is assessed."""

from __future__ import annotations

import pytest

from consult.event_log import Append, Recorded
from tests.assessing import REPORT, assessed, found
from tests.desk.expertise.test_reviews import answered, words
from tests.desking import at_desk, errors_in, hidden_fields
from tests.driving import DAY, DRAFT, MINUTES, Driver

pytestmark = pytest.mark.anyio
RISK = {"kind": "social_stability", "likelihood": "medium", "degree": "low"}
WORDS = {"description": "摊位迁移可能引起摊主聚集。", "measures": "分批迁移，安排专人接待来访。"}
ENDED = {"result": "low", "controllable": "yes", "methods": ["key_visits"], "heard": "听取了公安、城管部门的意见。"}
CONCLUSION = {"conclusion": "措施可行，总体可控，可以实施。"}
CHANGED = DRAFT.replace("二十三时", "二十四时")


async def test_a_risk_is_assessed_by_forms_alone(driver: Driver) -> None:
    decision = await answered(driver)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    assert "开展风险评估" in await drafter.page("/desk")
    here = f"/desk/consultations/{decision}/risk-assessments"
    assert "还没有开展风险评估" in await drafter.page(here)
    root = (await drafter.done(here, assessor="third_party", unit="示例评估中心")).partition("?")[0]
    early = await releaser.send(f"{root}/conclusion", files=[("files", REPORT)], **ENDED, **CONCLUSION)
    assert (early.status_code, "还没有记录任何风险点" in early.text) == (409, True)
    short = await drafter.send(f"{root}/risks", **RISK | WORDS | {"measures": "加强"})
    assert (short.status_code, WORDS["description"] in short.text) == (422, True)
    await drafter.done(f"{root}/risks", **RISK | WORDS)
    path = f"{root}/risks"
    form = hidden_fields(await drafter.page(path, point="1"), path)
    changed = form | RISK | WORDS | {"degree": "high"}
    assert (await drafter.post(path, changed)).status_code == 303
    late = await drafter.post(path, form | RISK | WORDS | {"key": "other"})
    assert late.status_code == 409  # somebody put it in other words meanwhile
    assert "影响程度：高" in words(await drafter.page(root))
    refused = await releaser.send(f"{root}/conclusion", files=[("files", REPORT)], **ENDED | {"methods": []}, **CONCLUSION)
    assert errors_in(refused.text) == ["请至少选择一种评估方法。（《重大行政决策程序暂行条例》第二十三条）"]
    hidden = hidden_fields(refused.text, f"{root}/conclusion")
    assert (await releaser.post(f"{root}/conclusion", hidden | ENDED | CONCLUSION)).status_code == 303  # the file was kept
    await driver.settle()
    page = await drafter.page(root)
    assert "风险等级低可控" in words(page)
    assert (await drafter.open(f"{root}/report")).content == REPORT[1]
    assert (await drafter.send(f"{root}/risks", **RISK | WORDS)).status_code == 409
    assert "开展风险评估" not in await drafter.page("/desk")


async def test_an_uncontrollable_risk_stops_the_decision_until_a_new_text_is_assessed(driver: Driver) -> None:
    decision = await answered(driver)
    await assessed(driver, decision, result="medium", controllable=False)
    drafter = await at_desk(driver, "drafter")
    page = await drafter.page(f"/desk/consultations/{decision}")
    assert "风险评估结果为高风险或者风险不可控，不能作出决策。" in page
    assert "风险评估结果为高风险" in await drafter.page(f"/desk/consultations/{decision}/risk-assessments")
    root = f"/consultations/{decision}"
    refused = await driver.desk("releaser", f"{root}/waivers", step="risk_assessment", reason="没有不利影响，不需要评估。")
    assert (refused.status_code, refused.json()["rule"]) == (409, "StepReported")
    driver.clock.advance(14 * DAY)
    today = driver.clock.now().date().isoformat()
    dates = {"issued_on": today, "published_on": today, "effective_on": today}
    notice = {"document_number": "海商规〔2026〕1号", "opinions_note": "意见已逐条研究答复。", "text": CHANGED}
    await driver.done("drafter", f"{root}/adoption", **notice, **dates)
    received = (driver.clock.now() - 13 * DAY).date().isoformat()
    legality = {"result": "lawful", "file_received_on": received, "reviewer": "法规处", "opinion": "权限、程序、内容合法。"}
    await driver.done("reviewer", f"{root}/fair-competition-review", passed=True, opinion="不具有排除、限制竞争的内容。")
    await driver.done("reviewer", f"{root}/legality-review", **legality)
    for step in ("expert_review", "opinion_poll", "enterprises"):
        await driver.done("releaser", f"{root}/waivers", step=step, reason="不涉及专业技术问题，不需要。")
    meeting = {"result": "passed", "met_on": today, "meeting": "局长办公会", "minutes": MINUTES}
    stopped = await driver.desk("releaser", f"{root}/deliberation", **meeting)
    assert (stopped.status_code, stopped.json()["rule"]) == (409, "RiskUncontrollable")
    await assessed(driver, decision)  # of the text as the notice has it
    await driver.done("releaser", f"{root}/deliberation", **meeting)
    await driver.done("drafter", f"{root}/adoption", **notice | {"text": DRAFT}, **dates)
    other = await driver.desk("releaser", f"{root}/adoption/publication")
    assert (other.status_code, other.json()["rule"]) == (409, "RiskAssessedOtherText")
    await assessed(driver, decision)
    await driver.done("releaser", f"{root}/adoption/publication")
    await driver.settle()
    assert "示例评估中心" in (await driver.client.get("/consultations/2026-001/adoption")).text


async def test_what_has_begun_is_not_said_to_be_unneeded(driver: Driver) -> None:
    decision = await answered(driver)
    await found(driver, decision)
    releaser = await at_desk(driver, "releaser")
    waiver = {"step": "risk_assessment", "reason": "没有不利影响，不需要评估。"}
    refused = await releaser.send(f"/desk/consultations/{decision}/waivers", **waiver)
    assert errors_in(refused.text) == ["这一环节已经开始办理，不能再记录为不需要。请先办理完毕。"]
    assert "没有不利影响，不需要评估。" in refused.text


async def test_a_risk_found_at_the_same_moment_is_not_waived_away(driver: Driver) -> None:
    """Between the decision on the waiver and its append somebody records a risk."""
    decision = await answered(driver)
    started = {"assessor": "undertaking", "unit": "市场建设处"}
    assessment = (await driver.done("drafter", f"/consultations/{decision}/risk-assessments", **started))["id"]
    log = driver.runtime.log
    append = log.append

    async def overtaken(last: Append) -> Recorded:
        log.append = append  # type: ignore[method-assign]
        await driver.carried_out("drafter", f"/risk-assessments/{assessment}/risks", **RISK | WORDS)
        return await append(last)

    log.append = overtaken  # type: ignore[method-assign]
    waiver = {"step": "risk_assessment", "reason": "没有不利影响，不需要评估。"}
    refused = await driver.desk("releaser", f"/consultations/{decision}/waivers", **waiver)
    assert (refused.status_code, refused.json()["rule"]) == (409, "StepUnderWay")
