"""What must be complete names what is missing: for each event, command, page and read model, the places it has to stand in.

Said elsewhere, and not again here: example and golden file (tests/domain/test_golden.py); words (tests/catalogue_check.py and
tests/desk/drafting/test_history.py); random histories (tests/domain/property, tests/projections/test_history.py); who may give
a command (tests/desk/security); what when someone was first (tests/commands/test_someone_was_first.py).
"""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import consult.commands
import domain.all_events
from consult.commands.table import DESK, TABLE
from consult.database import Database
from domain.event import Event, aggregate_of, event_types, written_types
from domain.openings import OPENS, OPENS_NOTHING, openings
from domain.sealing import sealed_fields
from projections.apply import apply_batch
from projections.catch_up import catch_up
from tests.domain.examples import streams
from tests.projections.contents import contents
from tests.projections.random_lives import RandomLives
from web.desk.handlers import desk_pages
from web.public import PAGES
from web.shared.wording.words import known_word

ROOT = Path(__file__).parent.parent
EVENTS = sorted(written_types())


def names_in(folder: str) -> set[str]:
    """Every name that the code of a folder does something with: imports, annotations and labels asked for are left out."""
    trees = [ast.parse(file.read_text("utf-8")) for file in sorted((ROOT / folder).rglob("*.py"))]
    return {name for tree in trees for name in names_under(tree)}


