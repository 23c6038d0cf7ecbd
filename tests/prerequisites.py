"""What the tests need besides Python: Chromium, a Chinese font, Java and the Nu HTML checker; nginx, systemd-analyze; Go, Node
and the checkers that look at our log from outside. Installs them where it may, else says what to do."""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Collection, Iterator
from hashlib import sha256, sha512
from pathlib import Path

PACKAGES = {
    "Chromium": ["chromium-headless-shell", "fonts-noto-cjk"],
    "Java": ["default-jre-headless"],
    "npm": ["npm"],
    "Go with golang.org/x/mod": ["golang-go", "golang-golang-x-mod-dev"],
    "OpenSSL": ["openssl"],
    "nginx": ["nginx-light"],
    "systemd-analyze": ["systemd"],
}
COMMAND = "python -m tests.prerequisites"
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Any of them will do. The first is Chromium without its own windows and menus, and takes little more than half the time."""
VNU = "vnu-jar@26.9.27"
VNU_SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
CHECKERS = Path(sys.prefix) / "checkers"
VNU_JAR = CHECKERS / "vnu.jar"
OUTSIDE = Path(__file__).parent / "outside"
GO_PACKAGES = Path("/usr/share/gocode")
NODE_MODULES = CHECKERS / "sigstore-js" / "node_modules"
SIGSTORE = CHECKERS / "sigstore"


NEEDED = {
    "browser": ("Chromium", "Java", "the Nu HTML checker"),
    "openssl": ("OpenSSL",),
}
"""What the tests of a mark need. Those of `tests/outside` skip for want of a checker, and say so."""


def lacking(marks: Collection[str]) -> list[str]:
    """What is not here of what tests with these marks need, each with what to do about it."""
    names = [name for mark, needed in NEEDED.items() if mark in marks for name in needed]
    return [f"{name}: {REMEDY[name]}" for name in names if not HERE[name]()]


def chromium() -> str | None:
    """Path of the system's Chromium, or None."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def nginx() -> str | None:
    """Path of nginx, which stands where only root looks, or None."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def go_packages_found() -> bool:
    """Whether Debian's golang.org/x/mod is here, with the packages of a transparency log."""
    return (GO_PACKAGES / "src" / "golang.org" / "x" / "mod" / "sumdb" / "tlog").is_dir()


HERE: dict[str, Callable[[], object]] = {
    "Chromium": chromium,
    "Java": lambda: shutil.which("java"),
    "the Nu HTML checker": VNU_JAR.exists,
    "Go with golang.org/x/mod": lambda: shutil.which("go") and go_packages_found(),
    "npm": lambda: shutil.which("npm"),
    "OpenSSL": lambda: shutil.which("openssl"),
    "nginx": nginx,
    "systemd-analyze": lambda: shutil.which("systemd-analyze"),
}
REMEDY = {name: f"apt-get install {' '.join(PACKAGES.get(name, ()))}" if name in PACKAGES else COMMAND for name in HERE}


def main() -> int:
    with _tests_compiled():
        return _everything_installed()


@contextlib.contextmanager
def _tests_compiled() -> Iterator[None]:
    """Meanwhile compiles all tests, where none is: pytest rewrites each module, and every worker would do it for itself."""
    if any((Path(__file__).parent / "__pycache__").glob("*-pytest-*.pyc")):
        yield
        return
    command = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL):
        yield


def _everything_installed() -> int:
    wanted = [package for name, packages in PACKAGES.items() if not HERE[name]() for package in packages]
    if wanted and not _installed(wanted):
        print("The tests need these packages of the system: apt-get install", " ".join(wanted), file=sys.stderr)
        return 1
    if not shutil.which(CHROMIUM[0]):
        _installed([CHROMIUM[0]])  # where it cannot be had, the whole browser is only slower
    if not VNU_JAR.exists():
        _fetch_checker()
    _once(OUTSIDE / "package-lock.json", CHECKERS / "sigstore-js", _install_node_modules)
    _once(OUTSIDE / "constraints-sigstore.txt", SIGSTORE, _install_sigstore)
    return 0


def _once(pins: Path, folder: Path, install: Callable[[Path], None]) -> None:
    """Install into `folder` what `pins` says, unless that is there already."""
    digest = sha256(pins.read_bytes()).hexdigest()
    done = folder / ".installed-from"
    if not done.exists() or done.read_text() != digest:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        install(folder)
        done.write_text(digest)


def _install_node_modules(folder: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(OUTSIDE / name, folder)
    subprocess.run(["npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)


def _install_sigstore(folder: Path) -> None:
    """In an environment of its own: what it needs is not what we need."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--requirement", OUTSIDE / "constraints-sigstore.txt"], check=True)


def _installed(packages: list[str]) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environment, stdout=subprocess.DEVNULL)
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
