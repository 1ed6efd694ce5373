"""Pages that depend on the library alone are made once; what readers type is never kept."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from concord.serve.web.remembering import MOST_PAGES, RememberedPages


def request(path: str, query: str = "") -> Request:
    scope = {"type": "http", "path": path, "query_string": query.encode(), "headers": [], "server": ("here", 80)}
    return Request(scope)


def test_a_page_is_made_once_and_answered_alike():
    pages, made = RememberedPages(), []
    first = pages.answer(request("/topics"), lambda: made.append(1) or HTMLResponse("Topics"))
    second = pages.answer(request("/topics"), lambda: made.append(1) or HTMLResponse("another"))
    assert (len(made), first.body, second.body) == (1, b"Topics", b"Topics")
    assert second.headers["content-type"] == first.headers["content-type"]


def test_other_parameters_are_another_page():
    pages = RememberedPages()
    pages.answer(request("/documents"), lambda: HTMLResponse("one"))
    assert pages.answer(request("/documents", "page=2"), lambda: HTMLResponse("two")).body == b"two"


def test_what_was_not_found_or_leads_elsewhere_is_not_kept():
    pages = RememberedPages()
    pages.answer(request("/nope"), lambda: HTMLResponse("nothing here", 404))
    pages.answer(request("/old"), lambda: RedirectResponse("/new", 303))
    assert pages.answer(request("/nope"), lambda: HTMLResponse("here now")).body == b"here now"
    assert pages.answer(request("/old"), lambda: HTMLResponse("old")).body == b"old"


def test_only_so_many_pages_are_kept_and_the_oldest_go_first():
    pages = RememberedPages()
    for number in range(MOST_PAGES + 1):
        pages.answer(request(f"/{number}"), lambda: HTMLResponse("first"))
    assert pages.answer(request("/0"), lambda: HTMLResponse("again")).body == b"again"
    assert pages.answer(request(f"/{MOST_PAGES}"), lambda: HTMLResponse("again")).body == b"first"
