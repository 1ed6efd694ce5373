"""Runs the commands of the README's tour and puts their real output below them; `--check` only compares.

Each console block of README.md begins with a line `$ concord ...`. The commands run in a temporary folder that holds the
library's database and the faulty file `draft.md` that the tour lints.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n.*?```", re.S)
DRAFT = """\
---
title: Our AI policy
publisher: Our ministry
sector: goverment
origin: UY
date: 2026-02-30
kind: guidelines
binding: false
url: https://example.org/policy
language: [es]
text: original
checked: [https://example.org/policy]
---

## Fairness {#fairness forse=shall}

People are treated alike.
"""
COLUMNS = "100"


def with_output(text: str, folder: Path) -> str:
    """The text with every console block holding what its command prints today."""
    return BLOCK.sub(lambda block: f"```console\n$ {block['command']}\n{output_of(block['command'], folder)}```", text)


def output_of(command: str, folder: Path) -> str:
    """What a shell command prints in the folder, both streams, as one text that ends in a line break."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "COLUMNS": COLUMNS, "NO_COLOR": "1"}
    run = subprocess.run(  # noqa: S602 - the README's own commands, pipes and all
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    lines = (run.stdout + run.stderr).rstrip().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def prepared(folder: Path, database: Path) -> Path:
    """The folder, with the database and the faulty draft that the tour needs."""
    (folder / "concord.db").symlink_to(database.resolve())
    (folder / "draft.md").write_text(DRAFT, encoding="utf-8")
    return folder


def main() -> int:
    """Rewrite the README, or with `--check` say whether it would change."""
    with tempfile.TemporaryDirectory() as name:
        folder = prepared(Path(name), ROOT / "concord.db")
        before = README.read_text(encoding="utf-8")
        after = with_output(before, folder)
    if "--check" in sys.argv:
        if before != after:
            print("README.md: the tour's output is not today's; run python docs/tour.py")
        return int(before != after)
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
