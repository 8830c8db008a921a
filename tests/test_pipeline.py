"""Whole builds: what is written, that it is the same each time, and what bad input does."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg import output, pipeline
from kg.config import Config
from kg.errors import OutputError
from kg.export import EXPORTERS

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
PLAIN = Config(gazetteers=(EXAMPLES / "gazetteer.csv",), jobs=1)
CONFIG = Config(
    gazetteers=(EXAMPLES / "gazetteer.csv",), corrections=EXAMPLES / "corrections.csv", jobs=1
)
EXPECTED = (
    "graph.html",
    "graph.ttl",
    "graph.graphml",
    "issues.jsonl",
    "build.json",
    "neo4j/import.sh",
    "neo4j/load.cypher",
    "neo4j/constraints.cypher",
    *(
        f"tables/{name}.csv"
        for name in (
            "reports",
            "entities",
            "mentions",
            "targets",
            "milestones",
            "relations",
            "ledger",
            "lifecycles",
            "residue",
            "review",
        )
    ),
)


@pytest.fixture(scope="module")
def built() -> pipeline.Built:
    return pipeline.build([EXAMPLES], config=CONFIG)


@pytest.fixture(scope="module")
def folder(built: pipeline.Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("build") / "examples"
    output.write(built, directory)
    return directory


def _digests(directory: Path) -> dict[str, str]:
    """Hash every file but the store, whose own files are not meant to be compared."""
    return {
        str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.relative_to(directory).parts[0] != "store"
    }


def _kg(*arguments: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_build_writes_every_form(folder: Path) -> None:
    missing = [name for name in EXPECTED if not (folder / name).is_file()]

    assert not missing
    assert (folder / "store").is_dir()


def test_build_of_the_examples_has_no_issue(built: pipeline.Built) -> None:
    assert built.facts.issues == ()
    assert {report.region for report in built.facts.reports} == {"澜川市"}


def test_build_is_the_same_in_another_process_and_order(folder: Path, tmp_path: Path) -> None:
    files = sorted(str(path.relative_to(ROOT)) for path in EXAMPLES.glob("*.txt"))
    command = ["build", *reversed(files), "-o", str(tmp_path / "again")]
    command += [
        "--gazetteer",
        "examples/gazetteer.csv",
        "--corrections",
        "examples/corrections.csv",
        "--jobs",
        "1",
    ]

    first = _kg(*command, PYTHONHASHSEED="1")
    again = _digests(tmp_path / "again")
    shutil.rmtree(tmp_path / "again")
    command[1:3] = command[2:0:-1]
    second = _kg(*command, PYTHONHASHSEED="2")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert _digests(tmp_path / "again") == again


def test_second_build_takes_what_was_read_from_the_cache(
    folder: Path, built: pipeline.Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str, config: Config) -> None:
        raise AssertionError(f"{name} was read again")

    monkeypatch.setattr(pipeline, "extract_file", refuse)

    again = pipeline.build([EXAMPLES], config=CONFIG, cache_dirs=[folder / output.CACHE_DIR])

    assert again.facts == built.facts


def test_load_gives_the_facts_that_were_written(folder: Path, built: pipeline.Built) -> None:
    assert output.load(folder).facts == built.facts


def test_load_refuses_a_folder_that_is_no_build(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is no build"):
        output.load(tmp_path)


def test_write_leaves_a_folder_alone_that_is_not_ours(
    built: pipeline.Built, tmp_path: Path
) -> None:
    (tmp_path / "thesis.docx").write_text("mine", encoding="utf-8")

    with pytest.raises(OutputError, match="holds files that no build wrote"):
        output.write(built, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_write_that_fails_leaves_the_old_build_whole(
    built: pipeline.Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "out"
    output.write(built, directory, forms=["tables"])
    before = _digests(directory)

    def fail(name: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output, "exporter", fail)
    with pytest.raises(OutputError, match="No space left on device"):
        output.write(built, directory, forms=["tables"])

    assert _digests(directory) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_check_output_puts_back_a_build_whose_exchange_was_cut_off(
    built: pipeline.Built, tmp_path: Path
) -> None:
    directory = tmp_path / "out"
    output.write(built, directory, forms=["tables"])
    before = _digests(directory)
    directory.rename(tmp_path / ".out.old")

    output.check_output(directory)

    assert _digests(directory) == before


BAD = [
    pytest.param("empty.txt", b"", "empty_file", id="empty"),
    pytest.param("picture.txt", bytes(range(256)) * 40, None, id="binary"),
    pytest.param("poem.txt", "春眠不觉晓，处处闻啼鸟。".encode(), None, id="no-report"),
    pytest.param("broken.docx", b"PK\x03\x04 not really", None, id="broken-docx"),
    pytest.param(
        "noyear.txt",
        "政府工作报告\n各位代表：\n地区生产总值增长6%。\n".encode(),
        None,
        id="no-year",
    ),
]


@pytest.mark.parametrize(("name", "content", "code"), BAD)
def test_bad_file_becomes_an_issue_and_the_rest_is_built(
    name: str, content: bytes, code: str | None, tmp_path: Path
) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / name).write_bytes(content)
    good = EXAMPLES / "澜川市_2023.txt"

    built = pipeline.build([inputs, good], config=PLAIN)

    assert [report.file for report in built.facts.reports] == [str(good)]
    issues = built.facts.issues
    assert {issue.file for issue in issues} == {str(inputs / name)}
    assert all(name in issue.message for issue in issues)
    assert code is None or code in {issue.code for issue in issues}


def test_same_bytes_twice_count_once(tmp_path: Path) -> None:
    for copy in ("a_2023.txt", "b_2023.txt"):
        shutil.copy(EXAMPLES / "澜川市_2023.txt", tmp_path / copy)

    built = pipeline.build([tmp_path], config=PLAIN)

    assert len(built.facts.reports) == 1
    assert [issue.code for issue in built.facts.issues] == ["same_file"]


def test_cli_lists_a_task_without_a_fact_and_gives_exit_code_zero(tmp_path: Path) -> None:
    path = tmp_path / "任务.csv"
    rows = "云岭市2031年重点任务分工,\n任务,责任单位\n优化营商环境,市发展改革委\n"
    path.write_text(rows, encoding="utf-8")
    out = tmp_path / "out"

    result = _kg("build", str(path), "-o", str(out), "--no-html", "--no-rdf", "--no-neo4j")

    assert result.returncode == 0, result.stderr
    (line,) = (out / "issues.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["code"] == "task_without_fact"


def test_cli_bad_input_beside_good_gives_exit_code_one(tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")

    result = _kg(
        "build",
        "examples",
        str(empty),
        "--gazetteer",
        "examples/gazetteer.csv",
        "--corrections",
        "examples/corrections.csv",
        "-o",
        str(tmp_path / "out"),
        "--no-html",
        "--no-rdf",
        "--no-neo4j",
    )

    assert result.returncode == 1, result.stderr
    assert "空.txt" in result.stderr
    lines = (tmp_path / "out" / "issues.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["code"] for line in lines] == ["empty_file"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(("build", "no/such/file.txt", "-o", "OUT"), "no/such/file.txt", id="missing"),
        pytest.param(("build", "README.md", "-o", "kg"), "no build wrote", id="not-ours"),
        pytest.param(("validate", "examples"), "is no build", id="validate-no-build"),
        pytest.param(("query", "ASK {}", "-d", "examples"), "no store here", id="query-no-build"),
        pytest.param(("evaluate", "nothing.jsonl"), "nothing.jsonl", id="no-gold"),
    ],
)
def test_cli_says_in_one_line_what_cannot_be_done(
    arguments: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    result = _kg(*(str(tmp_path / "out") if word == "OUT" else word for word in arguments))

    assert result.returncode == 2
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_every_form_has_its_module() -> None:
    from kg.export import exporter

    for name in EXPORTERS:
        assert callable(exporter(name).write)


def test_real_report_is_built_end_to_end(shared: Path, tmp_path: Path) -> None:
    report = shared / "reports" / "zhengzhou-2023.txt"

    built = pipeline.build([report], config=Config(jobs=1))
    output.write(built, tmp_path / "out")

    counts = output.counts(built.facts, built.graph)
    assert built.facts.reports[0].region == "郑州市"
    assert built.facts.reports[0].report_year == 2023
    assert counts["Project"] > 200
    assert counts["Target"] > 60
    assert counts["Outcome"] > 120
    growth = [
        figure
        for figure in built.facts.figures
        if (figure.indicator_id, figure.kind, figure.status) == ("gdp", "growth", "target")
    ]
    assert [(str(figure.low), str(figure.period)) for figure in growth] == [("7", "2023")]
