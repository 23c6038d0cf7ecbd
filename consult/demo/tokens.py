"""The demo staff's tokens, kept in the data folder so that later starts can print them again."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from consult.settings import Settings


def keep_tokens(settings: Settings, tokens: Mapping[str, str]) -> dict[str, str]:
    """Write new tokens to a file of mode 0600, or read those of the first start."""
    file = settings.data_dir / "demo-tokens.json"
    if tokens:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as target:
            json.dump(dict(tokens), target, ensure_ascii=False)
    return dict(json.loads(file.read_text("utf-8"))) if file.exists() else {}
