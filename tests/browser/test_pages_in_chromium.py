"""Every kind of page in a real browser: narrow and wide, by keyboard, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

PAGES = {
    "home": "/",
    "documents": "/documents?sector=government&topic=privacy",
    "long list": "/documents?page=2",
    "document": "/documents/eu-ai-act-2024",
    "replaced document": "/documents/oecd-ai-principles-2019",
    "document and topic": "/documents/eu-ai-act-2024?topic=human-oversight",
    "principle": "/documents/eu-ai-act-2024/article-14-human-oversight",
    "narrowed principle": "/documents/eu-ai-act-2024/article-14-human-oversight?sector=government&when=earlier",
    "principles": "/principles",
    "topics": "/topics",
    "topic": "/topics/human-oversight",
    "search": "/search?q=machines+must+not+replace+human+decision",
    "empty search": "/search",
    "fruitless search": "/search?q=%22no+such+phrase+anywhere%22",
    "about": "/about",
    "year": "/documents?since=2019&until=2019",
    "other wordings": "/search?q=kids+and+robots",
    "api": "/api",
}
MISSING = "/documents/no-such-document"
WIDTHS = (1280, 390)

UNFOLD = "() => document.querySelectorAll('details').forEach((details) => (details.open = true))"
REACHABLE = """
() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
  .filter((node) => node.type !== "hidden" && node.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
  .length
"""
WATCH_FOCUS = """
() => {
  window.reached = new Map();
  document.addEventListener("focusin", ({target}) => {
    const {outlineStyle, outlineWidth} = getComputedStyle(target);
    window.reached.set(target, outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  });
}
"""
REACHED = "() => [window.reached.size, [...window.reached].filter(([, seen]) => !seen).map(([node]) => node.outerHTML)]"
CONTRASTS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const part = (c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba("Canvas");
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.closest(".unseen, .skip")) continue;
    const [a, b] = [light(rgba(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < 4.5) found.push(`${contrast.toFixed(2)} ${node.tagName} ${node.className} ${walker.currentNode.data.trim().slice(0, 40)}`);
  }
  return found;
}
"""


class Visit:
    """A page that is open, with what the browser complained about and whom it asked."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))
        page.goto(address)


@pytest.fixture(params=WIDTHS)
def width(request) -> int:
    return request.param


@pytest.fixture(params=PAGES)
def visit(request, browser: Browser, real_site: str, width: int) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": width, "height": 900})
    yield Visit(context.new_page(), real_site + PAGES[request.param])
    context.close()


def test_a_page_fits_its_window_is_silent_and_asks_no_other_host(visit, real_site, width):
    visit.page.evaluate(UNFOLD)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.complaints == []
    assert visit.hosts == {real_site.split("/")[2]}


def test_the_keyboard_reaches_every_link_and_control_and_shows_where_it_is(visit):
    wanted = visit.page.evaluate(REACHABLE)
    visit.page.evaluate(WATCH_FOCUS)
    for _ in range(wanted):
        visit.page.keyboard.press("Tab")
    assert visit.page.evaluate(REACHED) == [wanted, []]


@pytest.mark.parametrize("kind", PAGES)
def test_text_stands_out_from_its_ground_in_light_and_dark(browser, real_site, kind):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(real_site + PAGES[kind])
    page.evaluate(UNFOLD)
    faint = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        faint[scheme] = page.evaluate(CONTRASTS)
    assert faint == {"light": [], "dark": []}
    context.close()


@pytest.mark.parametrize("size", [320, 600, 768, 960, 1600])
def test_no_other_width_makes_a_page_scroll_sideways(browser, real_site, size):
    context = browser.new_context(viewport={"width": size, "height": 900})
    page = context.new_page()
    wider = {}
    for kind, address in PAGES.items():
        page.goto(real_site + address)
        if page.evaluate("document.documentElement.scrollWidth") > size:
            wider[kind] = size
    assert wider == {}
    context.close()


def test_why_is_not_printed_as_a_dead_word_but_opened(browser, small_site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(small_site + "/documents/coastal-ministry-ai-guidelines-2018/human-oversight")
    page.emulate_media(media="print")
    assert not page.locator(".why-word").first.is_visible()
    assert page.get_by_text("Topics in common").first.is_visible()
    context.close()


def test_an_error_page_helps_at_both_widths(browser, small_site, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    assert page.goto(small_site + MISSING).status == 404
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("searchbox").count() == 1
    context.close()


def test_every_page_works_without_script(browser, small_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(small_site + "/")
    page.get_by_role("searchbox").fill("kids")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("heading", name="Children first").is_visible()
    page.get_by_role("link", name="Children first").click()
    page.locator("summary", has_text="Why?").first.click()
    assert page.get_by_text("Topics in common").first.is_visible()
    context.close()


def test_boxes_are_ticked_and_applied(browser, small_site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(small_site + "/documents")
    page.get_by_role("checkbox", name="Industry").check()
    page.get_by_role("checkbox", name="Civil society").check()
    page.get_by_role("button", name="Apply").click()
    assert page.url == small_site + "/documents?sector=industry&sector=civil-society"
    assert page.get_by_text("3 documents").is_visible()
    context.close()


def test_a_topic_lights_up_its_phrases(browser, small_site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(small_site + "/documents/coastal-ministry-ai-guidelines-2018/human-oversight")
    assert page.locator("mark.is-lit").count() == 0
    page.locator("[data-topic]").first.focus()
    assert page.locator("mark.is-lit").count() >= 1
    context.close()


def test_the_link_past_the_menu_leads_to_the_text(browser, small_site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(small_site + "/about")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    context.close()
