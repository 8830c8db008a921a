"""What holds of every form alike: the same facts, and the same bytes each time."""

from pathlib import Path

import pytest

from kg import output
from kg.config import BASE_IRI, Config
from kg.export import EXPORTERS, exporter
from kg.graph import to_networkx
from kg.model import Facts
from kg.store import STORE_DIR
from kg.validate.count import differences


def _write(name: str, facts: Facts, folder: Path) -> dict[str, bytes]:
    """Write a form and return its files but the store's, which number their own logs."""
    folder.mkdir()
    exporter(name).write(facts, to_networkx(facts), folder, config=Config())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != STORE_DIR
    }


@pytest.mark.parametrize("name", EXPORTERS)
def test_form_is_the_same_bytes_twice(name: str, facts: Facts, tmp_path: Path) -> None:
    first = _write(name, facts, tmp_path / "first")

    assert first
    assert _write(name, facts, tmp_path / "second") == first


@pytest.mark.parametrize("name", EXPORTERS)
def test_form_names_every_entity(name: str, facts: Facts, tmp_path: Path) -> None:
    text = b"".join(_write(name, facts, tmp_path / "out").values()).decode("utf-8")

    assert [entity.name for entity in facts.entities if entity.name not in text] == []


@pytest.mark.parametrize("name", EXPORTERS)
def test_form_is_plain_utf8_with_single_line_ends(name: str, facts: Facts, tmp_path: Path) -> None:
    for path, data in _write(name, facts, tmp_path / "out").items():
        assert not data.startswith(b"\xef\xbb\xbf"), path
        assert b"\r\n" not in data, path
        assert data.decode("utf-8")


def test_forms_count_the_same(facts: Facts, tmp_path: Path) -> None:
    graph = to_networkx(facts)
    for name in EXPORTERS:
        exporter(name).write(facts, graph, tmp_path, config=Config())

    assert list(differences(tmp_path, output.counts(facts, graph), base=BASE_IRI)) == []


def test_forms_that_count_otherwise_are_told(facts: Facts, tmp_path: Path) -> None:
    graph = to_networkx(facts)
    exporter("tables").write(facts, graph, tmp_path, config=Config())
    counts = output.counts(facts, graph)

    found = list(differences(tmp_path, {**counts, "Target": 99}, base=BASE_IRI))

    assert found == [f"tables: has {counts['Target']} of Target, build.json 99"]
