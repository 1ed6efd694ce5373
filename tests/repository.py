"""What must hold for the repository's files taken together: one version, whole locks, nothing of one machine.

`python tests/repository.py` prints every fault and exits with 1 where there is one.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from architecture import ROOT, report

LOCKS = ("requirements.lock", "requirements-dev.lock")

# Hosts and folders are written so that this file does not find itself.
_REGISTRY = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|yarnpkg|deb\.debian|archive\.ubuntu|crates|anaconda)\.(?:org|com|io)\b"
)
_MACHINE = re.compile(r"(?:^|[\s\"'`(=,:])(?:[A-Z]:\\Users\\|/(?:root|home|Users|work|workspace|builds|opt|mnt)/)\w")
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9][\w.-]*)==(?P<rest>.*(?:\n .*)*)", re.M)
_NOT_NAME = re.compile(r"[^\w.-]")
_VERSION = {
    "CHANGELOG.md": re.compile(r"^## \[(?P<version>[^\]]+)\]", re.M),
    "CITATION.cff": re.compile(r"^version: *\"?(?P<version>[^\"\s]+)", re.M),
}


def repository_faults(root: Path = ROOT) -> list[str]:
    """Everything wrong with the files of a repository."""
    return [*version_faults(root), *lock_faults(root), *text_faults(root)]


def version_faults(root: Path) -> Iterator[str]:
    """Files that state another version than `pyproject.toml`."""
    version = _project(root)["version"]
    for name, pattern in _VERSION.items():
        found = pattern.search((root / name).read_text(encoding="utf-8"))
        stated = found["version"] if found else "none"
        if stated != version:
            yield f"{name}: the version is {stated}, in pyproject.toml {version}; change one of them"


def lock_faults(root: Path) -> Iterator[str]:
    """Dependencies that a lock lacks, and packages in it that have no hash."""
    project = _project(root)
    runtime = [*project["dependencies"], "hatchling", "editables"]
    wanted = {LOCKS[0]: runtime, LOCKS[1]: [*runtime, *project["optional-dependencies"]["dev"]]}
    for name, dependencies in wanted.items():
        pinned = {_plain(found["name"]): found["rest"] for found in _PINNED.finditer(_read(root / name))}
        for dependency in dependencies:
            package = _plain(_NOT_NAME.split(dependency)[0])
            if package not in pinned:
                yield f"{name}: {package} is missing; run make lock"
        for package, rest in pinned.items():
            if "--hash=sha256:" not in rest:
                yield f"{name}: {package} has no hash; run make lock"


def text_faults(root: Path) -> Iterator[str]:
    """Lines that name the host of a package registry or a folder of one machine."""
    for name in _files(root):
        for number, line in enumerate(_read(root / name).splitlines(), start=1):
            if found := _REGISTRY.search(line):
                yield f"{name}:{number}: {found[0]} is the address of a package registry; leave it to each machine's settings"
            elif found := _MACHINE.search(line):
                yield f"{name}:{number}: {found[0].strip()}… is a folder of one machine; write a path from the repository's root"


def _files(root: Path) -> list[str]:
    """Files under version control, and new ones that would come under it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return sorted(name for name in listed.stdout.split("\0") if name and (root / name).is_file())


def _read(path: Path) -> str:
    """The text of a file; of a picture, what its bytes give."""
    return path.read_text(encoding="utf-8", errors="replace")


def _project(root: Path) -> dict[str, Any]:
    settings = tomllib.loads(_read(root / "pyproject.toml"))
    return dict(settings["project"])


def _plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


if __name__ == "__main__":
    sys.exit(report(repository_faults()))
