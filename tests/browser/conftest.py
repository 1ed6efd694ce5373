"""A site on this machine, and Debian's Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from concord.answers.opened import Library
from concord.serve.web.app import create_app

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
HOW = "Chromium is missing; on Debian type: sudo apt install chromium"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


# Playwright keeps an event loop running in its thread: tests of other modules must not run meanwhile.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not os.path.exists(CHROMIUM):  # noqa: PTH110 - a look at one fixed place
        if os.environ.get("CI") == "true":
            pytest.fail(HOW)
        pytest.skip(HOW)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def small_site(opened: Library) -> Iterator[str]:
    """Address of a site over the small library."""
    with served(opened) as address:
        yield address


@pytest.fixture(scope="module")
def real_site(real_library: Library) -> Iterator[str]:
    """Address of a site over the repository's own library: long titles, long lists, every script."""
    with served(real_library) as address:
        yield address


@contextmanager
def served(library: Library) -> Iterator[str]:
    """A site over the library on a free port of this machine, while the block runs."""
    server = uvicorn.Server(uvicorn.Config(create_app(library), port=0, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            threading.Event().wait(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
