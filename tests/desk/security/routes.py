"""Every route of the app with its methods, and the addresses it has when its parameters are filled with what there is."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from litestar.routes import HTTPRoute

from tests.driving import Driver


class Walked(msgspec.Struct, frozen=True):
    """`names`: of the parameters in the path."""

    path: str
    methods: frozenset[str]
    names: tuple[str, ...]
    parts: tuple[Any, ...]

    @property
    def internal(self) -> bool:
        """Whether only staff have business there."""
        return self.path.startswith(("/desk", "/en/desk", "/api/v1/desk"))

    def addresses(self, values: Mapping[str, Sequence[str]], anything: Sequence[str]) -> list[str]:
        """The route's address for every combination of values; a parameter that is not known is given anything there is."""
        choices = [[part] if isinstance(part, str) else list(values.get(part.name, anything)) for part in self.parts]
        return ["/" + "/".join(found) for found in itertools.product(*choices)]


def routes_of(driver: Driver) -> list[Walked]:
    """All HTTP routes, from the app itself: what is added later is walked too."""
    found = []
    for route in driver.cache.app.routes:
        if isinstance(route, HTTPRoute):
            names = tuple(part.name for part in route.path_components if not isinstance(part, str))
            found.append(Walked(route.path, frozenset(route.methods), names, tuple(route.path_components)))
    return sorted(found, key=lambda walked: walked.path)
