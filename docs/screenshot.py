"""Takes the README's picture from the running site: the page of a principle, 1280 pixels wide.

`.venv/bin/python docs/screenshot.py [concord.db]` writes docs/screenshot.png.
"""

from __future__ import annotations

import shutil
import sys
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from concord.answers.opened import open_library
from concord.serve.web.app import create_app

PAGE = "/documents/eu-ai-act-2024/article-14-human-oversight"
WIDTH, HEIGHT = 1280, 1500
PICTURE = Path(__file__).parent / "screenshot.png"
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def main(database: Path) -> None:
    """Serve the database on a free port of this machine while the picture is taken."""
    server = uvicorn.Server(uvicorn.Config(create_app(open_library(database)), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        take(f"http://127.0.0.1:{port}{PAGE}")
    finally:
        server.should_exit = True
        thread.join()
    print(f"{PICTURE}: {PICTURE.stat().st_size:,} bytes")


def take(address: str) -> None:
    """Write the picture of the page at the address, with the first reason unfolded."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(address)
        page.locator("summary", has_text="Why?").first.click()
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "concord.db"))
