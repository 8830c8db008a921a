import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.config import Config
from kg.errors import OutputError
from kg.export import exporter
from kg.graph import to_networkx
from kg.model import Facts
from kg.output import counts
from kg.store import create
from kg.validate import left_out, validate
from kg.validate.shape import breaches, looked_at

FORMS = ("tables", "rdf", "graphml", "neo4j")
BASE = Config().base_iri


def _with_files(facts: Facts, folder: Path) -> Facts:
    """Write the reports of the sample as files, and say so in the facts."""
    extractions = []
    for extraction in facts.extractions:
        report = extraction.report
        path = folder / f"{report.report_year}.txt"
        path.write_text(report.doc.text, encoding="utf-8", newline="")
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        extractions.append(
            replace(extraction, report=replace(report, file=str(path), sha256=sha256))
        )
    return replace(facts, extractions=tuple(extractions))


@pytest.fixture(scope="module")
def clean(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build of the sample with all forms that are checked."""
    inputs = tmp_path_factory.mktemp("inputs")
    directory = tmp_path_factory.mktemp("build")
    told = _with_files(facts, inputs)
    graph = to_networkx(told)
    for form in FORMS:
        exporter(form).write(told, graph, directory, config=Config())
    record = {
        "inputs": [{"file": r.file, "sha256": r.sha256} for r in told.reports],
        "settings": {"base_iri": BASE},
        "forms": list(FORMS),
        "counts": counts(told, graph),
    }
    (directory / "build.json").write_text(json.dumps(record), encoding="utf-8")
    return directory


@pytest.fixture
def build(clean: Path, tmp_path: Path) -> Path:
    """Return a copy of the clean build that a test may spoil."""
    directory = tmp_path / "build"
    shutil.copytree(clean, directory)
    return directory


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def _reload(build: Path, change: Callable[[str], str]) -> None:
    """Make the store anew from changed quads."""
    import pyoxigraph as ox

    store = ox.Store.read_only(str(build / "store"))
    lines = "".join(sorted(f"{quad} .\n" for quad in store))
    changed = change(lines)
    assert changed != lines
    del store
    shutil.rmtree(build / "store")
    create(build / "store", [changed.encode()])


def test_clean_build_has_no_finding(clean: Path) -> None:
    assert list(validate(clean)) == []


def test_graph_by_graph_finds_no_more_than_at_once(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.validate.shape.WHOLE", 1)

    assert list(breaches(clean, base=BASE)) == []


def test_wrong_quote_in_a_table_is_found(build: Path) -> None:
    _edit(build / "tables" / "targets.csv", ",3万人,", ",4万人,")

    (finding,) = validate(build)
    assert finding.startswith("tables/targets.csv: row 3: '4万人' is '3万人' in ")


def test_changed_input_is_found_and_its_quotes_left_alone(build: Path) -> None:
    record = json.loads((build / "build.json").read_text(encoding="utf-8"))
    path = Path(record["inputs"][0]["file"])
    before = path.read_bytes()
    path.write_bytes(b"x" + before)
    try:
        from kg.validate import source

        source._sha256.cache_clear()
        (finding,) = validate(build)
    finally:
        path.write_bytes(before)
        source._sha256.cache_clear()
    assert finding == f"{path}: has changed since the build; build again"


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        pytest.param(
            "graph.graphml", "    <node ", "    <no ", "graph.graphml: has ", id="graphml"
        ),
        pytest.param("build.json", '"edges": ', '"edges": 1', "neo4j: has ", id="record"),
        pytest.param("build.json", '"Project": 2', '"Project": 3', "store: has 2 of ", id="store"),
        pytest.param("build.json", '"residue": 1', '"residue": 0', "tables: has 1 of ", id="table"),
    ],
)
def test_differing_counts_are_found(
    build: Path, file: str, old: str, new: str, finding: str
) -> None:
    _edit(build / file, old, new)

    assert any(line.startswith(finding) for line in validate(build))


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        pytest.param('#valueText> "6%"', '#valueText> "7%"', "7% is 6%", id="quote-is-no-slice"),
        pytest.param('#end> "40"', '#end> "39"', "开工建设 is 开工建", id="offset-is-wrong"),
        pytest.param(
            "#locatedIn> <https://w3id.org/govreport/id/place-990100>",
            "#locatedIn> <https://w3id.org/govreport/id/place-1>",
            "place-1",
            id="dangling-end",
        ),
        pytest.param("#operator-ge>", "#status-target>", "gr:op|op", id="code-of-another-list"),
        pytest.param('#reportYear> "2023"', '#reportYear> "1823"', "reportYear", id="year"),
        pytest.param('#low> "5"', '#low> "7"', "low", id="low-above-high"),
    ],
)
def test_seeded_fault_in_the_rdf_is_found(build: Path, old: str, new: str, finding: str) -> None:
    _reload(build, lambda lines: lines.replace(old, new, 1))

    found = list(validate(build))
    assert any(part in line for line in found for part in finding.split("|")), found


@pytest.mark.parametrize(
    ("word", "finding"),
    [
        pytest.param("/outcome-.*#hasIndicator>", "", id="optional"),
        pytest.param("#scope>", "scope", id="scope"),
        pytest.param("/target-.*prov#wasDerivedFrom>", "wasDerivedFrom", id="evidence"),
        pytest.param("/edge-.*prov#wasDerivedFrom>", "names no sentence", id="evidence-of-edge"),
        pytest.param("#kind>", "kind", id="kind"),
        pytest.param("#states>", "way back", id="stated-by-no-report"),
        pytest.param("#responsibleFor> <", "its triple is not there", id="assertion-alone"),
    ],
)
def test_missing_statement_is_found(build: Path, word: str, finding: str) -> None:
    def without(lines: str) -> str:
        first = next(line for line in lines.splitlines(keepends=True) if re.search(word, line))
        return lines.replace(first, "", 1)

    _reload(build, without)

    found = list(validate(build))
    assert any(finding in line for line in found) if finding else found == []


def test_many_alike_findings_are_counted(build: Path) -> None:
    _reload(build, lambda lines: lines.replace('#quote> "', '#quote> "x'))
    table = build / "tables" / "residue.csv"
    head, row = table.read_text(encoding="utf-8").splitlines()[:2]
    bad = row.replace("2023,date", "2043,date")
    table.write_text("\n".join([head, *[bad] * 9, ""]), encoding="utf-8")

    found = list(validate(build))
    assert sum(line.startswith("tables/residue.csv: row") for line in found) == 5
    assert "tables/residue.csv: … and 4 more like these" in found


def test_folder_that_is_no_build_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is no build"):
        list(validate(tmp_path))


def test_left_out_is_said_of_graphs_and_of_quotes(build: Path) -> None:
    assert left_out(build) == []

    table = build / "tables" / "reports.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(".txt", ".pdf"), encoding="utf-8")

    (line,) = left_out(build)
    assert line.startswith("quotes: those of 0 of ")


def test_looked_at_counts_a_sample_of_a_large_store(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, there = looked_at(clean)
    assert seen == there > 2

    monkeypatch.setattr("kg.validate.shape.WHOLE", 0)
    seen, there = looked_at(clean, most_graphs=2)

    assert seen <= 2 < there
