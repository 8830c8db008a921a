import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import Config
from kg.export import tables
from kg.export.index import Index, cell
from kg.graph import to_networkx
from kg.model import Facts, ReviewRow
from kg.text import Document, Run

CONTRACT = {
    "targets": (
        "id, report_id, file, report_year, status, indicator_id, indicator, indicator_text, kind, "
        "op, min, max, unit, value_text, period_start, period_end, scope_id, scope, scope_code, "
        "subject_id, subject, basis, rule, probability, section, sentence, source_start, source_end"
    ),
    "entities": (
        "id, type, subtype, name, aliases, scope_id, scope, code, first_year, last_year, mentions"
    ),
    "ledger": (
        "id, place_id, place, place_code, level, year, indicator_id, indicator, kind, verdict, "
        "target_id, target_op, target_min, target_max, target_text, target_file, target_sentence, "
        "outcome_id, outcome_min, outcome_max, outcome_text, outcome_file, outcome_sentence, gap, "
        "basis, rule"
    ),
}
NAMES = {
    *("reports", "entities", "mentions", "targets", "milestones", "relations", "ledger"),
    *("lifecycles", "residue", "review"),
}


@pytest.fixture
def folder(facts: Facts, tmp_path: Path) -> Path:
    """Return the folder of the sample's tables."""
    tables.write(facts, to_networkx(facts), tmp_path, config=Config())
    return tmp_path / "tables"


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def test_tables_are_those_of_the_contract(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {f"{name}.csv" for name in NAMES}


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_tables_have_the_columns_of_the_contract(name: str, folder: Path) -> None:
    header = (folder / f"{name}.csv").read_text(encoding="utf-8").split("\n", 1)[0]

    assert header.split(",") == CONTRACT[name].split(", ")


def test_tables_are_plain_utf8_without_carriage_returns(folder: Path) -> None:
    for path in folder.iterdir():
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert data.endswith(b"\n")


def test_tables_are_the_same_bytes_twice(facts: Facts, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    tables.write(facts, to_networkx(facts), tmp_path / "again", config=Config())

    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / "tables" / path.name).read_bytes()


def test_targets_say_value_source_and_sentence(folder: Path) -> None:
    frame = _read(folder / "targets.csv").set_index("value_text")

    row = frame.loc["3万人"]
    assert (row["min"], row["max"], row["unit"]) == ("30000", "30000", "person")
    assert (row["status"], row["period_start"], row["scope_code"]) == ("target", "2023", "990100")
    assert row["sentence"] == "地区生产总值增长6%以上，城镇新增就业3万人。"
    assert frame.loc["6%", "max"] == ""
    assert list(frame["status"]) == ["target", "target", "actual", "target"]


def test_targets_point_into_the_source_text(facts: Facts) -> None:
    def moved(facts: Facts) -> Facts:
        changed = [
            replace(e, report=replace(e.report, doc=Document(e.report.doc.text, (Run(0, 7),))))
            for e in facts.extractions
        ]
        return replace(facts, extractions=tuple(changed))

    plain = [line.split(",") for line in tables.lines_of("targets", Index(facts))]
    shifted = [line.split(",") for line in tables.lines_of("targets", Index(moved(facts)))]

    for before, after in zip(plain[1:], shifted[1:], strict=True):
        assert int(after[-2]) == int(before[-2]) + 7


def test_ledger_joins_target_and_outcome(folder: Path) -> None:
    frame = _read(folder / "ledger.csv").set_index("indicator_id")

    assert frame.loc["gdp", "verdict"] == "met"
    assert frame.loc["gdp", "gap"] == "0.4"
    assert frame.loc["gdp", "outcome_file"] == "examples/云岭市_2024.txt"
    assert frame.loc["urban_jobs", "verdict"] == "not_reported"
    empty = ["outcome_id", "outcome_min", "outcome_max", "outcome_text", "outcome_file", "gap"]
    assert set(frame.loc["urban_jobs", empty]) == {""}


def test_relations_have_the_names_and_the_sentence(folder: Path) -> None:
    frame = _read(folder / "relations.csv").set_index("type")

    row = frame.loc["responsibleFor"]
    assert (row["source"], row["target"]) == ("云岭市交通运输局", "云栖大桥")
    assert "由市交通局负责" in row["sentence"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(None, "", id="none"),
        pytest.param(Decimal("1.2E+12"), "1200000000000", id="no-exponent"),
        pytest.param(Decimal("7.50"), "7.5", id="no-idle-zero"),
        pytest.param(Decimal("100"), "100", id="zeros-that-count"),
        pytest.param(Decimal("-0.5"), "-0.5", id="negative-number-is-no-formula"),
        pytest.param(Decimal("0.00"), "0", id="zero"),
        pytest.param(True, "true", id="boolean"),
        pytest.param(0.00004, "0.0000", id="probability"),
        pytest.param(("甲", "乙"), "甲|乙", id="list"),
        pytest.param("+文旅", "+文旅", id="name-with-a-plus"),
        pytest.param("-3%", "-3%", id="text-of-a-number"),
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="old-formula"),
        pytest.param("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0", id="program-call"),
        pytest.param("-1+SUM(A1)", "'-1+SUM(A1)", id="minus-with-a-call"),
        pytest.param("＝1+1", "'＝1+1", id="full-width-formula"),
    ],
)
def test_cell_is_plain_and_no_spreadsheet_runs_it(value: object, text: str) -> None:
    assert cell(value) == text  # type: ignore[arg-type]


@given(
    words=st.text(
        st.characters(blacklist_categories=("Cs",)) | st.sampled_from(',"\r\n\t=@;|'), max_size=12
    )
)
def test_tables_read_back_whatever_the_words(words: str) -> None:
    row = ReviewRow("pair", words, "乙", "Project", "x", None, None)

    text = "".join(tables.lines_of("review", Index(Facts(review=(row,)))))

    (header, read) = csv.reader(io.StringIO(text, newline=""))
    assert dict(zip(header, read, strict=True))["left"].removeprefix("'") == words.removeprefix("'")


def test_tables_leave_nothing_behind_when_they_fail(facts: Facts, tmp_path: Path) -> None:
    graph = to_networkx(facts)

    with pytest.raises(KeyError):
        tables.write(replace(facts, entities=()), graph, tmp_path, config=Config())

    assert list(tmp_path.iterdir()) == []
