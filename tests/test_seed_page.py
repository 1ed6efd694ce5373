"""One page of the model system against ours: what that page shows is the least that ours shows.

The texts are their publishers' own and lie beside the repository, in `shared/seed`; its README tells what they are.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from concord.answers.opened import Library, open_library
from concord.answers.principles import RelatedList, principle_page, related_principles
from concord.build.pipeline import Sources, build
from concord.serve.web.app import create_app
from in_process import InProcess

SEED = Path(__file__).parents[1] / ".." / "shared" / "seed"
STATEMENT, SEVENTH = "china-france-joint-statement-2024", "7"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not SEED.is_dir(),
        reason="shared/seed is not beside the repository; the page of the model system cannot be compared",
    ),
]


@dataclass(frozen=True)
class Shown:
    """What the model system's page shows of one principle."""

    heading: str
    text: str
    title: str
    publisher: str
    date: str


def shown(heading: str, text: str, title: str, publisher: str, date: str) -> Shown:
    month, day, year = date.replace(",", "").split()
    known = datetime.datetime.strptime(f"{day} {month[:3]} {year}", "%d %b %Y").replace(tzinfo=datetime.UTC)
    return Shown(heading.removeprefix("· "), text, title, publisher, known.date().isoformat())


@pytest.fixture(scope="module")
def model_page() -> tuple[Shown, list[Shown]]:
    """The principle of the page, and its related entries in the page's order."""
    page = (SEED / "page.txt").read_text(encoding="utf-8")
    own, _, related = page.partition("\n\nRelated Principles\n\n")
    head = re.fullmatch(
        r"(?P<heading>.+)\n\n(?P<text>.+)\nPrinciple: (?P<title>.+), (?P<date>\w+ \d+, \d{4})\n\nPublished by (?P<publisher>.+)",
        own,
    )
    entry = r"(?P<heading>.+)\n\n(?P<text>.+)\n\nPublished by (?P<publisher>.+?) in (?P<title>.+), (?P<date>\w+ \d+, \d{4})(?:\n+|$)"
    found = [shown(**each.groupdict()) for each in re.finditer(entry, related)]
    assert head, "page.txt does not begin as a page of the model system does"
    assert len(found) == 5
    return shown(**head.groupdict()), found


@pytest.fixture(scope="module")
def seed_library(tmp_path_factory, vocabulary) -> Library:
    """The six texts as a library of their own."""
    path = tmp_path_factory.mktemp("seed") / "seed.db"
    report = build(Sources((SEED / "library",), vocabulary), path)
    assert (report.documents, report.principles) == (5, 6)
    return open_library(path)


@pytest.fixture(scope="module")
def related(seed_library) -> RelatedList:
    return related_principles(seed_library, STATEMENT, SEVENTH)


def as_shown(entry) -> Shown:
    document, principle = entry.document, entry.principle
    return Shown(principle.heading, principle.text, document.title, document.publisher, document.date)


def test_the_principle_is_shown_with_all_that_the_model_shows(seed_library, model_page):
    own, _ = model_page
    assert as_shown(principle_page(seed_library, STATEMENT, SEVENTH).entry) == own


def test_every_related_entry_of_another_document_is_shown_with_all_that_the_model_shows(related, model_page):
    _, entries = model_page
    of_others = {entry.heading: entry for entry in entries if "Joint Statement" not in entry.title}
    assert len(of_others) == 4
    assert {item.entry.principle.heading: as_shown(item.entry) for item in related.items} == of_others


def test_its_own_document_is_left_out(related):
    assert STATEMENT not in {item.entry.document.slug for item in related.items}


def test_each_related_entry_has_a_strength_and_a_reason(related, model_page):
    own, _ = model_page
    for item in related.items:
        mine, theirs = ("".join(piece.text for piece in sentence) for sentence in (item.mine, item.theirs))
        assert item.strength in {"strong", "moderate", "weak"}
        assert mine in own.text
        assert theirs in item.entry.principle.text
        assert item.link.reason.terms or item.topics


def test_the_order_means_something(related):
    strengths = [item.link.strength for item in related.items]
    assert strengths == sorted(strengths, reverse=True)


@pytest.fixture(scope="module")
def page(seed_library) -> LexborHTMLParser:
    """The page as it is served."""
    return InProcess(create_app(seed_library)).page(f"/documents/{STATEMENT}/{SEVENTH}").tree


def text_of(node) -> str:
    return " ".join(node.text().split())


def assert_shows(node, entry: Shown) -> None:
    text = text_of(node)
    for part in (entry.heading, entry.text, entry.title, entry.publisher):
        assert " ".join(part.split()) in text
    assert entry.date in {time.attributes["datetime"] for time in node.css("time")}


def test_the_served_page_shows_the_principle(page, model_page):
    own, _ = model_page
    assert text_of(page.css_first("h1")) == own.heading
    assert_shows(page.css_first("main article"), own)


def test_the_served_page_shows_every_related_entry_with_strength_and_reason(page, model_page, related):
    _, entries = model_page
    by_heading = {entry.heading: entry for entry in entries}
    listed = page.css("#related ol > li")
    assert [text_of(node.css_first("h3, h4")) for node in listed] == [
        item.entry.principle.heading for item in related.items
    ]
    for node, item in zip(listed, related.items, strict=True):
        assert_shows(node, by_heading[item.entry.principle.heading])
        summary = text_of(node.css_first("details summary")).lower()
        assert (item.strength in summary) == (item.link.kind != "nearest")
        assert len(node.css("details blockquote")) == 2
        assert node.css_first("h3 a, h4 a").attributes["href"].endswith(item.entry.principle.anchor)


def test_the_served_page_leaves_its_own_document_out_of_the_related_ones(page, seed_library):
    eighth = seed_library.entry(STATEMENT, "8").principle.text
    assert " ".join(eighth.split()) not in text_of(page.css_first("#related"))
