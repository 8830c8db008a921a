"""Which nodes and reports a page of a part of a build holds, and the command that writes it."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import output
from kg.cli import main
from kg.config import Config
from kg.errors import QueryError
from kg.export.page.part import Wish, choose, find
from kg.graph import to_networkx
from kg.model import Facts
from kg.pipeline import Built
from tests.sample import PLACE


def _labels(facts: Facts, wish: Wish) -> set[str]:
    _, graph = choose(facts, to_networkx(facts), wish)
    kinds = {"Place", "Agency", "Project", "Indicator", "Target", "Outcome", "Milestone"}
    return {data["label"] for _, data in graph.nodes(data=True) if data["type"] in kinds}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("云岭市交通运输局", id="label"),
        pytest.param("市交通局", id="alias"),
        pytest.param(" 市 交通局", id="blanks"),
    ],
)
def test_name_is_found_among_labels_and_aliases(facts: Facts, name: str) -> None:
    graph = to_networkx(facts)

    assert graph.nodes[find(graph, name)]["label"] == "云岭市交通运输局"


def test_place_is_found_by_its_code(facts: Facts) -> None:
    assert find(to_networkx(facts), "990100", ("Place",)) == PLACE


def test_unknown_name_is_refused_with_those_that_hold_it(facts: Facts) -> None:
    with pytest.raises(QueryError, match=r"called '大桥'; is it one of 云栖大桥 \(project-\w+\)\?"):
        find(to_networkx(facts), "大桥")


def test_unknown_name_like_nothing_is_refused_alone(facts: Facts) -> None:
    with pytest.raises(QueryError, match=r"no Place is called 'xyz'$"):
        find(to_networkx(facts), "xyz", ("Place",))


def test_name_of_several_is_refused_with_their_ids(facts: Facts) -> None:
    graph = to_networkx(facts)
    for number in (1, 2):
        graph.add_node(f"project-{number}", type="Project", label="双生桥")

    with pytest.raises(QueryError, match=r"\(project-1\), 双生桥 \(project-2\)"):
        find(graph, "双生桥")
    assert find(graph, "project-2") == "project-2"


def test_indicator_brings_its_figures_and_no_others(facts: Facts) -> None:
    found = _labels(facts, Wish(indicator="地区生产总值"))

    assert {label for label in found if label.startswith("地区生产总值")} == found - {"云岭市"}
    assert len(found) == 5


def test_neighbourhood_grows_with_its_depth_but_not_over_the_issuer(facts: Facts) -> None:
    near = _labels(facts, Wish(around="雁南"))
    far = _labels(facts, Wish(around="雁南", depth=6))

    assert "雁南" in near
    assert near <= far
    assert not any(label.startswith("地区生产总值") for label in far)


def test_ledger_holds_what_its_rows_name(facts: Facts) -> None:
    chosen, graph = choose(facts, to_networkx(facts), Wish(place=PLACE, is_ledger=True))

    figures = {n for n, data in graph.nodes(data=True) if data["type"] in {"Target", "Outcome"}}
    assert figures == {
        one for row in facts.ledger for one in (row.target_id, row.outcome_id) if one is not None
    }
    assert chosen.ledger == facts.ledger


def test_all_of_a_wish_must_hold(facts: Facts) -> None:
    both = _labels(facts, Wish(indicator="地区生产总值", is_ledger=True))

    assert both <= _labels(facts, Wish(indicator="地区生产总值"))
    assert both <= _labels(facts, Wish(is_ledger=True))


def test_reports_that_say_nothing_of_the_part_are_left_out(facts: Facts) -> None:
    chosen, _ = choose(facts, to_networkx(facts), Wish(indicator="城镇新增就业"))

    assert [report.report_year for report in chosen.reports] == [2023]


def test_wish_that_nothing_answers_to_is_refused(facts: Facts) -> None:
    with pytest.raises(QueryError, match="ask for less"):
        choose(facts, to_networkx(facts), Wish(indicator="城镇新增就业", around="雁南"))


@pytest.fixture
def loaded(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every folder be a build of the sample."""
    built = Built(facts, to_networkx(facts), (), Config())
    monkeypatch.setattr(output, "load", lambda directory: built)


@pytest.mark.usefixtures("loaded")
def test_view_writes_a_page_that_opens_at_the_ledger(tmp_path: Path) -> None:
    target = tmp_path / "part.html"

    done = CliRunner().invoke(main, ["view", "-d", "x", "--ledger", "-o", str(target)])

    assert done.exit_code == 0, done.output
    found = re.search(r'id="data">(.*?)</script>', target.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    known = json.loads(found[1])
    assert known["start"] == "v=table&b=ledger"
    assert len(known["ledger"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["part.html"]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["-o", "a.html"], "say which part", id="nothing asked"),
        pytest.param(["-o", "a.txt", "--ledger"], "ends with .html", id="no page's name"),
        pytest.param(["-o", "a.html", "--ledger", "--depth", "2"], "--around", id="depth alone"),
        pytest.param(["-o", "a.html", "--place", "岭市"], "云岭市 (place-990100)", id="name"),
    ],
)
def test_view_refuses_with_what_to_do(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = CliRunner().invoke(main, ["view", "-d", "x", *arguments])

    assert done.exit_code == 2
    assert said in done.output
    assert list(tmp_path.iterdir()) == []
