"""How broad answers are, for whoever signs them: what is drawn of the texts they answer, and each warning to be ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from consult.commands.consultation.breadth import AnswerBreadth, answer_breadths, warnings_of
from consult.reading.answers import PointAtDesk
from consult.runtime import Runtime
from domain.consultation.events import BlanketAnswer
from domain.consultation.state import Consultation
from domain.enumerations import Returnable
from web.desk.answering.previews import Draft
from web.desk.answering.signed_texts import Signing
from web.desk.forms.form import Field, Option
from web.desk.forms.input import FieldRefused
from web.shared.wording.languages import Locale

Breadths = Mapping[UUID, AnswerBreadth]  # by the id of the point


class BlanketAnswersUnticked(FieldRefused):
    """Each answer that may be a blanket one is ticked by its point, by the person who signs."""

    message = "以下要点的答复可能笼统，看过并确认后才能审签，或者退回修改：{points}。"


def signed_points(signing: Signing, draft: Draft) -> tuple[PointAtDesk, ...]:
    """The points that are signed: of a supplement those that it publishes, or whose further comments it answers."""
    return draft.late if signing.what == Returnable.SUPPLEMENT else draft.points


async def breadths_at_desk(runtime: Runtime, state: Consultation, signing: Signing, points: Sequence[PointAtDesk]) -> Breadths:
    return await answer_breadths(runtime, state.id, [each.point for each in points], signing.prepared)


def warning_options(locale: Locale, points: Sequence[PointAtDesk], breadths: Breadths) -> list[Option]:
    """Each warning in words, by its point."""
    numbers = {point.id: point.number for point in points}
    warned = warnings_of(breadths)
    return [(str(each.point_id), _in_words(locale, numbers[each.point_id], each)) for each in warned]


def _in_words(locale: Locale, number: int, warning: BlanketAnswer) -> str:
    head = locale.translate("要点{n}：一个答复对应{c}条意见、{d}种不同内容。")
    found = [head.format(n=number, c=warning.comments, d=warning.distinct_texts)]
    if warning.most:
        found.append(locale.translate("超过全部已答复意见的一半。"))
    if warning.unnamed:
        found.append(locale.translate("理由没有提到要点和抽取的意见中的任何事项。"))
    return "".join(found)


def warning_field(options: Sequence[Option]) -> Field:
    return Field(
        name="blanket_seen",
        label="逐项确认可能笼统的答复",
        kind="checks",
        options=options,
        hint="请对照下表中抽取的意见。确认后审签记录写明看过提醒；不能确认的，请退回修改。",
    )
