"""What the tests need besides Python: Chromium and a Chinese font. Installs them where it may, else says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = ["chromium", "chromium-l10n", "fonts-noto-cjk"]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Path of the system's Chromium, or None."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def main() -> int:
    if chromium():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        return install()
    print("The browser tests need Chromium: install the packages", " ".join(PACKAGES), file=sys.stderr)
    return 1


def install() -> int:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environment, check=True, stdout=subprocess.DEVNULL)
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return 0 if chromium() else 1


if __name__ == "__main__":
    sys.exit(main())
