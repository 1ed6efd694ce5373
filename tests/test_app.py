"""The application around its pages: headers, unchanged pages, HEAD, errors of every kind."""

from __future__ import annotations

import logging
from urllib.parse import quote

import pytest

from concord.serve.web.app import PAGES, create_app
from concord.serve.web.asking import OWN
from concord.serve.web.site import Site
from in_process import InProcess, Page

OF_ALL_KINDS = (
    "/",
    "/documents",
    "/documents/fair-machines-act-2024",
    "/documents/fair-machines-act-2024?topic=fairness",
    "/documents/fair-machines-act-2024?format=bibtex",
    "/documents/fair-machines-act-2024/article-4",
    "/principles",
    "/topics",
    "/topics/human-oversight",
    "/search",
    "/search?q=kids",
    "/about",
    "/api",
    "/api/v1/documents",
    "/openapi.json",
    "/robots.txt",
    "/healthz",
    "/static/style.css",
)
FAULTY = {
    "/documents?page=-1": 400,
    "/documents?page=0": 400,
    "/documents?page=evil": 400,
    "/documents?page=99999999999999999999": 400,
    "/documents?page=%D9%A1": 400,
    "/documents?page=9": 404,
    "/documents?sort=evil": 400,
    "/documents?sector=evil": 400,
    "/documents?since=evil": 400,
    "/documents?since=2024&until=2019": 400,
    "/documents?topic=evil": 400,
    "/documents?sector=%00": 400,
    "/documents/no-such-document": 404,
    "/documents/no-such-document?format=bibtex": 404,
    "/documents/fair-machines-act-2024?topic=evil": 404,
    "/documents/fair-machines-act-2024?format=evil": 400,
    "/documents/fair-machines-act-2024/no-such-article": 404,
    "/documents/fair-machines-act-2024/article-4?when=evil": 400,
    "/documents/fair-machines-act-2024/article-4/deeper": 404,
    "/topics/no-such-topic": 404,
    "/topics/fairness?page=-1": 400,
    "/topics/fairness?sort=evil": 400,
    "/topics/fairness?page=99": 404,
    "/topics?page=2": 400,
    "/principles?sort=evil": 400,
    "/search?q=kids&sort=evil": 400,
    "/search?q=kids&when=later": 400,
    "/documents?q=kids": 400,
    "/documents?words=1": 400,
    "/documents/fair-machines-act-2024?sector=industry": 400,
    "/documents/fair-machines-act-2024/article-4?page=-1": 400,
    "/documents/fair-machines-act-2024/article-4?format=bibtex": 400,
    "/about?page=2": 400,
    "/?topic=fairness": 400,
    "/search?q=" + "x" * 10_000: 400,
    "/search?q=kids&page=77": 404,
    "/search?q=kids&words=evil": 400,
    "/no-such-page": 404,
    "/no/such/page/at/all": 404,
    "/static/no-such-file": 404,
    "/" + "x" * 5_000: 404,
    "/documents/" + "a-" * 3_000: 404,
    "/documents/%00": 404,
    "/documents/%FF%FE": 404,
    "/topics/<script>alert(1)<%2Fscript>": 404,
    "/docs": 404,
    "/redoc": 404,
}
ODD_BUT_GOOD = (
    "/documents?page=1&page=2",
    "/documents?sector=government&sector=government",
    "/documents?unknown=1",
    "/documents?unknown=",
    "/documents/fair-machines-act-2024/article-4?utm_source=letter&fbclid=1&foo=",
    "/?utm_source=letter",
    "/search?q=%20%20",
    "/search?q=%00",
    "/search?q=%FF%FE",
    "/search?q=%ED%A0%80",
    *("/search?q=" + quote(text) for text in (
        '"', '""', "*", "NEAR(", "a AND", "OR", "NOT x", "(((", "^", "col:x", "'; DROP TABLE document; --", "-", "\\",
        "🤖", "🤖🤖 kids", "人工智能", "保护儿童", "شفافية", "الذكاء", '"human oversight', "x" * 1000, "a " * 499,
    )),
)  # fmt: skip


@pytest.fixture(scope="module")
def site(opened) -> InProcess:
    return InProcess(create_app(opened))


@pytest.mark.parametrize("address", [*OF_ALL_KINDS, "/no-such-page", "/documents?sort=evil"])
def test_every_answer_has_the_security_headers(site, address):
    headers = site.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert {"referrer-policy", "permissions-policy", "cross-origin-opener-policy"} <= headers.keys()
    assert "set-cookie" not in headers


