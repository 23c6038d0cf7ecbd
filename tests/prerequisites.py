"""What the tests need besides Python: Chromium, a Chinese font, Java and the Nu HTML checker. Installs them where it may, else
says what to do."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from hashlib import sha512
from pathlib import Path

PACKAGES = {
    "chromium": ["chromium", "chromium-l10n", "fonts-noto-cjk"],
    "java": ["default-jre-headless"],
    "npm": ["npm"],
}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
VNU = "vnu-jar@26.9.27"
VNU_SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
VNU_JAR = Path(sys.prefix) / "checkers" / "vnu.jar"


def chromium() -> str | None:
    """Path of the system's Chromium, or None."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def main() -> int:
    wanted = [] if chromium() else PACKAGES["chromium"]
    wanted += [] if shutil.which("java") else PACKAGES["java"]
    wanted += [] if shutil.which("npm") or VNU_JAR.exists() else PACKAGES["npm"]
    if wanted and not _installed(wanted):
        print("The tests need these packages of the system:", " ".join(wanted), file=sys.stderr)
        return 1
    if not VNU_JAR.exists():
        _fetch_checker()
    return 0


def _installed(packages: list[str]) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environment, check=True, stdout=subprocess.DEVNULL)
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode == 0


def _fetch_checker() -> None:
    """The jar out of its npm package, checked against its digest."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", VNU], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (package,) = Path(folder).glob("*.tgz")
        if base64.b64encode(sha512(package.read_bytes()).digest()).decode() != VNU_SHA512:
            raise SystemExit("the Nu HTML checker that was fetched is not the one expected")
        with tarfile.open(package) as archive:
            jar = archive.extractfile("package/build/dist/vnu.jar")
            assert jar
            VNU_JAR.parent.mkdir(exist_ok=True)
            VNU_JAR.write_bytes(jar.read())


if __name__ == "__main__":
    sys.exit(main())
