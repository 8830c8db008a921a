"""The command line against the parts it stands before, and that it stays light."""

import subprocess
import sys

import click
import pytest

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
