"""The page in a real browser: it opens, searches, filters, keeps its state, and is open to all."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from kg.config import Config
from kg.export import html
from kg.graph import to_networkx
from kg.model import Facts
from tests.export.page.conftest import Opener


def test_page_opens_without_any_request(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)

    opened.page.wait_for_selector("html[data-ready]")

    assert opened.requests == []
    assert opened.errors == []


@pytest.mark.parametrize("text", ["云栖", "yqdq", "ＹＱＤＱ"])
def test_search_finds_by_substring_and_initials(facts: Facts, open_page: Opener, text: str) -> None:
    opened = open_page(facts)

    opened.page.fill("#search", text)

    assert opened.texts("#results .result-name")[0] == "云栖大桥"


def test_search_then_enter_shows_facts_with_the_whole_sentence(
    facts: Facts, open_page: Opener
) -> None:
    opened = open_page(facts)

    opened.page.fill("#search", "云栖大桥")
    opened.page.keyboard.press("Enter")

    assert opened.texts(".panel h2") == ["云栖大桥"]
    assert opened.texts(".panel blockquote") == [
        "开工建设云栖大桥，由市交通局负责，支持“雁南”数据港。",
        "地区生产总值增长6.4%，云栖大桥建成通车。",
    ]
    assert set(opened.texts(".panel blockquote mark")) == {"云栖大桥"}


def test_selection_is_in_the_address_and_comes_back(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    page = opened.page
    page.fill("#search", "雁南")
    page.keyboard.press("Enter")
    page.fill("#search", "云栖大桥")
    page.keyboard.press("Enter")
    address = page.evaluate("location.hash")

    page.go_back()

    assert opened.texts(".panel h2") == ["雁南"]
    again = open_page(facts, state=address[1:])
    assert again.texts(".panel h2") == ["云栖大桥"]


def test_filter_becomes_a_chip_that_can_be_removed(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="f=status~target")

    assert opened.texts(".chip.filter") == ["状态 目标 ×"]
    shown = int(opened.texts(".shown")[0].split()[1])
    assert 0 < shown < 15
    opened.page.click(".chip.filter")

    assert opened.texts(".shown") == ["显示 15 / 15"]


def test_filter_is_added_from_the_lists(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)

    opened.page.select_option("#add-filter", "type")
    opened.page.select_option(".filters select >> nth=1", "Project")

    assert opened.texts(".chip.filter") == ["类型 项目 ×"]
    assert opened.texts(".shown") == ["显示 2 / 15"]


def test_page_speaks_english_and_turns_dark(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    before = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")

    opened.page.click(".language")
    opened.page.click('.icon[title="Light or dark"]')

    assert opened.texts(".tabs button") == ["Graph", "Tables", "Charts", "Text"]
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert opened.errors == []


def test_keys_reach_search_views_and_close(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    page = opened.page

    page.keyboard.press("/")
    page.keyboard.type("雁南")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("t")

    assert page.locator("#view-table").is_visible()


@pytest.mark.parametrize("view", ["graph", "table", "chart", "text"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible(facts: Facts, open_page: Opener, view: str, scheme: str) -> None:
    opened = open_page(facts, state=f"v={view}", scheme=scheme)
    opened.page.wait_for_selector("html[data-ready]")

    found = Axe().run(opened.page)

    assert [
        (rule["id"], rule["nodes"][0]["html"][:120]) for rule in found.response["violations"]
    ] == []


@pytest.mark.parametrize("view", ["graph", "table", "chart", "text"])
def test_page_fits_a_phone(facts: Facts, open_page: Opener, view: str) -> None:
    opened = open_page(facts, state=f"v={view}", size=(390, 780))
    opened.page.wait_for_selector("html[data-ready]")

    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.page.locator(".panel").is_visible() == (view != "table")


def test_page_opens_at_the_state_it_was_made_with(
    facts: Facts, open_page: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "part.html"
    html.save(html.page(facts, to_networkx(facts), config=Config(), start="v=table&b=ledger"), path)

    opened = open_page.open(path)

    assert len(opened.texts(".grid-body .grid-row")) == 2


def test_page_runs_in_the_frame_of_a_notebook(facts: Facts, browser: Browser) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    page.set_content(html.notebook(facts, to_networkx(facts), config=Config()))
    frame = page.frame_locator("iframe")
    frame.locator("#search").fill("云栖大桥")
    frame.locator("#search").press("Enter")

    assert frame.locator(".panel h2").inner_text() == "云栖大桥"
    assert errors == []
    page.context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_details_and_ledger_are_accessible(
    facts: Facts, open_page: Opener, language: str, scheme: str
) -> None:
    opened = open_page(facts, state=f"v=table&b=ledger&l={language}", scheme=scheme)
    opened.page.fill("#search", "云栖大桥")
    opened.page.keyboard.press("Enter")

    found = Axe().run(opened.page)

    assert [
        (rule["id"], rule["nodes"][0]["html"][:120]) for rule in found.response["violations"]
    ] == []