@pytest.mark.parametrize("address", [address for address in OF_ALL_KINDS if address != "/healthz"])
def test_a_reader_who_has_the_page_gets_304_without_it(site, address):
    first = site.get(address)
    assert first.status_code == 200
    again = site.get(address, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["content-security-policy"]


def test_pages_have_tags_of_their_own(site):
    assert site.get("/documents").headers["etag"] != site.get("/documents?sort=title").headers["etag"]
    other = site.get("/documents", headers={"if-none-match": site.get("/topics").headers["etag"]})
    assert other.status_code == 200


def test_another_library_changes_every_tag(site, real_library):
    other = InProcess(create_app(real_library))
    assert site.get("/about").headers["etag"] != other.get("/about").headers["etag"]


@pytest.mark.parametrize("address", ["/no-such-page", "/documents?sort=evil", "/healthz"])
def test_what_may_change_in_a_moment_is_neither_kept_nor_tagged(site, address):
    headers = site.get(address).headers
    assert headers["cache-control"] == "no-store"
    assert "etag" not in headers


def test_files_of_the_site_are_kept_for_good_under_the_address_that_pages_name(site):
    style = site.page("/").tree.css_first("link[rel=stylesheet]").attributes["href"]
    assert "immutable" in site.get(style).headers["cache-control"]
    assert "immutable" not in site.get("/static/style.css").headers["cache-control"]
    assert site.get(style).headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("address", OF_ALL_KINDS)
def test_head_answers_as_get_without_the_body(site, address):
    head, get = site.ask("HEAD", address), site.get(address)
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]


@pytest.mark.parametrize(("address", "status"), FAULTY.items())
def test_what_cannot_be_shown_gets_a_page_that_helps(site, address, status):
    answer = site.get(address)
    assert answer.status_code == status
    page = Page(answer.text)
    assert page.count("h1") == 1
    assert page.count("main input[name=q]") == 1
    assert {"/", "/documents", "/topics"} <= set(page.links().values())
    assert "Traceback" not in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("address", ODD_BUT_GOOD)
def test_odd_addresses_are_answered(site, address):
    answer = site.get(address)
    assert answer.status_code == 200
    assert Page(answer.text).count("h1") == 1


@pytest.mark.parametrize(
    "path", ["/documents/\ud800", "/\x00", "/documents/a\x00b", "//evil.example/", "/\\evil.example/"]
)
def test_paths_that_no_browser_sends_are_never_a_crash(site, path):
    assert site.raw(path) in {308, 400, 404}


@pytest.mark.parametrize("query", [b"page=%zz", b"&&&==&=", b"q=%", b"\xff\xfe=1", b"q=\x00", b"%00=%00"])
def test_queries_that_no_browser_sends_are_never_a_crash(site, query):
    assert site.raw("/documents", query) in {200, 400}
    assert site.raw("/search", query) in {200, 400}


@pytest.mark.parametrize(
    "address", ["/api/v1/documents/no-such-document", "/api/v1/nothing", "/api/v1/documents?sort=evil"]
)
def test_below_api_errors_are_json(site, address):
    answer = site.get(address)
    assert answer.status_code in {400, 404}
    assert set(answer.json()["error"]) == {"what", "where", "do"}


def test_a_method_that_is_not_possible_is_said_so(site):
    page, api = site.ask("POST", "/documents"), site.ask("DELETE", "/api/v1/documents")
    assert page.status_code == api.status_code == 405
    assert "GET" in page.headers["allow"]
    assert Page(page.text).count("h1") == 1
    assert api.json()["error"]["do"] == "ask with GET"


@pytest.mark.parametrize(
    ("address", "plainer"),
    [
        ("/documents?sector=industry&since=&until=", "/documents?sector=industry"),
        ("/documents?sort=&topic=&since=&until=", "/documents"),
        ("/documents?sector=&foo=&sort=title", "/documents?foo=&sort=title"),
        ("/search?q=", "/search"),
        ("/?page=", "/"),
        (f"/documents/{quote('第六条')}?topic=", f"/documents/{quote('第六条')}"),
    ],
)
def test_empty_parameters_do_not_stay_in_addresses(site, address, plainer):
    answer = site.get(address)
    assert answer.status_code == 303
    assert answer.headers["location"] == plainer


def test_a_parameter_that_a_page_does_not_take_is_named_with_those_that_it_takes(site):
    page = Page(site.get("/principles?topic=fairness&sort=title").text)
    assert page.text("h1") == "There is no “sort” on this page"
    assert "This page takes sector, origin, region, kind, binding, topic, since, until and page." in page.text(".lead")
    assert page.links()["This page without “sort”"] == "/principles?topic=fairness"
    assert "takes no parameters" in Page(site.get("/about?page=2").text).text(".lead")


def test_pages_take_only_parameters_that_are_known_as_ours():
    assert {name for page in PAGES for name in page.takes} == OWN


