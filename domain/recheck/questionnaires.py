"""The rules of questionnaires and of responses to them, checked again on the record; their figures counted again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from domain.consultation.events import DecisionAdopted, DecisionEnded, PeriodClosed
from domain.enumerations import QuestionKind, RespondentKind
from domain.event import CLOCK, PUBLIC, Event
from domain.questionnaire.events import (
    KindCount,
    QuestionnaireClosed,
    QuestionnaireDrafted,
    QuestionnaireFiguresPublished,
    QuestionnaireOpened,
    QuestionnaireWithdrawn,
    ResponsesCounted,
)
from domain.questionnaire.form import QUESTIONS, Question
from domain.questionnaire_response.events import (
    Answer,
    ResponseErased,
    ResponseErasureRequested,
    ResponseSubmitted,
)
from domain.recheck.record import Record
from domain.recheck.responses import Waiting
from domain.recheck.screening import happened
from domain.sealing import CLOSED

BY_CLOCK = QuestionnaireClosed | ResponsesCounted


def questionnaire_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on the stream of a questionnaire, breaks after what is on `record`."""
    own = record.stream(event.originator_id)
    opened = _opened(own)
    if not own and not isinstance(event, QuestionnaireDrafted):
        yield "QuestionnaireEmpty"
    if happened(own, QuestionnaireWithdrawn):
        yield "QuestionnaireWithdrawnAlready"
    if isinstance(event, BY_CLOCK) != (event.actor == CLOCK):
        yield "NotByTheClock"
    match event:
        case QuestionnaireDrafted():
            yield from _drafted(record, event, opened)
        case QuestionnaireOpened():
            yield from _opening(record, own, event)
        case QuestionnaireWithdrawn():
            yield from _withdrawn(record, own, event)
        case QuestionnaireClosed():
            if opened is None or event.timestamp < opened.closes_at or event.closed_at != opened.closes_at:
                yield "QuestionnaireStillOpen"
            if happened(own, QuestionnaireClosed):
                yield "QuestionnaireClosedAlready"
        case ResponsesCounted():
            yield from _counted(record, own, event)
        case QuestionnaireFiguresPublished():
            yield from _published(record, own, event)
        case _:
            pass


def _opened(own: Sequence[Event]) -> QuestionnaireOpened | None:
    return next((event for event in own if isinstance(event, QuestionnaireOpened)), None)


def _over(record: Record) -> bool:
    return bool(record.last(DecisionAdopted) or record.last(DecisionEnded))


def questions_of(own: Sequence[Event]) -> tuple[Question, ...] | None:
    """What is asked, by the events of a questionnaire's stream; None where the reader cannot tell."""
    drafts = [event for event in own if isinstance(event, QuestionnaireDrafted)]
    return None if not drafts or drafts[-1].form is CLOSED else drafts[-1].form.questions


def _drafted(record: Record, event: QuestionnaireDrafted, opened: QuestionnaireOpened | None) -> Iterator[str]:
    if opened:
        yield "QuestionnaireOpenedAlready"
    if _over(record):
        yield "DecisionOver"
    if event.form is not CLOSED and len(event.form.questions) > QUESTIONS:
        yield "TooManyQuestions"


def _opening(record: Record, own: Sequence[Event], event: QuestionnaireOpened) -> Iterator[str]:
    if _opened(own):
        yield "QuestionnaireOpenedAlready"
    if questions_of(own) == ():
        yield "QuestionnaireEmpty"
    if _over(record):
        yield "DecisionOver"
    if record.published is None or record.closes_at is None or record.last(PeriodClosed):
        yield "ConsultationPeriodOver"
        return
    if event.timestamp >= record.closes_at:
        yield "ConsultationPeriodOver"
    if event.closes_at > record.closes_at:
        yield "ClosesAfterConsultation"
    if event.closes_at <= event.opens_at:
        yield "ClosesBeforeOpening"
    if event.opens_at < max(event.timestamp, record.published.opens_at):
        yield "OpenedTooEarly"


def _withdrawn(record: Record, own: Sequence[Event], event: QuestionnaireWithdrawn) -> Iterator[str]:
    opened = _opened(own)
    if opened is None:
        yield "QuestionnaireNotOpened"
    elif event.timestamp >= opened.closes_at or happened(own, QuestionnaireClosed):
        yield "QuestionnaireClosedAlready"
    if event.reason is not CLOSED:
        yield from record.reason_broken(event.reason)


def _counted(record: Record, own: Sequence[Event], event: ResponsesCounted) -> Iterator[str]:
    """Each names responses that wait, and says of them what they say; none is left out of how many wait after it."""
    if not happened(own, QuestionnaireClosed):
        yield "QuestionnaireStillOpen"
    waiting = record.responses.waiting[event.originator_id]
    if len(set(event.responses)) < len(event.responses) or not waiting.keys() >= set(event.responses):
        yield "CountMisses"
        return
    if event.remaining != len(waiting) - len(event.responses):
        yield "ResponseLeftOut"
    known, questions = [waiting[response] for response in event.responses], questions_of(own)
    told = questions is not None and all(each.answers is not CLOSED for each in known)
    if told and event.counts != _counts(questions or (), known):
        yield "ResponsesMiscounted"


