"""The peer: Datasette over the same database, in a virtual environment of its own."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

from children import ROOT, MeasureError

LOCK = Path(__file__).parent / "requirements.lock"
FOLDER = ROOT / ".venv" / "bench"


def installed() -> Path:
    """The peer's program, installed where it is not yet, or from another lock; raises `MeasureError` where it cannot be."""
    stamp = FOLDER / ".locked"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(FOLDER, clear=True, with_pip=True)
        pip = [FOLDER / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
        done = subprocess.run(
            [*pip, "install", "--require-hashes", "--requirement", LOCK], capture_output=True, text=True, check=False
        )
        if done.returncode:
            faults = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["pip failed"]
            raise MeasureError(f"Datasette cannot be installed ({faults[-1]}), so nothing is compared with it")
        stamp.write_text(wanted)
    return FOLDER / "bin" / "datasette"


def version() -> str:
    """The version that the lock pins."""
    pins = (
        line.split("==")[1] for line in LOCK.read_text(encoding="utf-8").splitlines() if line.startswith("datasette==")
    )
    return next(pins).split()[0]


def command(program: Path, database: Path) -> list[str | Path]:
    """How it is started: as its manual advises for a file that never changes, everything else as it comes."""
    return [program, "serve", "--immutable", database, "--host", "127.0.0.1", "--port", "0"]


if __name__ == "__main__":
    sys.stdout.write(f"{installed()}\n")
