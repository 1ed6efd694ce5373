"""Parts of a long list: following the cursors gives the whole, once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord import settings
from concord.answers.paging import Page, Window
from concord.errors import UsageError


@given(st.lists(st.integers(), max_size=60), st.integers(1, 20))
def test_following_the_cursors_gives_every_item_once(items, limit):
    found, cursor = [], None
    while True:
        page = Page.cut(items, Window.of_cursor(limit, cursor))
        assert page.total == len(items)
        found.extend(page.items)
        cursor = page.next
        if cursor is None:
            break
    assert found == items


@given(st.integers(0, 500), st.integers(1, 20))
def test_every_page_number_up_to_the_count_has_items_and_the_next_has_none(total, limit):
    items = list(range(total))
    count = Page.cut(items, Window(limit)).count
    pages = [Page.cut(items, Window(limit, number * limit)) for number in range(count + 1)]
    assert [page.number for page in pages] == list(range(1, count + 2))
    assert all(page.items for page in pages[:-1]) or total == 0
    assert pages[-1].items == ()


def test_a_list_without_items_is_one_empty_page():
    page = Page.cut([], Window())
    assert (page.items, page.total, page.next, page.number, page.count) == ((), 0, None, 1, 1)


def test_without_limit_and_cursor_a_list_begins_at_its_beginning():
    assert Window.of_cursor(None, None) == Window.of_cursor(None, "") == Window(settings.PAGE_SIZE, 0)


@pytest.mark.parametrize("limit", [0, -1, settings.MAX_LIMIT + 1])
def test_a_limit_out_of_range_is_refused(limit):
    with pytest.raises(UsageError, match="1 to 1000") as caught:
        Window.of_cursor(limit, None)
    assert caught.value.where == "limit"


@pytest.mark.parametrize("cursor", ["-1", "1.5", "abc", "٣", "²", " 1", "9" * 10, "1' OR 1=1"])
def test_a_cursor_that_is_not_ours_is_refused(cursor):
    with pytest.raises(UsageError) as caught:
        Window.of_cursor(None, cursor)
    assert caught.value.where == "cursor"


def test_pages_of_the_site_count_from_one():
    assert Window.of_page(1) == Window(settings.PAGE_SIZE, 0)
    assert Window.of_page(3).start == 2 * settings.PAGE_SIZE


@pytest.mark.parametrize("page", [0, -1, 10**9])
def test_a_page_that_cannot_be_is_refused(page):
    with pytest.raises(UsageError, match="begin with page 1"):
        Window.of_page(page)