def names_under(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "row_of":
        return
    if isinstance(node, ast.Name | ast.Attribute):
        yield node.id if isinstance(node, ast.Name) else node.attr
    for name, value in ast.iter_fields(node):
        children = value if isinstance(value, list) else [value]
        for child in children if name not in ("annotation", "returns") else ():
            yield from names_under(child) if isinstance(child, ast.AST) else ()


# Events


def test_the_events_of_every_aggregate_are_registered() -> None:
    written = {f"domain.{file.parent.name}.events" for file in (ROOT / "domain").glob("*/events.py")}
    assert sorted(written - {getattr(domain.all_events, name).__name__ for name in domain.all_events.__all__}) == []


def test_of_every_event_is_said_what_it_opens_or_that_it_opens_nothing() -> None:
    said = {topic: (kind in OPENS) + (kind in OPENS_NOTHING) for topic, kind in event_types().items()}
    assert [topic for topic, times in said.items() if times != 1] == []


def test_every_field_that_is_sealed_for_later_is_opened_by_some_event() -> None:
    opened = {(rule.event_type, name) for event in examples() for rule in openings(event) for name in rule.fields}
    later = [
        (kind, field.name) for kind in written_types().values() for field in sealed_fields(kind) if field.seal.opened == "later"
    ]
    assert [f"{kind.topic} {name}" for kind, name in later if (kind, name) not in opened] == []


def examples() -> list[Event]:
    return [event for stream in streams() for event in stream]


# What a decision no longer has to know: it is shown by the read models, and read from the stream where it matters.
NOT_REMEMBERED = {
    *(
        "correction-made.v1",
        "anchor-recorded.v1",
        "answers-outstanding.v1",
        "review-time-shortened.v1",
        "blanket-answers-seen.v1",
    ),
}
FOLDS = {
    events.__package__: import_module(state).evolve
    for events in (getattr(domain.all_events, name) for name in domain.all_events.__all__)
    if find_spec(state := events.__name__.replace(".events", ".state"))
}


def test_every_event_is_remembered_by_its_aggregate() -> None:
    remembered = {event.topic for stream in streams() for event, changed in folded(stream) if changed}
    assert [topic for topic in EVENTS if topic not in remembered | NOT_REMEMBERED] == []


def folded(stream: list[Event]) -> Iterator[tuple[Event, bool]]:
    """Each event of a stream, and whether more than the version came of it."""
    state: Any = None
    for event in stream:
        if type(event) not in written_types().values():
            continue
        if evolve := FOLDS.get(aggregate_of(type(event))):
            before, state = state, evolve(state, event)
            yield event, before is None or replace(state, version=before.version) != before


# Recorded with any result; what the result means is looked at when the decision is adopted.
WITHOUT_A_RULE = {"fair-competition-reviewed.v1"}


def test_every_event_has_its_rule_in_the_re_check() -> None:
    rules = told_apart_in("domain/recheck")
    assert {kind.topic for kind in written_types().values() if kind.__name__ not in rules} == WITHOUT_A_RULE


def told_apart_in(folder: str) -> set[str]:
    """Names of the types that the code of a folder tells apart, by `match` or `isinstance`."""
    trees = [ast.parse(file.read_text("utf-8")) for file in sorted((ROOT / folder).rglob("*.py"))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    kinds = [node.cls for node in nodes if isinstance(node, ast.MatchClass)]
    kinds += [node.args[1] for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance"]
    return {part.id for kind in kinds for part in ast.walk(kind) if isinstance(part, ast.Name)}


# Commands


def test_every_staff_command_stands_in_the_table() -> None:
    runs = {row.run for row in DESK}
    found = [function for package in packages_of(consult.commands) for function in staff_commands(package)]
    assert len(found) > 40
    assert [function.__qualname__ for function in found if function not in runs] == []


def packages_of(folder: Any) -> list[Any]:
    return [import_module(each.name) for each in pkgutil.iter_modules(folder.__path__, folder.__name__ + ".") if each.ispkg]


def staff_commands(package: Any) -> Iterator[Any]:
    """Functions of runtime, actor, command and key: see `consult.commands.recording.Run`."""
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.iscoroutinefunction):
            asked = list(inspect.signature(function).parameters)
            if function.__module__ == module.name and asked == ["runtime", "actor", "command", "key"] and name[0] != "_":
                yield function


def test_every_command_has_its_form_at_the_desk() -> None:
    forms = names_in("web/desk")
    assert [row.name for row in DESK if row.command.__name__ not in forms] == []


def test_every_command_has_words_for_its_button_and_for_what_was_done() -> None:
    on_its_own_page = {"register_comment"}  # the confirmation to be printed says it
    assert [row.path for row in TABLE if not row.label] == []
    assert [row.name for row in DESK if known_word("done", row.name) is None and row.name not in on_its_own_page] == []


def test_every_button_of_a_decision_leads_to_a_page() -> None:
    there = {re.sub(r":\w+", "", path) for path in page_addresses()}
    wanted = {row.page: "/desk/consultations/{consultation_id}" + row.page for row in TABLE if row.stage is not None}
    assert [page for page, address in wanted.items() if address not in there] == []


# Of these no story of the demonstration tells: they are for what goes wrong or changes on the way.
NOT_IN_THE_DEMONSTRATION = {
    *("reword_article", "insert_article", "remove_article", "move_article", "sign_off_release", "extend_period", "delay_answer"),
    *("register_beside", "register_grievance", "take_back_grievance"),
    *("revise_screening", "ask_second_look", "confirm_screening", "correct_registration"),
    *("decide_appeal", "request_erasure", "erase_comment", "reword_point", "gather_comments", "release_comments", "split_point"),
    *("move_comments", "merge_point", "supersede_disposition", "waive_step", "make_correction"),
    *("prepare_supplement", "sign_off_supplement", "publish_supplement"),
    *("name_matter", "strike_matter", "drop_change"),
    *("name_joint_division", "end_joint_division", "assign_parts", "hand_over_decision"),
    *("ask_unit", "answer_as_unit", "enter_unit_answer", "coordinate_opinion"),
    *("countersign_draft", "excuse_countersignature"),
    *("announce_activity", "call_off_activity", "decline_participant", "publish_list", "deliver_materials", "record_statement"),
    *("issue_code", "confirm_record"),
    *("close_applications", "draw_lot", "record_declined", "invite_applicant", "erase_application", "erase_applications"),
    "archive_records",
    *("change_heading", "remove_question", "withdraw_questionnaire", "request_response_erasure", "erase_response"),
    *("return_draft", "return_feedback", "return_supplement", "return_adoption"),
    *("suspend_execution", "resume_execution", "terminate_execution", "link_later_decision"),
}


def test_the_demonstration_gives_every_command_but_those_named() -> None:
    given = names_in("consult/demo")
    assert {row.name for row in DESK if row.command.__name__ not in given} == NOT_IN_THE_DEMONSTRATION


# Pages


def page_addresses() -> list[str]:
    """Of every page that is shown to a person, in Chinese: it has an English one beside it."""
    handlers = [handler for handler in (*PAGES, *desk_pages) if "GET" in handler.http_methods]
    twins = [handler.paths for handler in handlers if any(path.startswith("/en") for path in handler.paths)]
    return sorted(path for paths in twins for path in paths if not path.startswith("/en"))


LOOKING = re.compile(r"looks|browser|journey|stories|story|act_\d|findings|replay|receipt|anchors|links|people|sign_in|training")
# Looked at under an address made of parts, or nothing to look at: where they lead is looked at.
LOOKED_AT_OTHERWISE = {
    "/consultations/{number:str}/downloads/{file:str}": "a file",
    "/packs/{number:str}": "a file",
    "/catalogue/{year:int}/downloads/{file:str}": "a file",
    "/consultations/{number:str}/questionnaires/{order:int}/figures.csv": "a file",
    "/calendar.ics": "a file",
    "/execution.csv": "a file",
    "/consultations/{number:str}/execution.csv": "a file",
    "/consultations/{number:str}/calendar.ics": "a file",
    "/calendars/{file:str}": "a file",
    "/consultations/{number:str}/comment/check": "leads to the form",
    "/consultations/{number:str}/comment/submit": "leads to the form",
    "/receipts/{reference:str}/appeal": "leads to the receipt",
    "/receipts/{reference:str}/mail": "leads to the receipt",
    "/consultations/{number:str}/activities/{n:int}/application/check": "leads to the form",
    "/consultations/{number:str}/activities/{n:int}/application/submit": "leads to the form",
    "/applications/{reference:str}/withdrawal": "leads to the application",
    "/applications/{reference:str}/declining": "leads to the application",
    "/desk/sign-in/single": "leads to the identity provider",
    "/desk/kept/{token:str}": "leads back to the form",
    "/desk/consultations/{consultation_id:str}/archive/zip": "a file",
    "/desk/consultations/{consultation_id:str}/screening/next": "leads to the next comment",
    "/desk/consultations/{consultation_id:str}/registration/confirmation": "what entering a letter answers",
    "/desk/comments/{comment_id:str}/erasure-requests": "tests/desk/screening looks at every step of a comment",
    "/desk/consultations/{consultation_id:str}/drafts/articles/new": "tests/desk/drafting looks at every edit",
}


def test_every_page_is_among_those_looked_at() -> None:
    files = [file for room in ("web", "desk", "floods") for file in (ROOT / "tests" / room).rglob("*.py")]
    text = "\n".join(file.read_text("utf-8") for file in files if LOOKING.search(str(file.relative_to(ROOT))))
    labels = {"/desk" + row.path.replace("_id}", "_id:str}"): row.label for row in DESK}
    pages = [page for page in page_addresses() if page not in LOOKED_AT_OTHERWISE]
    unseen = [page for page in pages if not named(page, text) and labels.get(page, page) not in text]
    assert unseen == []


def named(address: str, text: str) -> bool:
    """Whether the last words of an address stand in the text as those of an address."""
    parts = re.split(r"\{[^}]*\}", address)
    if parts[-1]:
        return re.search(re.escape(parts[-1]) + r"""(?=["'?{#])""", text) is not None
    return re.search(re.escape(parts[-2].rstrip("/")) + r"""["/{]""", text) is not None


# Read models


def test_every_folder_with_tables_is_filled_with_each_batch() -> None:
    folders = [file.parent.name for file in (ROOT / "projections").glob("*/tables.sql")]
    spoken_of = inspect.getsource(import_module(apply_batch.__module__))
    assert len(folders) > 5
    assert [name for name in folders if f"projections.{name}" not in spoken_of] == []


@pytest.mark.anyio
async def test_random_histories_leave_no_table_empty(database: Database) -> None:
    """So that rebuilding, batches and erasure (tests/projections/test_rebuilding.py) are tried on each of them."""
    await catch_up(database.pool, RandomLives(60).run(1_500))
    assert [table for table, rows in (await contents(database.pool)).items() if not rows] == []
