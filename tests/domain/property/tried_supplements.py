"""What can be tried to answer what came after the feedback, with good and bad arguments."""

from __future__ import annotations

from domain.access import Actor
from domain.consultation import supplement
from domain.event import Event
from tests.domain.property.tried_stages import SHORT, WHY, compared
from tests.domain.property.world import World


def prepare_supplement(world: World, actor: Actor) -> Event:
    return supplement.prepare_supplement(world.consultation, world.pick(WHY, SHORT), actor=actor, at=world.now)


def sign_off_supplement(world: World, actor: Actor) -> Event:
    found, _ = compared(world, world.consultation.revised)
    return supplement.sign_off_supplement(world.consultation, found, world.pick(found, ()), actor=actor, at=world.now)


def publish_supplement(world: World, actor: Actor) -> Event:
    found, _ = compared(world, world.consultation.revised)
    figures = supplement.supplement_figures(world.decision.active_points())
    return supplement.publish_supplement(
        world.consultation, world.decision.coverage(), figures, contradictions=found, actor=actor, at=world.now
    )
