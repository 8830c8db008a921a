from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.gazetteer import Gazetteer
from kg.model import CORRECTION_UNUSED, Entity, Facts, Period
from kg.resolve.corrections import COLUMNS, read_corrections
from tests.resolve.build import Builder, extractions
from tests.resolve.test_stage import facts_of

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a file of corrections, its rows given as dicts."""

    def write_rows(*rows: dict[str, str]) -> Path:
        path = tmp_path / "corrections.csv"
        lines = [",".join(COLUMNS)]
        lines += [",".join(row.get(name, "") for name in COLUMNS) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write_rows


def _row(action: str, name: str, **more: str) -> dict[str, str]:
    row = {"action": action, "type": "Project", "place": "云岭市", "name": name, "reason": "看过"}
    return row | more


def _fact(action: str, name: str, **more: str) -> dict[str, str]:
    return {"action": action, "name": name, "reason": "看过"} | more


def _projects(facts: Facts, place: str = "place-990100") -> dict[str, Entity]:
    return {e.name: e for e in facts.entities if e.type == "Project" and e.scope_id == place}


def test_rename_changes_the_name_and_keeps_the_id(write: Write, gazetteer: Gazetteer) -> None:
    made = list(extractions())
    before = _projects(facts_of(made, gazetteer))["云栖大桥"]

    facts = facts_of(
        made, gazetteer, corrections=write(_row("rename", "云栖大桥", to="云栖特大桥"))
    )

    after = _projects(facts)["云栖特大桥"]
    assert after.id == before.id
    assert "云栖大桥" in after.aliases
    assert {m.resolution for m in facts.mentions if m.entity_id == after.id} == {"correction.2"}
    assert "云栖大桥" in _projects(facts, "place-990200")


def test_merge_makes_two_names_one_entity(write: Write, gazetteer: Gazetteer) -> None:
    made = [
        Builder("建设云栖大桥。").project("云栖大桥").build(),
        Builder("建成云栖跨江通道。", year=2024)
        .project("云栖跨江通道")
        .milestone("云栖跨江通道", "建成", "complete", status="actual")
        .build(),
    ]

    facts = facts_of(
        made, gazetteer, corrections=write(_row("merge", "云栖跨江通道", to="云栖大桥"))
    )

    (bridge,) = _projects(facts).values()
    assert (bridge.name, bridge.aliases, bridge.mentions) == ("云栖大桥", ("云栖跨江通道",), 2)
    assert facts.steps[0].project_id == bridge.id
    assert not facts.issues


def test_merges_chain_whatever_their_order(write: Write, gazetteer: Gazetteer) -> None:
    made = [
        Builder("建设甲大桥、乙大桥、丙大桥。")
        .project("甲大桥")
        .project("乙大桥")
        .project("丙大桥")
        .build()
    ]
    rows = [_row("merge", "甲大桥", to="乙大桥"), _row("merge", "乙大桥", to="丙大桥")]

    names = [
        set(_projects(facts_of(made, gazetteer, corrections=write(*order))))
        for order in (rows, rows[::-1])
    ]

    assert names == [{"丙大桥"}, {"丙大桥"}]


def test_merges_in_a_circle_are_refused(write: Write, gazetteer: Gazetteer) -> None:
    made = [Builder("建设甲大桥。").project("甲大桥").build()]
    path = write(_row("merge", "甲大桥", to="乙大桥"), _row("merge", "乙大桥", to="甲大桥"))

    with pytest.raises(ConfigError, match=r"row 3.*circle"):
        facts_of(made, gazetteer, corrections=path)


def test_split_takes_some_mentions_into_another_entity(write: Write, gazetteer: Gazetteer) -> None:
    made = list(extractions())
    path = write(_row("split", "云栖大桥", to="云栖大桥二期", where="year=2024"))

    facts = facts_of(made, gazetteer, corrections=path)

    here = _projects(facts)
    assert here["云栖大桥二期"].first_year == 2024
    assert {name for name in here if "云栖" in name} == {"云岭市云栖大桥工程", "云栖大桥二期"}


def test_reject_takes_an_entity_out_and_shows_it_for_review(
    write: Write, gazetteer: Gazetteer
) -> None:
    facts = facts_of(
        list(extractions()), gazetteer, corrections=write(_row("reject", "雁南产业园"))
    )

    assert "雁南产业园" not in _projects(facts)
    assert "雁南产业园" in _projects(facts, "place-990200")
    assert "correction.2" in {row.reason for row in facts.review}


def test_reject_of_some_mentions_keeps_the_others(write: Write, gazetteer: Gazetteer) -> None:
    path = write(_row("reject", "云栖大桥", where="text=云栖大桥"))

    facts = facts_of(list(extractions()), gazetteer, corrections=path)

    assert _projects(facts)["云岭市云栖大桥工程"].mentions == 1


def test_reject_by_id_takes_a_fact_out(write: Write, gazetteer: Gazetteer) -> None:
    made = list(extractions())[:2]
    before = facts_of(made, gazetteer)
    target = next(f.id for f in before.figures if f.status == "target")
    relation = next(e.id for e in before.edges if e.type == "locatedIn" and e.evidence)
    step = before.steps[0].id
    rows = [_fact("reject", each) for each in (target, relation, step)]

    facts = facts_of(made, gazetteer, corrections=write(*rows))

    assert target not in {figure.id for figure in facts.figures}
    assert step not in {each.id for each in facts.steps}
    assert not {target, step} & {end for e in facts.edges for end in (e.source, e.target)}
    assert relation not in {edge.id for edge in facts.edges}
    assert not facts.ledger
    assert not facts.issues


def test_fix_changes_a_figure_and_the_ledger_follows(write: Write, gazetteer: Gazetteer) -> None:
    made = list(extractions())[:2]
    target = next(f.id for f in facts_of(made, gazetteer).figures if f.status == "target")
    rows = [
        _fact("fix", target, field="min", value="7.5"),
        _fact("fix", target, field="period", value="2023/2025"),
    ]

    facts = facts_of(made, gazetteer, corrections=write(*rows))

    figure = next(f for f in facts.figures if f.id == target)
    assert (str(figure.low), figure.period) == ("7.5", Period("2023", "2025"))
    assert figure.rule == "correction.3"
    assert facts.ledger[0].year == 2025


def test_fix_changes_a_subtype(write: Write, gazetteer: Gazetteer) -> None:
    path = write(_row("fix", "云栖大桥", field="subtype", value="industry"))

    facts = facts_of(list(extractions())[:2], gazetteer, corrections=path)

    assert {p.subtype for name, p in _projects(facts).items() if "云栖" in name} == {"industry"}


def test_correction_that_finds_nothing_is_an_issue(write: Write, gazetteer: Gazetteer) -> None:
    path = write(_row("rename", "云栖大桥", to="甲"), _row("rename", "没有的项目", to="乙"))

    facts = facts_of(list(extractions()), gazetteer, corrections=path)

    assert [issue.code for issue in facts.issues] == [CORRECTION_UNUSED]
    assert "row 3: rename Project 云岭市 没有的项目" in facts.issues[0].message


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        pytest.param({"action": "delete", "name": "甲"}, "action 'delete'", id="action"),
        pytest.param(_row("rename", "甲"), "rename needs to", id="missing"),
        pytest.param(_row("rename", "甲", to="乙", reason=""), "rename needs reason", id="reason"),
        pytest.param(_row("merge", "甲", to="乙", where="year=2023"), "takes no where", id="extra"),
        pytest.param(_row("reject", "甲", type="Projekt"), "type 'Projekt'", id="type"),
        pytest.param(_row("split", "甲", to="乙", where="2023"), "where '2023'", id="where"),
        pytest.param(_fact("reject", "甲"), "is no id", id="no-id"),
        pytest.param(
            _fact("fix", "target-1", field="min", value="七"), "no number: '七'", id="number"
        ),
        pytest.param(
            _fact("fix", "target-1", field="op", value="about"), "value 'about'", id="operator"
        ),
        pytest.param(_fact("fix", "edge-1", field="min", value="7"), "field 'min'", id="field"),
        pytest.param(
            _row("fix", "甲", field="subtype", value="bridge"), "value 'bridge'", id="subtype"
        ),
    ],
)
def test_corrections_are_checked_strictly(row: dict[str, str], fault: str, write: Write) -> None:
    with pytest.raises(ConfigError, match=f"row 2: .*{fault}"):
        read_corrections(write(row))


def test_corrections_that_contradict_each_other_are_refused(write: Write) -> None:
    path = write(_row("rename", "甲", to="乙"), _row("merge", "甲", to="丙"))

    with pytest.raises(ConfigError, match="row 3: corrects the same as row 2"):
        read_corrections(path)


def test_corrections_with_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("action,name\nreject,甲\n", encoding="utf-8")

    with pytest.raises(ConfigError, match="row 1: the columns must be"):
        read_corrections(path)


def test_corrections_that_are_missing_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_corrections(tmp_path / "none.csv")
