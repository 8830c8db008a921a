"""The files of a net: what was written comes back, and what a damaged one says."""

from pathlib import Path

import numpy as np
import pytest

from kg.errors import RuleFileError
from kg.extract.feature import Vocabulary
from kg.extract.netfile import GRAPH_FILE, TABLES, TABLES_FILE, restore, save
from kg.extract.tagger import Floats

VOCABULARY = Vocabulary("云桥", ("云桥",), ("n", "v"), ())


def _tables() -> dict[str, Floats]:
    rng = np.random.default_rng(0)
    return {name: rng.normal(0, 1, (5, 4)).astype(np.float32) for name in TABLES}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(tmp_path, _tables(), VOCABULARY, b"graph")
    return tmp_path


def test_restore_gives_what_was_saved_but_for_rounding(folder: Path) -> None:
    tables, vocabulary, graph = restore(folder)

    assert (vocabulary, graph) == (VOCABULARY, b"graph")
    for name, table in _tables().items():
        assert np.abs(tables[name] - table).max() < 0.02, name
    assert (tables["chain"] == _tables()["chain"]).all()


def test_same_values_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()

    save(again, _tables(), VOCABULARY, b"graph")

    assert (again / TABLES_FILE).read_bytes() == (folder / TABLES_FILE).read_bytes()


@pytest.mark.parametrize("at", [0.01, 0.3, 0.6, 0.95])
@pytest.mark.parametrize("how", ["cut", "changed"])
def test_damaged_tables_are_an_error_that_names_the_folder(
    at: float, how: str, folder: Path
) -> None:
    whole = (folder / TABLES_FILE).read_bytes()
    place = int(len(whole) * at)
    rest = b"" if how == "cut" else b"\xff" * 40 + whole[place + 40 :]
    (folder / TABLES_FILE).write_bytes(whole[:place] + rest)

    with pytest.raises(RuleFileError, match=str(folder)):
        restore(folder)


@pytest.mark.parametrize("name", [GRAPH_FILE, TABLES_FILE])
def test_missing_file_is_an_error_that_says_how_to_make_one(name: str, folder: Path) -> None:
    (folder / name).unlink()

    with pytest.raises(RuleFileError, match=f"{name}.*make one with kg train"):
        restore(folder)
