"""Make the virtual environment and put uv into it, with nothing but the standard library.

Debian splits `venv` out of Python; as root it is installed, otherwise the command to run is told.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

UV = "uv>=0.13,<1"
OLDEST = (3, 11)


def main(folder: str) -> int:
    """Create `folder` unless it has a working pip, then install uv there; return the exit code."""
    if sys.version_info < OLDEST:
        print(f"Casemate needs Python {OLDEST[0]}.{OLDEST[1]} or newer; {sys.executable} is {sys.version.split()[0]}.")
        print("Name another one: make PYTHON=/path/to/python3.11")
        return 2
    _ensure_venv()
    python = Path(folder) / "bin" / "python"
    if not python.exists() or subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode:
        venv.create(folder, with_pip=True, clear=True)
    return subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV]).returncode


def _ensure_venv() -> None:
    try:
        import ensurepip  # noqa: F401, PLC0415 - only asked whether it is there
    except ImportError:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if os.geteuid() or not shutil.which("apt-get"):
            sys.exit(f"Python's venv module is incomplete. Install it first: sudo apt-get install {package}")
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
