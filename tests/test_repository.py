"""The repository is of one piece, and a breach of it is noticed."""

from __future__ import annotations

import subprocess

import pytest

from repository import lock_faults, repository_faults, text_faults, version_faults

PROJECT = """\
[project]
version = "1.2.0"
dependencies = [
  "jinja2>=3.1",
  "PyYAML>=6.0",
]

[project.optional-dependencies]
dev = ["pytest>=8"]
"""
HASH = "    --hash=sha256:0011"
LOCK = f"""\
editables==0.6 \\
{HASH}
hatchling==1.0 \\
{HASH}
jinja2==3.1.6 ; python_full_version < '3.12' \\
{HASH} \\
{HASH}
    # via concord (pyproject.toml)
pyyaml==6.0 \\
{HASH}
"""


@pytest.fixture
def repository(tmp_path):
    """A small repository without a fault."""
    files = {
        "pyproject.toml": PROJECT,
        "CHANGELOG.md": "# Changelog\n\n## [1.2.0] - 2024-05-01\n\n## [1.1.0] - 2023-05-01\n",
        "CITATION.cff": "title: Example\nversion: 1.2.0\n",
        "requirements.lock": LOCK,
        "requirements-dev.lock": f"{LOCK}pytest==9.0 \\\n{HASH}\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    return tmp_path


def replace(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_this_repository_is_of_one_piece():
    assert repository_faults() == []


def test_a_repository_of_one_piece_has_no_fault(repository):
    assert repository_faults(repository) == []


def test_a_changelog_whose_top_entry_is_another_version_is_a_fault(repository):
    replace(repository / "CHANGELOG.md", "[1.2.0]", "[1.1.9]")
    assert list(version_faults(repository)) == [
        "CHANGELOG.md: the version is 1.1.9, in pyproject.toml 1.2.0; change one of them"
    ]


def test_a_citation_of_another_version_is_a_fault(repository):
    replace(repository / "CITATION.cff", "1.2.0", "1.1.0")
    assert len(list(version_faults(repository))) == 1


def test_a_changelog_without_an_entry_is_a_fault(repository):
    (repository / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
    assert len(list(version_faults(repository))) == 1


def test_a_dependency_that_is_not_locked_is_a_fault(repository):
    replace(repository / "pyproject.toml", '"jinja2>=3.1",', '"jinja2>=3.1", "rich>=13",')
    assert list(lock_faults(repository)) == [
        "requirements.lock: rich is missing; run make lock",
        "requirements-dev.lock: rich is missing; run make lock",
    ]


def test_a_locked_package_without_a_hash_is_a_fault(repository):
    replace(repository / "requirements.lock", f"pyyaml==6.0 \\\n{HASH}", "pyyaml==6.0")
    assert list(lock_faults(repository)) == ["requirements.lock: pyyaml has no hash; run make lock"]


@pytest.mark.parametrize("host", ["pypi" + ".org", "files.pythonhosted" + ".org", "registry.npmjs" + ".org"])
def test_the_host_of_a_registry_is_a_fault(repository, host):
    (repository / "notes.md").write_text(f"First line.\nTaken from https://{host}/simple\n", encoding="utf-8")
    assert [fault.partition(" ")[0] for fault in text_faults(repository)] == ["notes.md:2:"]


@pytest.mark.parametrize("line", ["see /{}/someone/concord", 'cache = "/{}/cache"', "{{}}=/{}/x", "(/{}/a)"])
@pytest.mark.parametrize("folder", ["home", "root", "Users", "opt"])
def test_a_folder_of_one_machine_is_a_fault(repository, line, folder):
    (repository / "notes.md").write_text(line.format(folder), encoding="utf-8")
    assert len(list(text_faults(repository))) == 1


@pytest.mark.parametrize(
    "line", ["https://example.org/home/news/", "the page /documents/home/", "work/home/root", "/usr/bin/env"]
)
def test_an_address_on_the_web_is_no_folder_of_one_machine(repository, line):
    (repository / "notes.md").write_text(line, encoding="utf-8")
    assert list(text_faults(repository)) == []


def test_a_file_outside_of_version_control_may_say_what_it_likes(repository):
    (repository / ".gitignore").write_text("local.md\n", encoding="utf-8")
    (repository / "local.md").write_text("/home" + "/someone/concord\n", encoding="utf-8")
    assert list(text_faults(repository)) == []
