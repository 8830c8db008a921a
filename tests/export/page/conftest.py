"""A real browser that reaches no network, and what a test needs to know of a page opened in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from kg.config import Config
from kg.export import html
from kg.graph import to_networkx
from kg.model import Facts

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass
class Opened:
    """A page in the browser, with what it asked for and what went wrong in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def texts(self, selector: str) -> list[str]:
        """Return the texts of the elements that are there now."""
        return [each.inner_text().strip() for each in self.page.query_selector_all(selector)]


class Opener:
    """Opens the page of facts from disk and keeps watch over it."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder

    def __call__(
        self,
        facts: Facts,
        *,
        state: str = "",
        size: tuple[int, int] = (1280, 800),
        scheme: str = "light",
    ) -> Opened:
        """Write the page, open it at a state, and wait until it is ready."""
        html.write(facts, to_networkx(facts), self._folder, config=Config())
        return self.open(self._folder / "graph.html", state=state, size=size, scheme=scheme)

    def open(
        self,
        path: Path,
        *,
        state: str = "",
        size: tuple[int, int] = (1280, 800),
        scheme: str = "light",
    ) -> Opened:
        """Open a file that is there already."""
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale="zh-CN",
        )
        opened = Opened(context.new_page())

        def refuse(route: Route) -> None:
            address = route.request.url
            if address.startswith(("file:", "blob:", "data:")):
                route.continue_()
                return
            opened.requests.append(address)
            route.abort()

        context.route("**/*", refuse)
        opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
        opened.page.on(
            "console",
            lambda message: opened.errors.append(message.text) if message.type == "error" else None,
        )
        opened.page.goto(path.as_uri() + (f"#{state}" if state else ""))
        opened.page.wait_for_selector("main")
        return opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium once."""
    if not CHROMIUM.is_file():
        pytest.skip(f"no browser: {CHROMIUM} is absent; install Debian's chromium")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Return what opens pages; they are closed at the end of the test."""
    yield Opener(browser, tmp_path)
    for context in browser.contexts:
        context.close()
