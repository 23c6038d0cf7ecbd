"""`python -m consult`: stands above all rooms; it alone knows the web, and hands it in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from consult.cli import main

if TYPE_CHECKING:
    from consult.cli.web import Application
    from consult.runtime import Runtime


def create_app(runtime: Runtime, *, desk: bool = True) -> Application:
    """The ASGI application; imported only by commands that need it, and its desk only by those that serve it."""
    if desk:
        from web.app import create_app

        return create_app(runtime)
    from web.public import create_public_app

    return create_public_app(runtime)


if __name__ == "__main__":
    sys.exit(main(create_app))
