"""Every word of the tables is read as its own row says."""

import pytest

from kg.extract.context import read_contexts
from kg.extract.quantity import find_quantities
from kg.extract.quantity_kind import OperatorTable
from kg.extract.stage import StageTable, find_cues
from kg.extract.when import TimeTable, find_times
from kg.model import Quantity
from kg.rules import load
from tests.extract.word import batch

OPERATORS = load("operators.toml", OperatorTable).operator
TIMES = load("times.toml", TimeTable)


def _one(text: str) -> Quantity:
    report = batch(text, section="二、2024年工作安排").report
    (found,) = find_quantities(report, [], read_contexts(report))
    return found


@pytest.mark.parametrize(
    ("word", "op"),
    [pytest.param(word, row.op, id=f"{row.op}-{word}") for row in OPERATORS for word in row.before],
)
def test_word_before_a_number_bounds_it(word: str, op: str) -> None:
    assert _one(f"研发投入强度{word}3.5%。").op == op


@pytest.mark.parametrize(
    ("word", "op"),
    [pytest.param(word, row.op, id=f"{row.op}-{word}") for row in OPERATORS for word in row.after],
)
def test_word_behind_a_number_bounds_it(word: str, op: str) -> None:
    assert _one(f"完成投资300亿元{word}。").op == op


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        pytest.param(word, stage, id=f"{stage}-{word}")
        for stage, words in load("stages.toml", StageTable).verb.items()
        for word in words
    ],
)
def test_verb_puts_a_project_in_its_own_stage(word: str, stage: str) -> None:
    (cue,) = find_cues(word)

    assert (cue.word, cue.stage) == (word, stage)


@pytest.mark.parametrize(("word", "distance"), TIMES.relative.items())
def test_word_for_a_year_counts_from_the_year_of_the_report(word: str, distance: int) -> None:
    (time,) = find_times(f"{word}完成", year=2024, report_year=2024)

    assert (time.period.start, time.period.end) == (str(2024 + distance), str(2024 + distance))


@pytest.mark.parametrize(("event", "year"), TIMES.event.items())
def test_event_begins_a_stretch_of_years(event: str, year: int) -> None:
    (time,) = find_times(f"{event}以来", year=2024, report_year=2024)

    assert time.period.start == str(year)
