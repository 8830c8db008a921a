"""The `kg` command: the only package that prints, exits and reads the environment.

A command parses its arguments, calls one function of the package and writes what it returns: data
to stdout, everything else to stderr. Heavy parts are imported by the command that needs them.
"""

from typing import Final

import click

from kg.cli.ask import ledger, query, validate
from kg.cli.build import build
from kg.cli.edge import Group
from kg.cli.gold import annotate, evaluate, train
from kg.cli.neo4j import neo4j
from kg.cli.view import view
from kg.version import VERSION

COMMANDS: Final = (annotate, build, evaluate, ledger, neo4j, query, train, validate, view)
_SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=Group, context_settings=_SETTINGS)
@click.version_option(VERSION, prog_name="kg")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Turn Chinese government work reports (政府工作报告) into a knowledge graph.

    Exit codes: 0 done, 1 done with findings, 2 could not be done.
    """


for _command in COMMANDS:
    main.add_command(_command)
