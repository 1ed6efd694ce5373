"""The format of a library file: every rule by an example, most of them in `cases/library/*.md`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concord.errors import Fault, LibraryError
from concord.library import ADDRESSEES, lint, parse_document, read_library
from concord.library.facts import KEYS
from concord.library.headings import ATTRIBUTES
from concord.library.languages import LANGUAGES, SLIPS
from concord.model import FORCES, KINDS, SECTORS, Document, Principle

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs" / "library-format.md"
CASES = Path(__file__).parent / "cases" / "library"
PLACES = frozenset({"DE", "EU", "FR", "GB", "INT", "US"})

# A case in `cases/library/*.md`: a title, lines, faults; and the document at the head of the page that it goes into.
CASE = re.compile(r"^(?P<title>.+)\n\.\n(?P<lines>(?:.*\n)*?)\.\n(?P<faults>(?:.*\n)*?)\.$", re.M)
BASE = re.compile(r"^```\n(?P<lines>(?:.*\n)*?)```$", re.M)

RULES = """\
---
title: Rules for Careful Machines
short_title: Careful Rules
publisher: Ministry of Examples
sector: government
origin: FR
date: 2024-05-17
kind: law
binding: true
url: https://example.org/rules
language: [en, fr]
text: original
checked:
  - https://example.org/rules
  - https://example.org/news
note: In force since 2025
---

The ministry's first rules.

## Article 1 – Care {#article-1 locator="Article 1(2)" force=shall addressee="provider deployer"}

Machines are built with care.


They are used with care.

## Article 2 – Openness

