"""What can be tried to answer what came after the feedback, with good and bad arguments."""

from __future__ import annotations

from domain.access import Actor
from domain.consultation.steps import supplement
from domain.enumerations import Returnable
from domain.event import Event
from tests.domain.property.tried_returns import answers_changed
from tests.domain.property.tried_stages import compared
from tests.domain.property.world import SHORT, WHY, World


def prepare_supplement(world: World, actor: Actor) -> Event:
    said = world.pick(world.chance.one_of((WHY, f"来信转到得晚。{WHY}")), SHORT)
    changed = answers_changed(world, Returnable.SUPPLEMENT)
    return supplement.prepare_supplement(world.consultation, said, answers_changed=changed, actor=actor, at=world.now)


def sign_off_supplement(world: World, actor: Actor) -> Event:
    found, _ = compared(world, world.consultation.revised)
    return supplement.sign_off_supplement(world.consultation, found, world.pick(found, ()), actor=actor, at=world.now)


def publish_supplement(world: World, actor: Actor) -> Event:
    found, _ = compared(world, world.consultation.revised)
    figures = supplement.supplement_figures(world.decision.active_points())
    return supplement.publish_supplement(
        world.consultation, world.decision.coverage(), figures, contradictions=found, actor=actor, at=world.now
    )
