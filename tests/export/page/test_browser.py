"""The page in a real browser: it opens, searches, filters and shows facts with their sentences."""

from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.config import Config
from kg.export import html
from kg.graph import to_networkx
from kg.model import Entity, Facts
from tests.export.page.conftest import Opener
from tests.export.page.synthetic import synthetic_facts


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


def test_selection_is_in_the_address_and_comes_back(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    page = opened.page
    page.fill("#search", "雁南")
    page.keyboard.press("Enter")
    page.fill("#search", "云栖大桥")
    page.keyboard.press("Enter")
    address = page.evaluate("location.hash")

    page.go_back()

    assert _texts(opened, ".panel h2") == ["雁南"]
    again = open_page(facts, state=address[1:])
    assert _texts(again, ".panel h2") == ["云栖大桥"]


def test_filter_becomes_a_chip_that_can_be_removed(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="f=status~target")

    assert _texts(opened, ".chip.filter") == ["状态 目标 ×"]
    shown = int(_texts(opened, ".shown")[0].split()[1])
    assert 0 < shown < 15
    opened.page.click(".chip.filter")

    assert _texts(opened, ".shown") == ["显示 15 / 15"]


def test_filter_is_added_from_the_lists(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)

    opened.page.select_option("#add-filter", "type")
    opened.page.select_option(".filters select >> nth=1", "Project")

    assert _texts(opened, ".chip.filter") == ["类型 项目 ×"]
    assert _texts(opened, ".shown") == ["显示 2 / 15"]


def test_neighbourhood_keeps_what_is_near(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    opened.page.fill("#search", "云栖大桥")
    opened.page.keyboard.press("Enter")

    opened.page.click('.panel .seg button:has-text("1 度")')

    assert _texts(opened, ".shown") == ["显示 4 / 15"]


def test_path_joins_two_nodes(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    opened.page.fill("#search", "云岭市交通运输局")
    opened.page.keyboard.press("Enter")

    opened.page.click('.panel button:has-text("查找路径")')
    opened.page.fill("#search", "云栖大桥建成通车".removesuffix("建成通车"))
    opened.page.keyboard.press("Enter")

    assert _texts(opened, ".chip.filter") == ["路径 云岭市交通运输局 → 云栖大桥 ×"]


def test_table_sorts_filters_and_picks(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="v=table")
    page = opened.page

    page.click('.grid-head button:has-text("数值")')
    values = [row.split("\n")[1] for row in _texts(opened, ".grid-body .grid-row")]
    page.fill(".table-bar input", "5%~6%")
    rows = _texts(opened, ".grid-body .grid-row")
    page.click(".grid-body .grid-row")

    assert values == ["5%~6%", "6%", "6.4%", "3万人"]
    assert len(rows) == 1
    assert _texts(opened, ".panel h2") == ["地区生产总值 5%~6%"]


def test_table_downloads_what_it_shows(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="v=table&b=ledger")

    with opened.page.expect_download() as waiting:
        opened.page.click('button:has-text("下载 CSV")')
    text = waiting.value.path().read_text(encoding="utf-8-sig")

    assert waiting.value.suggested_filename == "ledger.csv"
    assert len(text.splitlines()) == 3
    assert '"完成"' in text


def test_text_and_graph_lead_to_each_other(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="v=text&r=1")
    page = opened.page

    page.click('.reader-text .mark:has-text("云栖大桥")')
    assert _texts(opened, ".panel h2") == ["云栖大桥"]
    assert page.locator(".reader-text .mark.is-on").count() == 1
    page.click('.panel button:has-text("在图谱中查看")')
    assert page.locator("#view-graph").is_visible()
    page.locator('.panel button:has-text("在原文中查看")').first.click()

    assert page.locator("#view-text").is_visible()
    assert _texts(opened, ".reader-text .sentence.is-on") == [
        "开工建设云栖大桥，由市交通局负责，支持“雁南”数据港。"
    ]


def test_every_mark_of_the_text_is_the_words_of_its_fact(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="v=text&r=0")

    assert _texts(opened, ".reader-text .mark") == [
        "6%", "3万人", "开工建设", "云栖大桥", "市交通局", "雁南",
    ]  # fmt: skip
    assert _texts(opened, ".residue-mark") == ["2023"]


def test_charts_draw_targets_beside_outcomes(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="v=chart")

    assert opened.page.locator(".chart .mark.target").count() == 2
    assert opened.page.locator(".chart .mark.outcome").count() == 1


def test_overview_tells_what_was_promised_and_dropped(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)

    assert _texts(opened, ".overview .figure-name") == [
        "地区生产总值", "地区生产总值", "地区生产总值",
    ]  # fmt: skip
    assert _texts(opened, ".overview .verdict") == ["完成"]
    assert _texts(opened, ".overview .card:last-child .node-link") == ["城镇新增就业 3万人", "雁南"]


def test_overview_is_of_the_report_that_is_chosen(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)

    opened.page.select_option(".report-pick", "0")

    assert _texts(opened, ".overview .figure-name") == ["地区生产总值", "城镇新增就业"]
    assert "没有云岭市2022年的报告" in opened.page.inner_text(".overview")
    assert "r=0" in opened.page.evaluate("location.hash")


def test_part_without_targets_tells_no_zeros(facts: Facts, open_page: Opener, tmp_path) -> None:
    graph = to_networkx(facts)
    kept = [node for node, data in graph.nodes(data=True) if data["type"] in {"Report", "Project"}]
    path = tmp_path / "part.html"
    html.save(html.page(facts, graph.subgraph(kept), config=Config()), path)

    text = open_page.open(path).page.inner_text(".overview")

    assert "1 个项目" in text
    assert "0 " not in text
    assert "目标" not in text


def test_charts_draw_other_places_in_grey(open_page: Opener) -> None:
    made = synthetic_facts(120, reports=6)
    other = Entity("place-990200", "Place", "division", "云陵市", (), None, "990200", 2019, 2024, 1)
    moved = {figure.id for figure in made.figures if figure.evidence.report_id < "report-8"}
    edges = tuple(
        replace(edge, target=other.id) if edge.type == "scope" and edge.source in moved else edge
        for edge in made.edges
        if edge.type != "about"
    )
    opened = open_page(
        replace(made, entities=(*made.entities, other), edges=edges), state="v=chart"
    )

    names = _texts(opened, ".pickers select >> nth=1")

    assert 0 < len(moved) < len(made.figures)
    assert names == ["云岭市\n云陵市"]
    assert opened.page.locator(".chart .mark.target").count() > 0
    assert opened.errors == []


def test_ledger_begins_with_what_is_decided(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="v=table&b=ledger")

    assert _texts(opened, ".grid-body .verdict") == ["完成", "未提及"]


def test_path_is_told_step_by_step(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    opened.page.fill("#search", "云岭市交通运输局")
    opened.page.keyboard.press("Enter")
    opened.page.click('.panel button:has-text("查找路径")')
    opened.page.fill("#search", "云栖大桥")
    opened.page.keyboard.press("Enter")

    assert _texts(opened, ".path .node-link") == ["云岭市交通运输局", "云栖大桥"]
    assert _texts(opened, ".path .soft") == ["↓ 负责"]


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
    assert _texts(opened, ".shown") != ["显示 15 / 15"]


def test_page_speaks_english_and_turns_dark(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    before = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")

    opened.page.click(".language")
    opened.page.click('.icon[title="Light or dark"]')

    assert _texts(opened, ".tabs button") == ["Graph", "Tables", "Charts", "Text"]
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert opened.errors == []


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
    assert opened.page.locator(".panel").is_visible()


def test_mark_that_is_clicked_stays_where_it_is(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(400), state="v=text")
    page = opened.page
    mark = page.locator(".reader-text .mark.Project").nth(60)
    mark.scroll_into_view_if_needed()
    before = mark.bounding_box()

    mark.click()

    assert mark.bounding_box() == before


def test_arrow_keys_move_the_map(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="c=1~100~200")
    page = opened.page
    page.wait_for_selector("html[data-ready]")

    page.focus(".canvas")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)

    camera = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('c')")
    assert [float(part) for part in camera.split("~")] == [1.0, 180.0, 200.0]


def test_long_table_makes_elements_only_for_rows_in_sight(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(8000), state="v=table")
    page = opened.page
    page.wait_for_selector(".grid-body .grid-row")

    page.evaluate("document.querySelector('.grid').scrollTop = 34 * 1500")
    page.wait_for_selector('.grid-row[aria-rowindex="1502"]')

    assert page.inner_text(".table-bar [role=status]") == "2000 行"
    assert page.locator(".grid-body .grid-row").count() < 80


def test_keys_walk_from_node_to_node(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    page = opened.page
    page.wait_for_selector("html[data-ready]")

    page.focus(".canvas")
    page.keyboard.press("Enter")
    names = _texts(opened, ".panel h2")
    for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
        names += _texts(opened, ".panel h2")

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


def test_page_opens_at_the_state_it_was_made_with(
    facts: Facts, open_page: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "part.html"
    html.save(html.page(facts, to_networkx(facts), config=Config(), start="v=table&b=ledger"), path)

    opened = open_page.open(path)

    assert len(_texts(opened, ".grid-body .grid-row")) == 2