- It says what it is.
- It says who built it.
"""


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    faults: tuple[str, ...]


def cases() -> list[Case]:
    return [case for file in sorted(CASES.glob("*.md")) for case in cases_of(file)]


def cases_of(file: Path) -> list[Case]:
    page = file.read_text(encoding="utf-8")
    base = BASE.search(page[: CASE.search(page).start()])
    return [
        Case(
            f"{file.stem}: {found['title']}",
            put_into(base["lines"], found["lines"]) if base else found["lines"],
            tuple(found["faults"].splitlines()),
        )
        for found in CASE.finditer(page)
    ]


def put_into(base: str, case: str) -> str:
    """The base with the case in place of the line that has the same key, else in place of `(case)`."""
    key = case.partition(":")[0] + ":"
    lines = base.splitlines()
    place = next((line for line in lines if line.startswith(key)), "(case)")
    return base.replace(f"{place}\n", case).replace("(case)\n", "")


def faults_of(text: str | bytes, path: str = "rules.md") -> list[str]:
    raw = text.encode() if isinstance(text, str) else text
    return [str(fault) for fault in parse_document(raw, path=path, known_places=PLACES).faults]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_case_has_exactly_the_faults_written_below_it(case):
    assert faults_of(case.text) == [f"rules.md:{fault}" for fault in case.faults]


BYTES = {
    "an empty file": (
        b"",
        ["1: the file is empty; write front matter between two --- lines and principles under ## headings"],
    ),
    "a file of nothing but space": (
        b"\xef\xbb\xbf \n\n",
        ["1: the file is empty; write front matter between two --- lines and principles under ## headings"],
    ),
    "bytes of another encoding, on two lines": (
        RULES.replace("first rules", "premi\u00e8res r\u00e8gles")
        .replace("built with care", "soign\u00e9")
        .encode("latin-1", "replace"),
        ["19: byte 0xe8 is not UTF-8; save the file as UTF-8", "23: byte 0xe9 is not UTF-8; save the file as UTF-8"],
    ),
    "UTF-16": (RULES.encode("utf-16"), ["1: the file is written in UTF-16; save it as UTF-8"]),
    "a NUL byte": (
        RULES.replace("first rules", "first\0 rules").encode(),
        ["19: the line holds the control character U+0000; delete it"],
    ),
    "a control character in the front matter": (
        RULES.replace("Careful Rules", "Careful\x07 Rules").encode(),
        ["3: the line holds the control character U+0007; delete it"],
    ),
    "more than 1 MiB": (
        RULES.encode() + b" " * 1024 * 1024,
        ["1: the file is larger than 1 MiB; keep only the document's own text in it, without pictures"],
    ),
}

LIBRARIES = {
    "a superseded document that is there": ({"rules-2024": "rules-2019", "rules-2019": None}, []),
    "a superseded document that is not there": (
        {"rules-2024": "rule-2019", "rules-2019": None},
        ['rules-2024.md:14: supersedes "rule-2019", which is not in the library; did you mean "rules-2019"?'],
    ),
    "a document that supersedes itself": (
        {"rules": "rules"},
        ["rules.md:14: supersedes goes in a circle: rules → rules; delete it from the oldest of them"],
    ),
    "documents that supersede each other": (
        {"a": "b", "b": "c", "c": "a", "d": "a"},
        [
            "a.md:14: supersedes goes in a circle: a → b → c → a; delete it from the oldest of them",
            "b.md:14: supersedes goes in a circle: b → c → a → b; delete it from the oldest of them",
            "c.md:14: supersedes goes in a circle: c → a → b → c; delete it from the oldest of them",
        ],
    ),
}


STRAYS = {
    "a name with another ending": ("rules.markdown", 'the file is not read, for its name "rules.markdown" does not end in .md; name it rules.md'),
    "a name in capitals": ("My Rules.MD", 'the file is not read, for its name "My Rules.MD" does not end in .md; name it my-rules.md'),
    "a link that leads nowhere": ("link.md", 'the link "link.md" leads nowhere, so it is not read; mend or delete it'),
}  # fmt: skip


def document(supersedes: str | None = None, *, text: str = "original", title: str = "Rules") -> str:
    care = "Machines are built with care, and whoever builds them says in plain words what they are for."
    principles = "\n".join(f"\n## {heading}\n\n{care}" for heading in ("Care", "Safety", "Openness"))
    more = f"supersedes: {supersedes}\n" if supersedes else ""
    return (
        f"---\ntitle: {title}\npublisher: Us\nsector: industry\norigin: FR\ndate: 2024\nkind: code\nbinding: false\n"
        f"url: https://example.org\nlanguage: [fr]\ntext: {text}\nchecked:\n  - https://example.org\n{more}---\n{principles}\n"
    )


def library(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for slug, text in texts.items():
        (folder / f"{slug}.md").write_text(text, encoding="utf-8")
    return folder


def names(folder: Path, faults: list[Fault]) -> list[str]:
    return [str(fault).removeprefix(f"{folder.as_posix()}/") for fault in faults]


def test_a_file_gives_a_document():
    assert parse_document(RULES.encode(), path="library/careful-rules-2024.md").document == Document(
        slug="careful-rules-2024",
        title="Rules for Careful Machines",
        short_title="Careful Rules",
        publisher="Ministry of Examples",
        sector="government",
        origin="FR",
        date="2024-05-17",
        kind="law",
        binding=True,
        url="https://example.org/rules",
        language=("en", "fr"),
        text="original",
        checked=("https://example.org/rules", "https://example.org/news"),
        supersedes=None,
        note="In force since 2025",
        opening="The ministry's first rules.",
        principles=(
            Principle(
                heading="Article 1 – Care",
                text="Machines are built with care.\n\nThey are used with care.",
                anchor="article-1",
                line=21,
                locator="Article 1(2)",
                force="shall",
                addressees=("provider", "deployer"),
            ),
            Principle(
                heading="Article 2 – Openness",
                text="- It says what it is.\n- It says who built it.",
                anchor="article-2-openness",
                line=28,
            ),
        ),
    )


def test_the_ends_of_lines_and_a_byte_order_mark_make_no_difference():
    plain = parse_document(RULES.encode(), path="rules.md")
    assert parse_document(RULES.replace("\n", "\r\n").encode("utf-8-sig"), path="rules.md") == plain
    assert parse_document(RULES.replace("\n", "\r").encode(), path="rules.md") == plain


@pytest.mark.parametrize("date", ["2024", "2024-05", "2024-05-17", '"2024-05-17"', "'2024'"])
def test_a_date_stays_as_it_was_written(date):
    parsed = parse_document(RULES.replace("2024-05-17", date).encode(), path="rules.md")
    assert parsed.document.date == date.strip("\"'")


@pytest.mark.parametrize(("word", "meaning"), [("true", True), ("False", False), ("yes", True), ("off", False)])
def test_binding_may_be_any_of_yamls_words(word, meaning):
    parsed = parse_document(RULES.replace("binding: true", f"binding: {word}").encode(), path="rules.md")
    assert parsed.document.binding is meaning


def test_a_block_of_several_lines_becomes_one():
    folded = RULES.replace("note: In force since 2025", "note: |\n  In force\n  since 2025")
    assert parse_document(folded.encode(), path="rules.md").document.note == "In force since 2025"


def test_headings_of_the_third_level_and_in_code_belong_to_the_text():
    text = "### In design\n\n```\n## no heading\n```"
    parsed = parse_document(RULES.replace("Machines are built with care.", text).encode(), path="rules.md")
    assert [principle.heading for principle in parsed.document.principles] == [
        "Article 1 – Care",
        "Article 2 – Openness",
    ]
    assert parsed.document.principles[0].text == f"{text}\n\nThey are used with care."


def test_braces_within_a_heading_are_words():
    parsed = parse_document(RULES.replace("## Article 2", "## {Draft} Article 2").encode(), path="rules.md")
    assert parsed.document.principles[1].heading == "{Draft} Article 2 – Openness"


def test_a_place_is_judged_by_its_form_where_none_are_known():
    assert parse_document(RULES.replace("FR", "QX").encode(), path="rules.md").document
    faults = parse_document(RULES.replace("FR", "fr").encode(), path="rules.md").faults
    assert [fault.do for fault in faults] == ['did you mean "FR"?']


@pytest.mark.parametrize(("raw", "faults"), BYTES.values(), ids=BYTES)
def test_a_file_of_strange_bytes_is_a_fault(raw, faults):
    assert faults_of(raw) == [f"rules.md:{fault}" for fault in faults]


@pytest.mark.parametrize(
    ("name", "do"),
    [
        ("Careful Rules.md", "rename it careful-rules.md"),
        ("careful-rules.markdown", "rename it careful-rules.md"),
        ("規則.md", "rename it like oecd-ai-principles-2019.md"),
    ],
)
def test_a_file_is_named_by_a_slug(name, do):
    what = f'the file\'s name "{name}" is not lower-case letters, digits and hyphens, then .md'
    assert faults_of(RULES, path=f"library/{name}") == [f"library/{name}:1: {what}; {do}"]


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_fail(raw):
    parsed = parse_document(raw, path="rules.md")
    assert parsed.faults
    assert parsed.document is None


@given(st.text(alphabet="-:[]{}#\"'\\=>|&*!%@`~ \t\n\r\0aU0é\u2028", max_size=30), st.integers(0, len(RULES)))
@example("\n%YAML " + "9" * 5000 + ".1\n---\n", 0)
@example("[" * 5000, RULES.index("Careful"))
@example("&a [*a]", RULES.index("[en"))
def test_nothing_typed_into_a_file_makes_reading_fail(typed, place):
    parsed = parse_document((RULES[:place] + typed + RULES[place:]).encode(), path="rules.md")
    assert bool(parsed.faults) != bool(parsed.document)
    lines = len(re.split("\r\n?|\n", RULES + typed))
    assert all(1 <= fault.line <= lines for fault in parsed.faults)


@pytest.mark.parametrize(("supersedes", "faults"), LIBRARIES.values(), ids=LIBRARIES)
def test_documents_of_a_library_fit_together(tmp_path, supersedes, faults):
    folder = library(tmp_path, {slug: document(old) for slug, old in supersedes.items()})
    assert names(folder, lint([folder])) == faults


def test_a_library_is_read_in_the_order_of_slugs(tmp_path):
    library(tmp_path, {"b": document(), "a": document()})
    assert [each.slug for each in read_library([tmp_path])] == ["a", "b"]


def test_a_digest_comes_before_an_original_of_the_same_name(tmp_path):
    originals = library(tmp_path / "originals", {"rules": document()})
    digests = library(tmp_path / "digests", {"rules": document(text="digest")})
    assert [each.text for each in read_library([originals, digests])] == ["digest", "original"]


def test_two_digests_of_the_same_name_are_a_fault(tmp_path):
    one = library(tmp_path / "one", {"rules": document(text="digest")})
    two = library(tmp_path / "two", {"rules": document(text="digest")})
    what = f'{one.as_posix()}/rules.md is another digest with the name "rules"'
    assert names(two, lint([one, two])) == [f"rules.md:1: {what}; rename or delete one of the two"]


def test_a_digest_and_an_original_of_one_name_are_a_fault_of_their_folders_together(tmp_path):
    digests = library(tmp_path / "digests", {"rules": document(text="digest")})
    originals = library(tmp_path / "originals", {"rules": document()})
    what = f'{digests.as_posix()}/rules.md is "rules" too, as a digest'
    do = "rename one of the two, or build a database of each folder"
    assert names(originals, lint([digests, originals])) == [f"rules.md:1: {what}; {do}"]
    assert lint([originals]) == []


@pytest.mark.parametrize(("name", "fault"), STRAYS.values(), ids=STRAYS)
def test_a_file_that_looks_like_a_document_is_not_passed_over(tmp_path, name, fault):
    library(tmp_path, {"care": document()})
    if name == "link.md":
        (tmp_path / name).symlink_to("nowhere.md")
    else:
        (tmp_path / name).write_text(document(), encoding="utf-8")
    assert names(tmp_path, lint([tmp_path])) == [f"{name}:1: {fault}"]
    with pytest.raises(LibraryError, match="1 fault in 1 file"):
        read_library([tmp_path])


def test_a_folder_of_nothing_but_such_files_says_what_they_are(tmp_path):
    (tmp_path / "rules.markdown").write_text(document(), encoding="utf-8")
    assert len(lint([tmp_path])) == 1


def test_a_folder_given_twice_is_read_once(tmp_path):
    folder = library(tmp_path / "library", {"rules": document()})
    assert len(read_library([folder, folder / ".." / "library"])) == 1


def test_a_library_with_faults_is_refused_with_all_of_them(tmp_path):
    library(tmp_path, {"a": document(title="1984"), "b": document("c"), "d": document()})
    with pytest.raises(LibraryError) as caught:
        read_library([tmp_path])
    assert caught.value.what == "2 faults in 2 files"
    assert names(tmp_path, caught.value.faults) == [
        'a.md:2: title 1984 is read as a number, not as words; put it in quotes: "1984"',
        'b.md:14: supersedes "c", which is not in the library; use one of: a, d',
    ]


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(LibraryError, match="nowhere: there is no such folder; give the folder that holds"):
        read_library([tmp_path / "nowhere"])


def test_a_file_in_place_of_a_folder_is_named(tmp_path):
    library(tmp_path, {"rules": document()})
    with pytest.raises(LibraryError, match=r"rules\.md: this is a file, not a folder; give the folder that holds"):
        read_library([tmp_path / "rules.md"])


def test_what_is_neither_file_nor_folder_is_named():
    with pytest.raises(LibraryError, match="/dev/null: this is neither a file nor a folder; give the files to check"):
        lint([Path("/dev/null")])


def test_the_languages_are_the_183_of_iso_639_1():
    assert len(LANGUAGES) == 183
    assert set(SLIPS.values()) <= LANGUAGES
    assert not SLIPS.keys() & LANGUAGES


def test_a_folder_without_documents_is_named(tmp_path):
    (tmp_path / "notes.txt").write_text("not a document")
    with pytest.raises(LibraryError, match=r"the folder holds no document; .* add the first one as a \.md file"):
        read_library([tmp_path])


def test_a_path_to_lint_that_is_missing_is_named(tmp_path):
    with pytest.raises(LibraryError, match=r"rules\.md: there is no such file or folder; give the files to check"):
        lint([tmp_path / "rules.md"])


def test_a_file_on_its_own_is_judged_among_its_neighbours(tmp_path):
    library(tmp_path, {"rules-2024": document("rules-2019"), "rules-2019": document(title="1984")})
    assert lint([tmp_path / "rules-2024.md"]) == []


def test_a_file_that_may_not_be_read_is_a_fault(tmp_path, monkeypatch):
    library(tmp_path, {"rules": document()})

    def refuse(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert names(tmp_path, lint([tmp_path])) == [
        "rules.md:1: the file cannot be read: Permission denied; see that it is there and that you may read it"
    ]


def test_our_own_library_has_no_faults():
    assert lint([ROOT / "library"]) == []


def test_our_own_library_holds_at_least_202_documents():
    assert len(read_library([ROOT / "library"])) >= 202


def test_the_example_in_the_docs_has_no_fault():
    page = DOCS.read_text(encoding="utf-8")
    text = re.search(r"^```markdown\n(---\n.*?)^```$", page, re.M | re.S)[1]
    assert faults_of(text) == []


def test_the_docs_explain_every_key_and_attribute_and_no_other():
    assert list(values_in_docs()) == [*KEYS, *ATTRIBUTES]


@pytest.mark.parametrize(
    ("name", "choices"),
    [("sector", SECTORS), ("kind", KINDS), ("force", FORCES), ("addressee", ADDRESSEES)],
)
def test_the_docs_name_every_choice_and_no_other(name, choices):
    assert values_in_docs()[name] == list(choices)


def values_in_docs() -> dict[str, list[str]]:
    """What the last column of the tables of keys and of attributes allows."""
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", DOCS.read_text(encoding="utf-8"), re.M)
    return {key: re.findall(r"`([^`]+)`", allowed) for key, allowed in rows}


def test_the_messages_in_the_docs_are_what_is_really_said():
    page = DOCS.read_text(encoding="utf-8")
    said = {fault.partition(": ")[2] for fault in known_faults()}
    shown = re.findall(r"^library/\S+\.md:\d+: (.*)$", page, re.M)
    assert len(shown) == 2
    assert set(shown) <= said


def test_the_docs_list_every_fault_and_no_other():
    page = DOCS.read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(.+?)` \| (?=[A-Z])", page, re.M)
    said = {fault.partition(": ")[2].partition("; ")[0] for fault in known_faults()}
    patterns = {row: re.compile(".+".join(map(re.escape, row.split("…")))) for row in listed}
    assert [what for what in sorted(said) if not any(pattern.fullmatch(what) for pattern in patterns.values())] == []
    assert [row for row, pattern in patterns.items() if not any(map(pattern.fullmatch, said))] == []


def known_faults() -> list[str]:
    """Every fault that the examples of this file and of the cases expect."""
    return [
        *(fault for case in cases() for fault in case.faults),
        *(fault for _, faults in BYTES.values() for fault in faults),
        *(fault for _, faults in LIBRARIES.values() for fault in faults),
        *(f"1: {fault}" for _, fault in STRAYS.values()),
        '1: one/rules.md is "rules" too, as a digest; rename one of the two, or build a database of each folder',
        '1: the file\'s name "Rules.md" is not lower-case letters, digits and hyphens, then .md; rename it rules.md',
        '1: one/rules.md is another digest with the name "rules"; rename or delete one of the two',
        "1: the file cannot be read: Permission denied; see that it is there and that you may read it",
    ]