def _counts(questions: Sequence[Question], known: Sequence[Waiting]) -> tuple[KindCount, ...]:
    """Counted one response after another."""
    tables: dict[RespondentKind, list[list[int]]] = {}
    responses: dict[RespondentKind, int] = {}
    for response in known:
        responses[response.kind] = responses.get(response.kind, 0) + 1
        table = tables.setdefault(response.kind, [[0] * (1 + len(question.values)) for question in questions])
        for answer in () if response.answers is CLOSED else response.answers:
            _add(table, questions, answer)
    return tuple(
        KindCount(kind=kind, responses=responses[kind], questions=tuple(map(tuple, tables[kind])))
        for kind in RespondentKind
        if kind in tables
    )


def _add(table: list[list[int]], questions: Sequence[Question], answer: Answer) -> None:
    """What is off the list has its own finding, and no place in the table."""
    if 1 <= answer.question <= len(questions):
        values = questions[answer.question - 1].values
        row = table[answer.question - 1]
        row[0] += 1
        for value in answer.chosen:
            if value in values:
                row[1 + values.index(value)] += 1


def _published(record: Record, own: Sequence[Event], event: QuestionnaireFiguresPublished) -> Iterator[str]:
    parts = [each for each in own if isinstance(each, ResponsesCounted)]
    if happened(own, QuestionnaireFiguresPublished):
        yield "FiguresPublishedAlready"
    if not parts or parts[-1].remaining or record.responses.waiting[event.originator_id]:
        yield "CountUnfinished"
    counted = sum(len(part.responses) for part in parts)
    if event.responses != counted or counted != record.responses.submitted[event.originator_id]:
        yield "ResponseLeftOut"
    if event.spread is not CLOSED:
        yield from record.reason_broken(event.spread)


def response_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on the stream of a response, breaks after what is on `record`."""
    before = record.stream(event.originator_id)
    match event:
        case ResponseSubmitted():
            if before:
                yield "StreamVersionGap"
            yield from _submitted(record, event, record.stream(event.questionnaire_id))
        case ResponseErasureRequested():
            if happened(before, ResponseErased):
                yield "WrittenErasedAlready"
        case ResponseErased():
            request = before[-1] if before else None
            if not isinstance(request, ResponseErasureRequested):
                yield "WrittenErasureMissing"
            elif request.actor == event.actor:
                yield "SamePersonErasesWritten"
        case _:
            pass


def _submitted(record: Record, event: ResponseSubmitted, questionnaire: Sequence[Event]) -> Iterator[str]:
    opened = _opened(questionnaire)
    if event.actor != PUBLIC:
        yield "SubmittedByAnother"
    if opened is None or _belongs_elsewhere(event.consultation_id, questionnaire):
        yield "QuestionnaireNotOpened"
        return
    if happened(questionnaire, QuestionnaireWithdrawn):
        yield "ResponseToWithdrawn"
    if event.timestamp < opened.opens_at:
        yield "ResponseBeforeOpening"
    if event.timestamp >= opened.closes_at or happened(questionnaire, QuestionnaireClosed):
        yield "ResponseAfterClosing"
    if _over(record):
        yield "ResponseToEnded"
    questions = questions_of(questionnaire)
    if questions is not None and event.answers is not CLOSED:
        yield from _answers(questions, event.answers)


def _belongs_elsewhere(decision: UUID, questionnaire: Sequence[Event]) -> bool:
    return questionnaire[0].consultation_id != decision


def _answers(questions: Sequence[Question], answers: Sequence[Answer]) -> Iterator[str]:
    numbers = [answer.question for answer in answers]
    if numbers != sorted(set(numbers)) or not all(1 <= number <= len(questions) for number in numbers):
        yield "AnswerMisplaced"
        return
    if not answers:
        yield "ResponseEmpty"
    if any(question.required and number not in numbers for number, question in enumerate(questions, 1)):
        yield "AnswerMissing"
    for answer in answers:
        yield from _answer(questions[answer.question - 1], answer.chosen)


def _answer(question: Question, chosen: tuple[int, ...]) -> Iterator[str]:
    if not chosen or any(value not in question.values for value in chosen) or len(set(chosen)) < len(chosen):
        yield "OffTheScale" if question.kind == QuestionKind.SCALE else "OptionUnknown"
    if question.kind != QuestionKind.SEVERAL:
        if len(chosen) > 1:
            yield "TwoAnswers"
    elif len(chosen) < question.least:
        yield "TooFewChosen"
    elif len(chosen) > question.most:
        yield "TooManyChosen"
