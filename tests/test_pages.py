"""The pages: what a reader finds on each."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from concord.answers.principles import STRENGTHS
from concord.language.querying import Query
from concord.serve.web.app import create_app
from concord.serve.web.pages.search import _likely_topics, _other_wordings
from concord.serve.web.wording import date, number
from in_process import InProcess, Page

ROOT = Path(__file__).parent.parent
PRINCIPLE = "/documents/coastal-ministry-ai-guidelines-2018/human-oversight"
LAW = "/documents/fair-machines-act-2024"


@pytest.fixture(scope="module")
def site(opened) -> InProcess:
    return InProcess(create_app(opened))


@pytest.fixture(scope="module")
def real_site(real_library) -> InProcess:
    return InProcess(create_app(real_library))


@pytest.fixture(
    params=[
        "/", "/documents", LAW, f"{LAW}?topic=fairness", PRINCIPLE, "/principles", "/topics", "/topics/fairness",
        "/search", "/search?q=kids", "/search?q=%22no+such+phrase%22", "/about", "/api",
    ]
)  # fmt: skip
def any_page(request, site) -> Page:
    return site.page(request.param)


# Every page


def test_every_page_has_one_h1_a_title_landmarks_and_a_way_past_the_menu(any_page):
    assert any_page.count("h1") == 1
    assert any_page.text("title")
    assert any_page.tree.css_first("meta[name=description]").attributes["content"]
    for landmark in ("header", "main", "footer", "nav[aria-label]"):
        assert any_page.count(landmark) >= 1
    assert any_page.tree.css_first("html").attributes["lang"] == "en"
    assert any_page.tree.css_first("body > a").attributes["href"] == "#content"
    assert any_page.count("#content") == 1


def test_every_page_says_as_of_when_its_library_is(any_page, opened):
    assert any_page.text("footer").endswith(f"Library as of {date(opened.date)}, 6 documents")


def test_the_menu_names_only_what_is_there(any_page):
    assert any_page.texts(".menu a") == ["Documents", "Topics"]


def test_no_page_has_script_or_style_within_or_anything_from_elsewhere(any_page):
    assert any_page.count("style") == 0
    assert not re.search(r"<[^>]+\s(style|on\w+)=", any_page.html)
    for node in any_page.tree.css("script, link, img, iframe, source"):
        address = node.attributes.get("src") or node.attributes.get("href") or ""
        assert address.startswith("/static/")
        assert not node.text()


def test_ids_are_not_used_twice_and_labels_lead_to_fields(any_page):
    ids = [node.attributes["id"] for node in any_page.tree.css("[id]")]
    assert len(ids) == len(set(ids))
    for node in any_page.tree.css("[aria-labelledby]"):
        assert node.attributes["aria-labelledby"] in ids
    for node in any_page.tree.css("label[for]"):
        assert node.attributes["for"] in ids


def test_headings_go_down_one_level_at_a_time(any_page):
    levels = [int(node.tag[1]) for node in any_page.tree.css("main h1, main h2, main h3, main h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_titles_differ(site):
    addresses = (
        "/",
        "/documents",
        LAW,
        f"{LAW}?topic=fairness",
        PRINCIPLE,
        "/principles",
        "/topics",
        "/topics/fairness",
        "/about",
    )
    titles = [site.page(address).text("title") for address in addresses]
    assert len(titles) == len(set(titles))


def test_every_link_within_the_site_leads_somewhere(site):
    seen: set[str] = set()
    for start in ("/", "/documents", "/topics", LAW, PRINCIPLE, "/topics/fairness", "/search?q=kids", "/about", "/api"):
        links = site.page(start).tree.css("a[href^='/']")
        seen |= {(node.attributes["href"] or "").partition("#")[0] for node in links}
    assert len(seen) > 100
    assert {address: status for address in sorted(seen) if (status := site.get(address).status_code) != 200} == {}


def test_links_to_places_on_a_page_find_them(any_page):
    ids = {node.attributes["id"] for node in any_page.tree.css("[id]")}
    targets = {(node.attributes["href"] or "")[1:] for node in any_page.tree.css("a[href^='#']")}
    assert targets <= ids


# The first page


def test_the_first_page_begins_with_the_question(site):
    page = site.page("/")
    assert page.tree.css_first("main input").attributes["name"] == "q"
    examples = [node.attributes["href"] or "" for node in page.tree.css(".examples a")]
    assert len(examples) == 3
    assert all(address.startswith("/search?q=") for address in examples)


def test_the_first_page_gives_the_library_in_figures(real_site, real_library):
    figures = real_site.page("/").text(".figures")
    assert number(len(real_library.entries)) in figures
    assert number(len(real_library.documents)) in figures


def test_examples_find_something(real_site):
    for node in real_site.page("/").tree.css(".examples a"):
        assert real_site.page(node.attributes["href"]).count(".results li h2") > 3


def test_the_first_page_claims_no_more_than_the_library_holds(real_site, real_library):
    text = real_site.page("/").text()
    assert f"Concord keeps {len(real_library.documents)} of them as a library" in text
    assert "countries and territories" in text
    assert "Counted over our digests; an original may say more." in text


@pytest.mark.parametrize("address", ["/", "/about", "/principles", "/documents", PRINCIPLE])
def test_no_page_promises_what_all_others_say(site, address):
    assert "what other documents say" not in site.page(address).html
    assert "what the others say" not in site.page(address).html


# Documents


def test_documents_come_newest_first_with_publisher_date_and_country(site):
    page = site.page("/documents")
    assert page.texts(".entries h2")[0] == "Fair Machines Act"
    assert "National Assembly of Examples, 1 December 2024 · South Korea · Binding" in page.text(".entries li")


def test_each_choice_is_a_link_and_a_box_with_its_count(site):
    page = site.page("/documents")
    industry = next(node for node in page.tree.css(".filters li") if "Industry" in node.text())
    assert industry.css_first("a").attributes["href"] == "/documents?sector=industry"
    assert industry.css_first("input").attributes["value"] == "industry"
    assert industry.css_first(".number").text() == "2"


def test_a_chosen_filter_narrows_and_can_be_removed(site):
    page = site.page("/documents?sector=industry&sort=title")
    assert page.text(".total") == "2 documents"
    chip = page.tree.css_first(".chip")
    assert "Industry" in chip.text()
    assert chip.attributes["href"] == "/documents?sort=title"
    assert "checked" in page.tree.css_first("input[value=industry]").attributes


def test_a_second_value_of_a_facet_is_added(site):
    links = site.page("/documents?sector=industry").links(".filters")
    assert links["Government"] == "/documents?sector=industry&sector=government"


def test_parameters_stand_in_the_same_order_however_they_came(site):
    links = site.page("/documents?sort=title&topic=fairness&sector=industry").links(".chips")
    assert links["Remove all"] == "/documents?sort=title"
    more = site.page("/documents?sort=title&topic=fairness&sector=industry").links(".filters")
    assert more["Government"] == "/documents?sector=industry&sector=government&topic=fairness&sort=title"


@pytest.mark.parametrize("start", ["/documents?sector=industry", "/principles?sector=industry", "/search?q=fairness"])
def test_years_stand_with_their_counts_and_lead_to_a_year_alone(site, start):
    years = site.page(start).tree.css(".years li")
    assert len(years) >= 2
    for item in years:
        link, number_ = item.css_first("a"), item.css_first(".number").text()
        address = link.attributes["href"]
        year = link.text()
        assert address.endswith(f"&since={year}&until={year}")
        page = site.page(address)
        assert re.match(rf"{number_} (document|principle)", page.text(".total"))
        assert page.texts(".chip") == [
            *([] if "search" in start else ["Remove Publisher type: Industry ×"]),
            f"Remove Year: {year} ×",
        ]
        chosen = page.tree.css_first(".years a[aria-current]")
        assert chosen.attributes["href"] == start


def test_filters_that_nothing_passes_say_so(site):
    page = site.page("/documents?sector=industry&binding=true")
    assert "No document passes these filters" in page.text()
    assert page.links()["see all documents"] == "/documents"


def test_a_long_list_has_pages(real_site):
    page = real_site.page("/documents?sort=title&page=2")
    assert "Page 2 of" in page.text(".pager")
    assert {"/documents?sort=title", "/documents?sort=title&page=3"} <= set(page.links(".pager").values())


# One document


def test_facts_and_source_come_first(site):
    page = site.page("/documents/coastal-ministry-ai-guidelines-2023")
    main = page.text()
    assert (
        main.index("https://example.org/coast/guidelines-2023")
        < main.index("Summary by Concord")
        < main.index("1 Transparency")
    )
    facts = page.text(".facts")
    for fact in (
        "Coastal Ministry of Examples",
        "20 November 2023",
        "Guidelines",
        "France",
        "French, English",
        "Not binding",
    ):
        assert fact in facts


def test_a_replaced_document_says_so_before_anything_else(site):
    page = site.page("/documents/coastal-ministry-ai-guidelines-2018")
    assert page.text("main .notice").startswith("No longer current. Replaced by Coastal AI Guidelines")
    assert page.html.index("No longer current") < page.html.index("<h1>")
    assert "Replaces" in site.page("/documents/coastal-ministry-ai-guidelines-2023").text(".notice")


def test_a_digest_is_called_one_and_an_original_is_not(site):
    assert "Summary by Concord, not the publisher’s words" in site.page(PRINCIPLE).text(".provenance")
    assert site.page(f"{LAW}/article-4").text(".provenance").startswith("The publisher’s own words")


def test_all_principles_stand_on_the_page_of_their_document(site):
    page = site.page(LAW)
    assert len(page.texts(".principle h3")) == 7
    assert page.links(".principle")["Article 4 – Human oversight"] == f"{LAW}/article-4"


def test_nearest_documents_say_how_near(real_site):
    text = real_site.page("/documents/oecd-ai-principles-2019").text("section:has(#nearest-title)")
    assert re.search(r"(Very close|Close|Some common ground); both on", text)


def test_a_citation_in_plain_text_and_bibtex(site):
    page = site.page(LAW)
    assert "National Assembly of Examples (2024-12-01)" in page.text(".citation")
    answer = site.get(page.links()["Download as BibTeX"])
    assert answer.headers["content-type"].startswith("application/x-bibtex")
    assert answer.headers["content-disposition"] == 'attachment; filename="fair-machines-act-2024.bib"'
    assert answer.text.startswith("@misc{fair-machines-act-2024")


@pytest.mark.parametrize("address", [f"{LAW}/article-4", f"{LAW}?topic=fairness"])
def test_the_note_on_a_document_is_seen_before_the_text(site, address):
    assert "In force since 2025-07-01; a law invented for tests." in site.page(LAW).text(".facts")
    page = site.page(address)
    assert page.text(".note") == "Note: In force since 2025-07-01; a law invented for tests."
    assert page.html.index("provenance") < page.html.index('class="note"') < page.html.index("said")


def test_a_revoked_order_says_so_on_each_of_its_pages(real_site, real_library):
    slug = "us-executive-order-14110-2023"
    for entry in real_library.entries_of[slug]:
        assert "Revoked 2025-01-20" in real_site.page(f"/documents/{slug}/{entry.principle.anchor}").text(".note")


def test_no_note_no_line(site):
    assert site.page("/documents/northwind-ai-principles-2019/accountable").count(".note") == 0


def test_where_a_document_speaks_of_a_topic_each_sentence_stands_once(site):
    page = site.page(f"{LAW}?topic=fairness")
    assert page.text("h1") == "Where this document speaks of “Fairness and inclusion”"
    sentences = page.texts(".said")
    assert len(sentences) == len(set(sentences)) >= 1
    assert page.count(".said mark") >= 1
    assert "About this topic" in page.text()


def test_a_topic_that_a_digest_does_not_hold_may_be_in_the_original(site):
    text = site.page("/documents/northwind-ai-principles-2019?topic=indigenous-peoples").text()
    assert "No principle in our digest" in text
    assert "the original may" in text


# One principle


def test_a_principle_says_where_it_stands_and_what_it_is_about(site):
    page = site.page(PRINCIPLE)
    assert page.text("h1") == "Human oversight"
    assert (
        "in Guidelines for Artificial Intelligence in the Coastal Administration, Coastal Ministry of Examples,"
        in page.text(".lead")
    )
    assert page.texts(".crumbs li")[0] == "Documents"
    assert "Human oversight" in page.text("section:has(#about-title)")
    assert page.links(".neighbours").keys() >= {"← Previous Fairness", "Next → Protection of personal data"}


def test_the_sentence_that_shows_a_topic_stands_with_it(site):
    about = site.page("/documents/northwind-ai-principles-2019/accountable").text("section:has(#about-title)")
    assert "Accountability and redress" in about
    assert about.endswith("A named person answers for each product.")


def test_a_topic_that_only_the_heading_shows_says_so(site):
    assert "Its heading shows it." in site.page(PRINCIPLE).text("section:has(#about-title)")


def test_marks_name_their_topics(site):
    marks = site.page(PRINCIPLE).tree.css("article mark")
    assert marks
    assert all(mark.attributes["title"] for mark in marks)


def test_what_a_curator_recorded_of_an_original_is_shown(site):
    facts = site.page(f"{LAW}/article-2").text("article .facts")
    assert "Article 2" in facts
    assert "Must be done (shall)" in facts
    assert "provider and deployer" in facts


def test_related_principles_are_of_other_documents_and_say_why(site):
    page = site.page(PRINCIPLE)
    related = page.tree.css(".related-list > li")
    assert related
    for item in related:
        address = item.css_first("h3 a, h4 a").attributes["href"] or ""
        assert not address.startswith("/documents/coastal-ministry-ai-guidelines-2018/")
        assert "Why?" in item.css_first("summary").text()
        assert len(item.css(".pair .said")) == 2


@pytest.mark.parametrize("narrowed", ["", "?region=Europe"])
def test_links_that_are_clear_stand_before_those_that_come_nearest(real_site, real_library, narrowed):
    kinds = {
        "only nearest": lambda links: {link.kind for link in links} == {"nearest"},
        "both": lambda links: {link.kind for link in links} == {"nearest", "same-subject"},
        "clear": lambda links: {link.kind for link in links} == {"same-subject"},
    }
    for kind, fits in kinds.items():
        entry = next(
            e for e in real_library.entries if fits(real_library.store.links(e.document.slug, e.principle.anchor))
        )
        page = real_site.page(f"/documents/{entry.document.slug}/{entry.principle.anchor}{narrowed}")
        clear = page.tree.css("#related .reading > .related-list > li")
        assert all(re.search(r"(Strong|Moderate) match", item.text()) for item in clear)
        assert all(item.css(".dots") for item in clear)
        assert not page.tree.css(".nearest .dots, .nearest .match")
        said = page.text("#related .none-close")
        if not narrowed:
            assert bool(clear) == (kind != "only nearest")
            assert page.count(".nearest li") == 0 if kind == "clear" else page.count(".nearest li") > 0
            assert said.startswith("No principle of another document") == (kind == "only nearest")
        assert "weak" not in page.text("#related").lower()


def test_what_is_marked_is_explained(site, opened):
    page = site.page("/documents/northwind-ai-principles-2019/accountable")
    assert page.count("article mark.of-subject") > 0
    assert page.text(".marks").startswith("Marked: phrases of what it is about")
    assert site.page(f"{LAW}/article-6").count(".marks") == site.page(f"{LAW}/article-6").count("mark") == 0


def test_common_words_are_marked_in_both_sentences(site):
    first = site.page(PRINCIPLE).tree.css_first(".related-list > li")
    assert all(sentence.css("mark") for sentence in first.css(".pair .said"))


def test_related_principles_are_narrowed_by_links_that_stay_at_their_place(site):
    links = site.page(PRINCIPLE).links(".narrow")
    assert links
    for address in links.values():
        assert urlsplit(address).fragment == "related"
        assert set(parse_qs(urlsplit(address).query)) <= {"sector", "region", "binding", "when"}
        assert site.page(address).count(".related-list > li") >= 1


def test_counts_beside_links_are_what_the_links_give(real_site):
    start = "/documents/eu-ai-act-2024/article-14-human-oversight"
    for address in (start, f"{start}?when=earlier"):
        for item in real_site.page(address).tree.css(".narrow li"):
            link = item.css_first("a")
            if "aria-current" not in link.attributes:
                found = real_site.page(link.attributes["href"]).count(".related-list > li")
                assert found == int(item.css_first(".number").text()), (address, link.text())


def test_nothing_left_says_so_and_offers_all(site):
    page = site.page(f"{PRINCIPLE}?sector=academia")
    assert "Nothing left" in page.text("#related")
    assert page.links("#related")["Show all"] == f"{PRINCIPLE}#related"


def test_an_original_in_another_script_is_shown_whole(site):
    page = site.page(f"{LAW}/article-6")
    assert page.text("h1") == "第六条 保护儿童"
    assert "No principle of another document" in page.text("#related")


# Topics


def test_the_cloud_is_a_list_sized_in_seven_steps(real_site):
    page = real_site.page("/topics")
    sizes = {node.attributes["class"] for node in page.tree.css(".cloud li")}
    assert sizes <= {f"size-{n}" for n in range(1, 8)}
    assert {"size-1", "size-7"} <= sizes


def test_coarse_topics_stand_with_their_finer_ones(site, opened):
    page = site.page("/topics")
    coarse = [topic for topic in opened.vocabulary.topics if topic.parent is None]
    assert page.texts(".topic-group h2") == [topic.label for topic in coarse]
    assert page.count(".topic-group .counted li") == len(opened.topics) - len(coarse)


def test_a_topic_gives_its_coverage_by_publisher_type_and_year_in_numbers(site):
    page = site.page("/topics/human-oversight")
    assert page.texts(".shares caption") == ["By publisher type", "By year of publication"]
    row = next(row for row in page.tree.css(".shares tbody tr") if "Government" in row.text())
    assert [cell.text() for cell in row.css("td:not(.bar-column)")] == ["3", "3", "3"]


def test_passages_of_binding_documents_come_first(site):
    page = site.page("/topics/fairness")
    first = page.tree.css_first("#passages .entries > li")
    assert "Binding" in first.text()
    assert first.css(".said mark")


def test_a_topic_shows_what_counts_and_what_does_not(site):
    assert "Look-alikes that do not count" in site.page("/topics/security").text("details")


# Principles and search


def test_principles_can_be_narrowed(site):
    assert site.page("/principles").text(".total") == "31 principles, 1 to 20 shown"
    assert site.page("/principles?sector=industry").text(".total") == "9 principles"


def test_everyday_words_find_what_documents_write(site):
    page = site.page("/search?q=kids")
    assert page.text(".also-searched").startswith("Also searched for “children”, “child”")
    assert "documents write" not in page.text()
    assert "Children first" in page.texts(".results h2")
    assert page.count(".results mark") > 0
    assert any("Children" in text for text in page.texts(".matched"))


def test_other_wordings_of_several_words_are_folded_and_few(site):
    page = site.page("/search?q=kids+and+robots+taking+my+job")
    assert page.text("details.also-searched summary").startswith("Also searched for other wordings of “kids”, “")
    lines = page.texts("details.also-searched li")
    assert len(lines) >= 2
    assert all(line.partition(": ")[2].count("“") <= 6 for line in lines)


def test_wordings_beyond_six_are_counted():
    query = Query("x", (), (), {"x": ("X", *"abcdefgh")}, {"one": 0.5, "two": 0.41, "three": 0.3})
    result = SimpleNamespace(query=query, topics=tuple(SimpleNamespace(id=id_) for id_ in query.topics))
    (wordings,) = _other_wordings(result)
    assert (wordings.shown, wordings.more) == (tuple("abcdef"), 2)
    assert [topic.id for topic in _likely_topics(result)] == ["one", "two"]


def test_words_only_is_a_link_away_and_back(site):
    page = site.page("/search?q=machines")
    only = page.links(".understood")["Only principles with all of these words"]
    assert only == "/search?q=machines&words=1"
    assert site.page(only).links(".understood")["Search by meaning as well"] == "/search?q=machines"


def test_a_phrase_that_is_not_found_may_stand_in_the_originals(site):
    page = site.page("/search?q=%22algorithmic+transparency+of+robots%22")
    assert "is not in our digests; the originals may contain it" in page.text(".notice")
    assert page.links(".notice")


def test_a_phrase_of_words_that_are_not_in_the_library_says_so(site):
    page = site.page("/search?q=%22xyzzy+plugh%22")
    assert page.text(".notice").endswith("None of its words is in this library.")
    assert page.links(".notice") == {}


@pytest.mark.parametrize("phrase", ["of the and", "xyzzy of", "zebra fairness"])
def test_a_phrase_of_which_a_word_is_known_names_the_nearest_documents(site, phrase):
    notice = site.page(f"/search?q=%22{phrase.replace(' ', '+')}%22").text(".notice")
    assert "Nearest to it: " in notice


def test_a_misspelt_word_is_asked_back(real_site):
    page = real_site.page("/search?q=privcy")
    assert "Did you mean “privacy”?" in page.text(".nothing")
    assert page.links(".nothing")["“privacy”"] == "/search?q=privacy"


@pytest.mark.parametrize("words", ["شفافية", "прозрачность", "隠私権"])
def test_other_scripts_are_told_that_digests_are_in_english(site, words):
    nothing = site.page(f"/search?q={quote(words)}").text(".nothing")
    assert "digests are in English" in nothing
    assert "digests are in English" not in site.page("/search?q=xyzzy").text(".nothing")


def test_nothing_found_offers_topics_and_a_looser_question(site):
    page = site.page("/search?q=%22zzzz+fairness%22")
    assert "No principle found" in page.texts("h2")
    assert page.links(".nothing")["zzzz fairness"] == "/search?q=zzzz%20fairness"
    assert page.count(".nothing .topic-links a") >= 1


def test_a_question_without_words_shows_the_field_with_examples(site):
    page = site.page("/search?q=%20")
    assert page.count("main input[name=q]") == 1
    assert page.count(".examples a") == 3


def test_filters_of_a_search_keep_the_question(site):
    page = site.page("/search?q=kids")
    assert all(address.startswith("/search?q=kids") for address in page.links(".filters").values())
    assert page.tree.css_first(".filters input[type=hidden]").attributes["value"] == "kids"


def test_what_a_reader_types_is_escaped(site):
    html = site.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22").text
    assert "<script>alert" not in html


def test_a_publisher_that_is_asked_for_by_name_is_named(real_site):
    page = real_site.page("/search?q=OECD")
    assert "/documents/oecd-ai-principles-2019" in page.links(".understood").values()
    assert "Documents whose title, publisher or country has these words:" in page.text(".understood")


# About and API


def test_about_explains_digests_links_scope_licences_and_corrections(site):
    text = site.page("/about").text()
    for words in (
        "A digest is not the original",
        f"{100 * STRENGTHS['strong']:.0f} % or more",
        "outside its scope",
        "Apache License 2.0",
        "CC BY 4.0",
        "library/",
    ):
        assert words in text


def test_about_says_how_the_library_was_chosen_in_its_own_figures(real_site, real_library):
    text = real_site.page("/about").text()
    regions = Counter(map(real_library.region, real_library.documents))
    for words in (
        "a growing selection, not a census",
        f"exist in English ({sum('en' in d.language for d in real_library.documents)} of {len(real_library.documents)})",
        *(f"{region} {count}" for region, count in regions.items()),
        "never of the world",
    ):
        assert words in text


def test_figures_on_links_are_those_of_the_documentation(site):
    documented = " ".join((ROOT / "docs" / "linking.md").read_text(encoding="utf-8").split())
    text = site.page("/about").text()
    for said, source in {
        "92 % of the strong ones": f"| strong | .{100 * STRENGTHS['strong']:.0f} and more | 92 % of",
        "62 % of the moderate ones": "| 62 % of",
        "16 % of those below": "| 16 % of",
        "graded 120 links": "graded 120 links",
        "87 % of the 83 strong ones": ".87 [.80, .94] of the 83 strong ones",
        "20 of the 34 moderate ones": "20 of the 34 moderate ones",
    }.items():
        assert said in text
        assert source in documented


def test_every_operation_of_the_api_has_an_example_that_works(site):
    page = site.page("/api")
    examples = [a.attributes["href"] for a in page.tree.css(".operation a")]
    assert len(examples) == len(site.get("/openapi.json").json()["paths"])
    assert {site.get(address).status_code for address in examples} == {200}
