"""All tables of the package alike: no word twice in one list, and none in two rows that differ."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from kg.rules import data_path

TABLES = sorted(path.name for path in data_path("").glob("*.toml"))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(data_path(name).read_text(encoding="utf-8"))


def _lists(value: Any, place: str) -> Iterator[tuple[str, list[str]]]:
    """Yield every list of words in a table, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lists(inner, f"{place}.{key}")
    elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        yield place, value
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _lists(inner, f"{place}[{number}]")


@pytest.mark.parametrize("name", TABLES)
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    doubled = {
        place: words
        for place, listed in _lists(_table(name), name)
        if (words := [word for word, count in Counter(listed).items() if count > 1])
    }

    assert doubled == {}


def _rows(name: str) -> dict[str, list[list[str]]]:
    """Return the lists of words of a table that must not share one, by what they are."""
    table = _table(name)
    match name:
        case "duties.toml":
            return {"labels": list(table["label"].values())}
        case "operators.toml":
            rows = table["operator"]
            return {side: [row[side] for row in rows] for side in ("before", "after")}
        case "stages.toml":
            return {"verbs": list(table["verb"].values())}
    raise ValueError(name)


@pytest.mark.parametrize("name", ["duties.toml", "operators.toml", "stages.toml"])
def test_no_word_stands_in_two_rows(name: str) -> None:
    for rows in _rows(name).values():
        counts = Counter(word for row in rows for word in row)
        assert [word for word, count in counts.items() if count > 1] == []
