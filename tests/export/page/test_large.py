"""A build that outgrows vis: groups start closed and open, drawn by sigma where it is bundled."""

import pytest

from kg.export.page.build import bundle
from tests.export.page.conftest import Opener
from tests.export.page.synthetic import synthetic_facts


def test_large_build_starts_with_closed_groups_that_open(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(1800))
    page = opened.page
    page.wait_for_selector("html[data-ready]")
    before = page.inner_text(".shown")
    box = page.locator(".canvas").bounding_box()
    assert box is not None

    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(600)

    assert before == "显示 0 / 1842"
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
