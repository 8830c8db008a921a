"""The page in a real browser: it opens, searches, filters and shows facts with their sentences."""

import pytest

from kg.model import Facts
from tests.export.page.conftest import Opener


def _texts(opened, selector):
    return [element.inner_text().strip() for element in opened.page.query_selector_all(selector)]


def test_page_opens_without_any_request(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)

    opened.page.wait_for_selector("html[data-ready]")

    assert opened.requests == []
    assert opened.errors == []


@pytest.mark.parametrize("text", ["云栖", "yqdq", "ＹＱＤＱ"])
def test_search_finds_by_substring_and_initials(facts: Facts, open_page: Opener, text: str) -> None:
    opened = open_page(facts)

    opened.page.fill("#search", text)

    assert _texts(opened, "#results .result-name")[0] == "云栖大桥"


def test_search_then_enter_shows_facts_with_the_whole_sentence(
    facts: Facts, open_page: Opener
) -> None:
    opened = open_page(facts)

    opened.page.fill("#search", "云栖大桥")
    opened.page.keyboard.press("Enter")

    assert _texts(opened, ".panel h2") == ["云栖大桥"]
    assert _texts(opened, ".panel blockquote") == [
        "开工建设云栖大桥，由市交通局负责，支持“雁南”数据港。",
        "地区生产总值增长6.4%，云栖大桥建成通车。",
    ]
    assert set(_texts(opened, ".panel blockquote mark")) == {"云栖大桥"}


def test_legend_hides_a_type_and_shows_it_again(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    before = _texts(opened, ".shown")

    opened.page.click('.legend-item[data-key="Project"]')
    hidden = _texts(opened, ".shown")
    opened.page.click('.legend-item[data-key="Project"]')

    assert hidden == ["显示 13 / 15"]
    assert _texts(opened, ".shown") == before == ["显示 15 / 15"]
