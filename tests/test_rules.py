"""Tables: what a broken one says, and that none of those in the package is left unread."""

import re
from pathlib import Path

import pytest

from kg.errors import RuleFileError
from kg.rules import Strict, any_of, data_path, load, parse


class _Row(Strict):
    id: str
    factor: int


class _Table(Strict):
    row: tuple[_Row, ...]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("row = [", r"t\.toml: not valid TOML", id="no-toml"),
        pytest.param("row = []\nrows = []", r"t\.toml: rows: ", id="unknown-key"),
        pytest.param('row = [{ id = "a" }]', r"t\.toml: row\.0\.factor: ", id="missing-key"),
        pytest.param(
            'row = [{ id = "a", factor = "x" }]', r"t\.toml: row\.0\.factor: ", id="wrong-type"
        ),
    ],
)
def test_broken_table_says_file_and_place(text: str, says: str) -> None:
    with pytest.raises(RuleFileError, match=says):
        parse(text, _Table, name="t.toml")


def test_missing_table_says_its_name() -> None:
    with pytest.raises(RuleFileError, match=r"absent\.toml: cannot be read"):
        load("absent.toml", _Table)


def test_every_table_of_the_package_is_named_by_a_module() -> None:
    package = Path(str(data_path("schema.toml"))).parents[1]
    code = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))

    tables = sorted(path.name for path in (package / "data").glob("*.*") if path.suffix != ".py")

    assert [name for name in tables if f'"{name}"' not in code] == ["README.md"]


def test_any_of_prefers_the_longest_word_and_reads_none_as_a_pattern() -> None:
    pattern = any_of(["建成", "建成通车", "A.B"])

    assert re.findall(pattern, "建成通车后A.B建成，AxB") == ["建成通车", "A.B", "建成"]
