"""Citations: BibTeX that BibTeX's own rules of reading accept, and one plain line."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concord.answers.citation import bibtex, plain
from concord.model import Document

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
COMMANDS = {
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
}


def document(**facts) -> Document:
    known = {
        "slug": "careful-machines-2024",
        "title": "Rules for Careful Machines",
        "short_title": None,
        "publisher": "Ministry of Examples",
        "sector": "government",
        "origin": "FR",
        "date": "2024-05-07",
        "kind": "guidelines",
        "binding": False,
        "url": "https://example.org/rules",
        "language": ("en",),
        "text": "digest",
        "checked": (),
        "supersedes": None,
        "note": None,
        "opening": "",
        "principles": (),
    }
    return Document(**known | facts)


def parsed(entry: str) -> tuple[str, dict[str, str]]:
    """Key and fields of one entry, read as BibTeX reads: braces count, whatever stands before them."""
    head = re.match(r"@misc\{([^\s,{}]+),", entry)
    assert head, entry
    at, fields = head.end(), {}
    while name := re.compile(r"\s*(\w+) = ").match(entry, at):
        value, at = braced(entry, name.end()) if entry[name.end()] == "{" else bare(entry, name.end())
        assert name[1] not in fields
        fields[name[1]] = value
        at += entry.startswith(",", at)
    assert entry[at:] == "\n}\n"
    return head[1], fields


def braced(text: str, start: int) -> tuple[str, int]:
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0:
            return text[start + 1 : at], at + 1
    raise AssertionError(f"a brace is never closed: {text}")


def bare(text: str, start: int) -> tuple[str, int]:
    word = re.compile(r"[a-z]+|\d+").match(text, start)
    assert word
    return word[0], word.end()


def typeset(value: str) -> str:
    """What LaTeX prints for the value."""
    assert not re.search(r"(?<!\\)[&%$#_^~]", value), value
    for command, character in COMMANDS.items():
        value = value.replace(command, f"\0{ord(character)}\0")
    value = re.sub(r"\\([&%$#_])", r"\1", value)
    value = value.removeprefix("{").removesuffix("}")
    assert not set(value) & set("{}\\"), value
    return re.sub(r"\0(\d+)\0", lambda found: chr(int(found[1])), value)


def fields_of(**facts) -> dict[str, str]:
    return parsed(bibtex(document(**facts)))[1]


def test_an_entry_holds_the_facts_of_the_publication():
    key, fields = parsed(bibtex(document()))
    assert key == "careful-machines-2024"
    assert fields == {
        "title": "{Rules for Careful Machines}",
        "author": "{Ministry of Examples}",
        "year": "2024",
        "month": "may",
        "day": "7",
        "url": "https://example.org/rules",
        "language": "en",
    }


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        ("2019", {"year": "2019"}),
        ("2018-03", {"year": "2018", "month": "mar"}),
        ("2023-11-20", {"year": "2023", "month": "nov", "day": "20"}),
        ("2024-12-01", {"year": "2024", "month": "dec", "day": "1"}),
    ],
)
def test_a_date_is_given_as_exactly_as_it_is_known(date, parts):
    fields = fields_of(date=date)
    assert {name: fields[name] for name in ("year", "month", "day") if name in fields} == parts


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_is_the_abbreviation_that_every_style_knows(month):
    entry = bibtex(document(date=f"2024-{month:02}"))
    assert f"month = {MONTHS[month - 1]},\n" in entry


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Research & Development", r"Research \& Development"),
        ("100 % of #1_000 for $5", r"100 \% of \#1\_000 for \$5"),
        ("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c"),
        (r"C:\AI", r"C:\textbackslash{}AI"),
        ("a } b", r"a \textbraceright{} b"),
        ("公平机器法 – Équité", "公平机器法 – Équité"),
    ],
)
def test_special_characters_are_escaped(title, written):
    assert fields_of(title=title)["title"] == "{" + written + "}"


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
@example("{")
@example("}}{")
@example(r"\{}")
@example(r"\&%$#_{}~^")
def test_any_title_is_printed_as_it_was(title):
    assert typeset(fields_of(title=title)["title"]) == title


def test_a_publisher_with_an_and_in_its_name_stays_one_author():
    assert fields_of(publisher="Northwind and Daughters")["author"] == "{Northwind and Daughters}"


def test_an_address_stays_an_address():
    assert fields_of(url="https://example.org/a_b?x=1&y=%20#z")["url"] == "https://example.org/a_b?x=1&y=%20#z"
    assert fields_of(url="https://example.org/{id}")["url"] == "https://example.org/%7Bid%7D"


def test_more_than_three_languages_are_left_out():
    assert fields_of(language=("ko", "en", "fr"))["language"] == "ko, en, fr"
    assert "language" not in fields_of(language=("ar", "en", "es", "fr"))


def test_several_languages_are_one_field():
    assert fields_of(language=("ko", "en"))["language"] == "ko, en"


def test_every_document_of_the_real_library_parses_and_no_key_comes_twice(real_library):
    read = [parsed(bibtex(each)) for each in real_library.documents]
    assert [typeset(fields["title"]) for _, fields in read] == [each.title for each in real_library.documents]
    assert len({key for key, _ in read}) == len(read)


def test_the_plain_line_names_publisher_date_title_and_address():
    assert plain(document(date="2018-03")) == (
        "Ministry of Examples (2018-03). Rules for Careful Machines. https://example.org/rules"
    )
