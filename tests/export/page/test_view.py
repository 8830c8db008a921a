"""The views beside the map, in a real browser: first screen, tables, charts, text, print."""

from dataclasses import replace
from pathlib import Path

from kg.config import Config
from kg.export import html
from kg.graph import to_networkx
from kg.model import Entity, Facts
from tests.export.page.conftest import Opener
from tests.export.page.synthetic import synthetic_facts


def test_table_sorts_filters_and_picks(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="v=table")
    page = opened.page

    page.click('.grid-head button:has-text("数值")')
    values = [row.split("\n")[1] for row in opened.texts(".grid-body .grid-row")]
    page.fill(".table-bar input", "5%~6%")
    rows = opened.texts(".grid-body .grid-row")
    page.click(".grid-body .grid-row")

    assert values == ["5%~6%", "6%", "6.4%", "3万人"]
    assert len(rows) == 1
    assert opened.texts(".panel h2") == ["地区生产总值 5%~6%"]


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
    assert opened.texts(".panel h2") == ["云栖大桥"]
    assert page.locator(".reader-text .mark.is-on").count() == 1
    page.click('.panel button:has-text("在图谱中查看")')
    assert page.locator("#view-graph").is_visible()
    page.locator('.panel button:has-text("在原文中查看")').first.click()

    assert page.locator("#view-text").is_visible()
    assert opened.texts(".reader-text .sentence.is-on") == [
        "开工建设云栖大桥，由市交通局负责，支持“雁南”数据港。"
    ]


def test_every_mark_of_the_text_is_the_words_of_its_fact(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="v=text&r=0")

    assert opened.texts(".reader-text .mark") == [
        "6%", "3万人", "开工建设", "云栖大桥", "市交通局", "雁南",
    ]  # fmt: skip
    assert opened.texts(".residue-mark") == ["2023"]


def test_charts_draw_targets_beside_outcomes(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="v=chart")

    assert opened.page.locator(".chart .mark.target").count() == 2
    assert opened.page.locator(".chart .mark.outcome").count() == 1


def test_overview_tells_what_was_promised_and_dropped(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)

    assert opened.texts(".overview .figure-name") == [
        "地区生产总值", "地区生产总值", "地区生产总值",
    ]  # fmt: skip
    assert opened.texts(".overview .verdict") == ["完成"]
    assert opened.texts(".overview .card:last-child .node-link") == ["城镇新增就业 3万人", "雁南"]


def test_overview_is_of_the_report_that_is_chosen(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)

    opened.page.select_option(".report-pick", "0")

    assert opened.texts(".overview .figure-name") == ["地区生产总值", "城镇新增就业"]
    assert "没有云岭市2022年的报告" in opened.page.inner_text(".overview")
    assert "r=0" in opened.page.evaluate("location.hash")


def test_part_without_targets_tells_no_zeros(
    facts: Facts, open_page: Opener, tmp_path: Path
) -> None:
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

    names = opened.texts(".pickers select >> nth=1")

    assert 0 < len(moved) < len(made.figures)
    assert names == ["云岭市\n云陵市"]
    assert opened.page.locator(".chart .mark.target").count() > 0
    assert opened.errors == []


def test_chart_that_is_chosen_is_in_the_address(open_page: Opener) -> None:
    made = synthetic_facts(120, reports=3)
    facts = replace(made, edges=tuple(edge for edge in made.edges if edge.type != "about"))
    opened = open_page(facts, state="v=chart")

    opened.page.select_option(".pickers select", index=3)
    name = opened.page.locator(".pickers select option:checked").first.inner_text()
    again = open_page(facts, state=opened.page.evaluate("location.hash.slice(1)"))

    assert again.page.locator(".pickers select option:checked").first.inner_text() == name
    assert again.page.input_value(".pickers select") == "3"


def test_ledger_begins_with_what_is_decided(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts, state="v=table&b=ledger")

    assert opened.texts(".grid-body .verdict") == ["完成", "未提及"]


def test_mark_that_is_clicked_stays_where_it_is(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(400), state="v=text")
    page = opened.page
    mark = page.locator(".reader-text .mark.Project").nth(60)
    mark.scroll_into_view_if_needed()
    before = mark.bounding_box()

    mark.click()

    assert mark.bounding_box() == before


def test_long_table_makes_elements_only_for_rows_in_sight(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(8000), state="v=table")
    page = opened.page
    page.wait_for_selector(".grid-body .grid-row")

    page.evaluate("document.querySelector('.grid').scrollTop = 34 * 1500")
    page.wait_for_selector('.grid-row[aria-rowindex="1502"]')

    assert page.inner_text(".table-bar [role=status]") == "2000 行"
    assert page.locator(".grid-body .grid-row").count() < 80


def test_next_mention_is_shown_in_the_text(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    opened.page.fill("#search", "云栖大桥")
    opened.page.keyboard.press("Enter")
    found = []

    for way in ("下一处", "下一处", "上一处"):
        opened.page.click(f'.panel button[title="{way}"]')
        found += opened.texts(".reader-text .sentence.is-on")

    first, second = found[:2]
    assert first.startswith("开工建设云栖大桥")
    assert second.startswith("地区生产总值增长6.4%")
    assert found[2] == first


def test_fact_is_copied_as_a_citation(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)
    page = opened.page
    page.evaluate(
        "document.addEventListener('copy', () => { window.copied = getSelection().toString()"
        " || document.activeElement.value; })"
    )
    page.fill("#search", "雁南")
    page.keyboard.press("Enter")

    page.click('.panel button:has-text("复制引文")')

    assert page.evaluate("window.copied") == (
        "“开工建设云栖大桥，由市交通局负责，支持“雁南”数据港。”"
        "（云岭市2023年政府工作报告，一、2023年工作安排，2023-01-12）"
    )
    assert "已复制" in opened.texts(".panel .tools .link")


def test_print_has_every_row_and_no_controls(open_page: Opener) -> None:
    opened = open_page(synthetic_facts(800), state="v=table")
    page = opened.page
    page.wait_for_selector(".grid-body .grid-row")
    shown = page.locator(".grid-body .grid-row").count()

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    assert shown < 80
    assert page.locator(".grid-body .grid-row").count() == 200
    assert not page.locator(".tabs").is_visible()
    assert not page.locator(".table-bar").is_visible()
    assert page.locator(".grid-body .grid-row").nth(199).is_visible()
