"""What the columns of a table are for: the typed view of `data/columns.toml`."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal

from kg.rules import Strict, load

TextColumn = Literal["body", "region", "report_year", "title", "delivered", "speaker"]
TaskColumn = Literal["task", "detail", "lead", "joint", "support", "deadline"]

_BLANK: Final = re.compile(r"\s")
_HEADER_ROWS: Final = 8
"""How far down a heading may stand, below a table's title."""
_MOST_SPECIFIC: Final = ("县", "county", "区", "市", "city", "省", "province")


class TextColumns(Strict):
    """Columns of a table with a report in each row."""

    body: str
    region: str
    report_year: str
    title: str
    delivered: str
    speaker: str


class TaskColumns(Strict):
    """Columns of a table of tasks."""

    task: str
    detail: str
    lead: str
    joint: str
    support: str
    deadline: str


class ColumnTable(Strict):
    """The whole of `data/columns.toml`."""

    text: TextColumns
    task: TaskColumns


@cache
def _patterns() -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    table = load("columns.toml", ColumnTable)
    text, task = table.text.model_dump(), table.task.model_dump()
    return (
        {field: re.compile(row, re.IGNORECASE) for field, row in text.items()},
        {field: re.compile(row) for field, row in task.items()},
    )


def text_columns(header: Sequence[str]) -> dict[str, int]:
    """Say which column holds which field; of several columns of a region the narrowest counts."""
    found: dict[str, int] = {}
    for field, pattern in _patterns()[0].items():
        hits = [i for i, name in enumerate(header) if pattern.fullmatch(_BLANK.sub("", name))]
        if hits:
            found[field] = min(hits, key=lambda i: (_breadth(header[i]), i))
    return found


def task_columns(header: Sequence[str]) -> dict[str, int] | None:
    """Say which column holds which part of a task; None where the table is none of tasks."""
    found: dict[str, int] = {}
    # a heading such as 牵头单位及任务 would fit twice; bodies come before tasks
    for field in ("lead", "joint", "support", "deadline", "task"):
        pattern = _patterns()[1][field]
        for index, name in enumerate(header):
            if index not in found.values() and pattern.fullmatch(_BLANK.sub("", name)):
                found[field] = index
                break
    is_owned = "lead" in found or "joint" in found
    return found if is_owned and "task" in found else None


def detail_columns(header: Sequence[str], columns: dict[str, int]) -> list[int]:
    """Say which columns right of the one of tasks say more of them (重点任务, then 具体举措)."""
    found: list[int] = []
    for index in range(columns["task"] + 1, len(header)):
        name = _BLANK.sub("", header[index])
        told = any(_patterns()[1][field].fullmatch(name) for field in ("detail", "task"))
        if index in columns.values() or not told:
            break
        found.append(index)
    return found


def task_header(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]] | None:
    """Find the heading of a table of tasks below its title, over two rows where it is parted
    (责任分工 above 牵头单位 and 配合单位).

    Returns:
        The number of its last row, and its words by column; None where no row is one.
    """
    above: Sequence[str] = ()
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        filled = [
            words if words.strip() or i >= len(above) else above[i] for i, words in enumerate(row)
        ]
        for header in (row, filled):
            if task_columns(header) is not None:
                return number, tuple(header)
        above = row
    return None


def _breadth(name: str) -> int:
    for rank, word in enumerate(_MOST_SPECIFIC):
        if word in name.lower():
            return rank
    return 0
