"""The command line against the parts it stands before, and that it stays light."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.cli.ask import FORMATS
from kg.model import LEVELS
from kg.query import result
from kg.read import FORMATS as INPUTS

HEAVY = ("jax", "jieba", "neo4j", "networkx", "numpy", "onnxruntime", "pandas", "rdflib", "spacy")


def test_formats_of_answers_are_those_that_can_be_written() -> None:
    assert FORMATS == result.FORMATS


def test_help_of_build_names_every_format_that_is_read() -> None:
    said = main.commands["build"].help or ""

    assert [ending for ending in INPUTS if ending not in said] == []


def test_levels_to_choose_from_are_those_of_the_model() -> None:
    options = {parameter.name: parameter for parameter in main.commands["build"].params}

    choice = options["level"].type
    assert isinstance(choice, click.Choice)
    assert tuple(choice.choices) == LEVELS


@pytest.mark.parametrize("arguments", [["--help"], ["build", "-h"], ["query", "-h"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom kg.cli import main\n"
        f"main({arguments!r}, prog_name='kg', standalone_mode=False)\n"
        f"sys.exit(','.join(name for name in {HEAVY!r} if name in sys.modules))"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert said.stderr.strip() == ""
    assert said.stdout


def test_missing_input_is_told_without_a_word_of_work(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["build", str(tmp_path / "no.txt"), "-o", str(tmp_path / "o")])

    assert done.exit_code == 2
    assert "missing_path" in done.output
    assert "resolve" not in done.output


def test_note_about_an_input_that_was_used_is_no_failure(tmp_path: Path) -> None:
    report = tmp_path / "郑州市_2019.txt"
    text = "2024年郑州市政府工作报告\n一、2024年工作任务\n地区生产总值增长6%。加快推进城市更新。\n"
    report.write_text(text * 3, encoding="utf-8")
    forms = ["--no-html", "--no-rdf", "--no-neo4j"]

    done = CliRunner().invoke(main, ["build", str(report), "-o", str(tmp_path / "o"), *forms])

    assert "year_differs" in done.output
    assert done.exit_code == 0
