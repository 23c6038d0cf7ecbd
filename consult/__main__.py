"""`python -m consult`: stands above all rooms; it alone starts the web."""

from __future__ import annotations

import sys

from consult.cli import main

if __name__ == "__main__":
    sys.exit(main())