def test_a_page_beyond_the_end_leads_to_the_first_and_the_last(site):
    links = Page(site.get("/principles?sector=government&page=9").text).links()
    assert links["Page 1"] == "/principles?sector=government"
    only = Page(site.get("/principles?page=9").text).links()
    assert only["Page 2, the last"] == "/principles?page=2"


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/topics/oversight", "/topics/human-oversight"),
        ("/topics/humanoversight", "/topics/human-oversight"),
        ("/documents/northwind", "/documents/northwind-ai-principles-2024"),
        ("/documents/fair-machines-act-2024/art-4", "/documents/fair-machines-act-2024"),
        ("/documnets", "/documents"),
        ("/topic/fairness", "/topics"),
        ("/documents?topic=human-oversigt&sort=title", "/documents?sort=title&topic=human-oversight"),
        ("/documents?sort=titel", "/documents?sort=title"),
        ("/documents?origin=germny", "/documents"),
        ("/principles?origin=south+koreea", "/principles?origin=KR"),
    ],
)
def test_what_is_spelt_nearly_so_is_offered(site, address, meant):
    assert meant in Page(site.get(address).text).links("main > .wide ul").values()


@pytest.mark.parametrize(
    "address",
    ["/topics/zebra", "/topics/fair-machines-act-2024", "/documents/no-such-document", "/documents/acme-ai-principles-2024",
     "/no-such-page", "/static/no-such-file"],
)  # fmt: skip
def test_nothing_is_offered_where_nothing_is_near(site, address):
    page = Page(site.get(address).text)
    assert "Perhaps you meant" not in page.text()
    assert "use one of" not in page.text().lower()
    assert page.links()["all principles"] == "/principles"


def test_only_things_of_the_same_kind_are_offered(site):
    links = Page(site.get("/topics/fairnes").text).links("main > .wide ul").values()
    assert links
    assert all(address.startswith("/topics/") for address in links)


def test_no_arbitrary_choice_of_many_is_offered(site):
    text = Page(site.get("/documents?topic=zebra").text).text()
    assert "None is spelt like it" in text
    assert "use one of" not in text.lower()


def test_a_mistyped_document_leads_to_the_nearest(site):
    page = Page(site.get("/documents/fair-machine-act-2024").text)
    assert page.links()["Fair Machines Act"] == "/documents/fair-machines-act-2024"


def test_a_mistyped_principle_leads_to_those_of_its_document(site):
    links = Page(site.get("/documents/fair-machines-act-2024/article-44").text).links()
    assert "/documents/fair-machines-act-2024/article-4" in links.values()
    assert "/documents/fair-machines-act-2024" in links.values()


def test_a_mistyped_topic_leads_to_the_nearest(site):
    page = Page(site.get("/topics/human-oversigt").text)
    assert "/topics/human-oversight" in page.links().values()


def test_a_slash_at_the_end_is_redirected_within_the_site(site):
    answer = site.get("/documents/?sector=industry")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/documents?sector=industry"


def test_no_redirect_leads_to_another_site(site):
    answer = site.get("http://site.example//evil.example/")
    assert not answer.headers.get("location", "/").startswith("//")


def test_a_crash_is_a_calm_page_with_headers_and_logged_without_the_readers_words(opened, monkeypatch, caplog):
    def crash(site: Site) -> None:
        raise ZeroDivisionError(" ".join(("secret", "words")))

    monkeypatch.setattr(Site, "overview", property(crash))
    with caplog.at_level(logging.ERROR):
        answer = InProcess(create_app(opened)).get("/")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"]
    assert Page(answer.text).text("h1") == "Something went wrong on our side"
    assert "ZeroDivisionError" in caplog.text
    assert "in show_home" in caplog.text
    assert "secret words" not in caplog.text


def test_nothing_a_reader_types_is_logged(site, caplog):
    with caplog.at_level(logging.DEBUG):
        for address in ("/search?q=my-secret-question", "/documents?sector=my-secret-question"):
            site.get(address)
    assert "my-secret-question" not in "".join(r.getMessage() for r in caplog.records if r.name.startswith("concord"))


def test_absolute_addresses_come_from_the_public_address_alone(opened, site):
    assert "site.example" not in site.get("/topics/fairness").text
    public = InProcess(create_app(opened, public_url="https://concord.example/")).page("/topics/fairness?page=1")
    assert public.tree.css_first("link[rel=canonical]").attributes["href"] == "https://concord.example/topics/fairness"


def test_only_the_api_is_described(site):
    paths = site.get("/openapi.json").json()["paths"]
    assert paths
    assert all(path.startswith("/api/v1/") for path in paths)


def test_robots_may_read_pages_but_not_follow_every_filter(site):
    assert "Disallow: /search" in site.get("/robots.txt").text


def test_every_page_is_in_this_file():
    asked = {address.partition("?")[0] for address in OF_ALL_KINDS}
    fixed = {page.path for page in PAGES if "{" not in page.path}
    assert fixed <= asked
