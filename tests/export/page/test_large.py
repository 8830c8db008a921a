"""A build that outgrows vis: groups start closed and open, drawn by sigma where it is bundled."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page

from kg.export.page.build import bundle
from tests.export.page.conftest import Opener
from tests.export.page.synthetic import synthetic_facts


def test_large_build_starts_with_closed_groups_that_open(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(1800))
    page = opened.page
    page.wait_for_selector("html[data-ready]")
    before = page.inner_text(".shown")
    hint = page.inner_text(".map-hint")
    box = page.locator(".canvas").bounding_box()
    assert box is not None

    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(600)

    assert before == "1842 项，收在 9 个方框里"
    assert "点击方框" in hint
    assert 150 < int(page.inner_text(".shown").split()[1]) < 500
    assert "o=" in page.evaluate("location.hash")
    assert opened.errors == []


def test_selected_node_opens_its_group(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(1800))

    opened.page.fill("#search", "雁南2024")
    opened.page.keyboard.press("Enter")

    assert opened.page.inner_text(".panel h2").startswith("雁南")
    assert int(opened.page.inner_text(".shown").split()[1]) > 100
    assert opened.errors == []


@pytest.mark.skipif(bundle() is None, reason="not bundled: python -m kg.export.page.build")
def test_large_build_is_drawn_by_sigma(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(2400), state="o=1~2~3~4~5~6~7~8&t=dark")
    page = opened.page
    page.wait_for_selector("html[data-ready]")

    assert page.evaluate("document.documentElement.dataset.drawing") == "sigma"
    assert page.inner_text(".shown") == "显示 2400 / 2442"
    page.click('.legend-item[data-key="Milestone"]')
    assert page.inner_text(".shown") == "显示 1200 / 2442"
    page.click('.map-tools button[title="放大"]')
    page.click(".menu summary")
    with page.expect_download() as waiting:
        page.click('.menu-body button:has-text("PNG")')
    assert waiting.value.path().stat().st_size > 20_000
    assert opened.errors == []
    assert opened.requests == []


def test_few_that_pass_a_filter_are_open_at_once(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(1800), state="f=type~Indicator")

    assert opened.page.inner_text(".shown") == "显示 40 / 1842"
    assert opened.errors == []


def _click_first_link(page: Page, start: float) -> None:
    """Click the first thing on the map, from a column on and from above, that the pointer says is
    a link."""
    box = page.locator(".canvas").bounding_box()
    assert box is not None
    for right in range(int(box["width"] * start), int(box["width"]), 30):
        for down in range(8, int(box["height"]), 8):
            page.mouse.move(box["x"] + right, box["y"] + down)
            if page.evaluate("document.querySelector('.canvas').style.cursor") == "pointer":
                page.mouse.down()
                page.mouse.up()
                return
    raise ValueError("no link on the map")


def test_name_in_a_closed_box_leads_to_its_node(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(1800))
    opened.page.wait_for_selector("html[data-ready]")

    _click_first_link(opened.page, 0.3)
    opened.page.wait_for_selector(".panel.is-details h2")

    state = parse_qs(opened.page.evaluate("location.hash.slice(1)"))
    assert state["n"][0].split("-")[0] in {"project", "place", "indicator"}
    assert int(opened.page.inner_text(".shown").split()[1]) > 0


def test_far_report_is_one_card_that_comes_near(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(4000, reports=20))
    page = opened.page
    page.wait_for_selector("html[data-ready]")

    _click_first_link(page, 0.4)
    page.wait_for_timeout(600)

    state = parse_qs(page.evaluate("location.hash.slice(1)"))
    assert page.input_value(".report-pick") == state["r"][0]
    assert float(state["c"][0].split("~")[0]) > 0.2
    assert opened.errors == []


def test_enter_opens_the_box_in_the_middle(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(1800))
    page = opened.page
    page.wait_for_selector("html[data-ready]")

    page.focus(".canvas")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)

    assert "o=" in page.evaluate("location.hash")
    assert int(page.inner_text(".shown").split()[1]) > 0
    assert opened.errors == []
