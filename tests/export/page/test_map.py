"""The map in a real browser: what is drawn, moved, walked over by keys, and kept as a picture."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from kg.model import Facts
from tests.export.page.conftest import Opener


def test_legend_hides_a_type_and_shows_it_again(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    before = opened.texts(".shown")

    opened.page.click('.legend-item[data-key="Project"]')
    hidden = opened.texts(".shown")
    opened.page.click('.legend-item[data-key="Project"]')

    assert hidden == ["显示 13 / 15"]
    assert opened.texts(".shown") == before == ["显示 15 / 15"]


def test_neighbourhood_keeps_what_is_near(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    opened.page.fill("#search", "云栖大桥")
    opened.page.keyboard.press("Enter")

    opened.page.click('.panel .seg button:has-text("1 度")')

    assert opened.texts(".shown") == ["显示 4 / 15"]


def test_path_joins_two_nodes(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    opened.page.fill("#search", "云岭市交通运输局")
    opened.page.keyboard.press("Enter")

    opened.page.click('.panel button:has-text("查找路径")')
    opened.page.fill("#search", "云栖大桥建成通车".removesuffix("建成通车"))
    opened.page.keyboard.press("Enter")

    assert opened.texts(".chip.filter") == ["路径 云岭市交通运输局 → 云栖大桥 ×"]


def test_path_is_told_step_by_step(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    opened.page.fill("#search", "云岭市交通运输局")
    opened.page.keyboard.press("Enter")
    opened.page.click('.panel button:has-text("查找路径")')
    opened.page.fill("#search", "云栖大桥")
    opened.page.keyboard.press("Enter")

    assert opened.texts(".path .node-link") == ["云岭市交通运输局", "云栖大桥"]
    assert opened.texts(".path .soft") == ["↓ 负责"]


def test_focus_of_the_map_is_seen(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)

    opened.page.keyboard.press("/")
    opened.page.focus(".canvas")

    border = "getComputedStyle(document.querySelector('.canvas'), '::after')"
    assert opened.page.evaluate(f"{border}.borderTopWidth") == "3px"
    assert int(opened.page.evaluate(f"{border}.zIndex")) > 2


def test_years_narrow_the_graph(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)

    opened.page.click('.histogram button[aria-label="2024"]')

    assert "y=2024~2024" in opened.page.evaluate("decodeURIComponent(location.hash)")
    assert opened.texts(".shown") != ["显示 15 / 15"]


def test_picture_is_kept_as_png_and_svg(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    opened.page.wait_for_selector("html[data-ready]")
    starts = {}

    for name in ("PNG", "SVG"):
        opened.page.click(".menu summary")
        with opened.page.expect_download() as waiting:
            opened.page.click(f'.menu-body button:has-text("{name}")')
        starts[name] = waiting.value.path().read_bytes()[:4]
        opened.page.click(".menu summary")

    assert starts == {"PNG": b"\x89PNG", "SVG": b"<svg"}
    assert opened.errors == []


def test_arrow_keys_move_the_map(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="c=1~100~200")
    page = opened.page
    page.wait_for_selector("html[data-ready]")

    page.focus(".canvas")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)

    camera = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('c')")
    assert [float(part) for part in camera.split("~")] == [1.0, 180.0, 200.0]


def test_keys_walk_from_node_to_node(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    page = opened.page
    page.wait_for_selector("html[data-ready]")

    page.focus(".canvas")
    page.keyboard.press("Enter")
    names = opened.texts(".panel h2")
    for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
        names += opened.texts(".panel h2")

    assert len(names) == 5
    assert len(set(names)) > 1
    assert opened.errors == []


def test_years_can_be_chosen_on_a_phone(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, size=(390, 780))
    first = opened.page.locator(".range input").first

    first.fill("2024")
    first.dispatch_event("change")

    assert "y=2024~2024" in opened.page.evaluate("decodeURIComponent(location.hash)")
    assert opened.page.locator(".years-label").is_visible()


def _known(page: Page) -> Any:
    return page.evaluate("JSON.parse(document.getElementById('data').textContent)")


def _number(known: Any, label: str) -> int:
    return next(at for at, node in enumerate(known["nodes"]) if node["label"] == label)


def _place_in_svg(page: Page, label: str) -> tuple[float, float]:
    """Return where the SVG of the map writes a name."""
    page.click(".menu summary")
    with page.expect_download() as waiting:
        page.click('.menu-body button:has-text("SVG")')
    page.click(".menu summary")
    text = waiting.value.path().read_text(encoding="utf-8")
    found = re.search(rf'<text x="([^"]+)" y="([^"]+)"[^>]*>{label}</text>', text)
    assert found is not None
    return float(found[1]), float(found[2])


def test_dragged_node_stays_until_it_is_undone(facts: Facts, open_page: Opener) -> None:
    known = _known(open_page(facts).page)
    node = known["nodes"][_number(known, "云栖大桥")]
    opened = open_page(facts, state=f"c=1~{node['x']}~{node['y']}")
    page = opened.page
    page.wait_for_selector("html[data-ready]")
    box = page.locator(".canvas").bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = _place_in_svg(page, "云栖大桥")

    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] + 40, steps=5)
    page.mouse.up()
    dragged = _place_in_svg(page, "云栖大桥")
    page.click('.legend-item[data-key="Agency"]')
    kept = _place_in_svg(page, "云栖大桥")
    page.click('.map-tools button[title="撤销移动"]')

    assert dragged == pytest.approx((before[0] + 60, before[1] + 40), abs=2)
    assert kept == pytest.approx(dragged, abs=2)
    assert _place_in_svg(page, "云栖大桥") == pytest.approx(before, abs=2)


def test_enter_centres_the_map_on_what_was_found(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    page = opened.page
    page.wait_for_selector("html[data-ready]")
    known = _known(page)

    page.fill("#search", "云栖大桥")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)

    _, x, y = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('c')").split("~")
    node = known["nodes"][_number(known, "云栖大桥")]
    assert (float(x), float(y)) == pytest.approx((node["x"], node["y"]), abs=0.1)


def test_row_chosen_in_a_table_is_in_the_middle_of_the_map(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="v=table&b=projects&c=1~900~900")
    page = opened.page

    page.click('.grid-body .grid-row:has-text("雁南")')
    page.click('[data-view="graph"]')
    page.wait_for_timeout(400)

    _, x, y = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('c')").split("~")
    node = _known(page)["nodes"][_number(_known(page), "雁南")]
    assert (float(x), float(y)) == pytest.approx((node["x"], node["y"]), abs=0.1)


def test_map_is_shown_whole_after_a_filter_elsewhere(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="c=5~9000~9000")
    page = opened.page
    page.wait_for_selector("html[data-ready]")

    page.click('[data-view="table"]')
    page.select_option("#add-filter", "type")
    page.select_option(".filters select >> nth=1", "Project")
    page.click('[data-view="graph"]')

    assert "c=" not in page.evaluate("location.hash")
    assert opened.errors == []
