"""`kg query`, `kg ledger` and `kg validate`: what asks an earlier build."""

import sys
from pathlib import Path
from typing import Final

import click

from kg.cli.edge import FILE, YEAR

FORMATS: Final = ("table", "csv", "json", "xml")


@click.command()
@click.argument("what", required=False, metavar="[NAME | FILE.rq | 'SELECT …']")
@click.option("-d", "--directory", type=FILE, metavar="DIR", help="A build.")
@click.option(
    "--list", "is_list", is_flag=True, help="List the named queries and what they answer."
)
@click.option("--cypher", metavar="'MATCH …'", help="openCypher instead.")
@click.option("--param", "params", multiple=True, metavar="K=V", help="Value of a parameter.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--timeout", type=click.FloatRange(min=0.1), default=60, show_default=True)
def query(
    what: str | None,
    directory: Path | None,
    is_list: bool,
    cypher: str | None,
    params: tuple[str, ...],
    form: str,
    timeout: float,
) -> None:
    """Query a build: a named query, a file, or SPARQL itself; or Cypher without a server.

    Example: kg query promises-and-outcomes -d output/zhengzhou --param place=郑州市
    """
    from kg import query as engine

    if is_list:
        from kg.cypher import questions

        for name, answers in engine.named().items():
            click.echo(f"{name:<28} {answers}")
        for question in questions().values():
            click.echo(f"--cypher {question.name:<19} {question.en}")
        return
    if directory is None:
        raise click.UsageError("give the build with -d DIR")
    if (what is None) == (cypher is None):
        raise click.UsageError("give one query: a name, a file, SPARQL text, or --cypher")
    values = _params(params)
    if cypher is not None:
        from kg.cypher import run as run_cypher

        result = run_cypher(directory, cypher, params=values, timeout_s=timeout)
    else:
        result = engine.run(directory, str(what), params=values, timeout_s=timeout)
    click.echo(engine.render(result, form), nl=False)


def _params(pairs: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise click.UsageError(f"--param {pair!r}: write name=value")
        values[name] = value
    return values


@click.command()
@click.argument("directory", type=FILE, metavar="DIR")
def validate(directory: Path) -> None:
    """Check a build: the RDF by its shapes, and that every quote is the text it points at.

    Exit code 0: clean; 1: findings, one a line; 2: it cannot be checked.

    Example: kg validate output/zhengzhou
    """
    from kg.validate import left_out
    from kg.validate import validate as run

    findings = list(run(directory))
    for finding in findings:
        click.echo(finding)
    for line in left_out(directory):
        click.echo(line, err=True)
    if findings:
        click.echo(f"{len(findings)} findings", err=True)
        sys.exit(1)
    click.echo("clean", err=True)


@click.command()
@click.option("-d", "--directory", required=True, type=FILE, metavar="DIR", help="A build.")
@click.option("--place", metavar="NAME", help="Full name or code of a place.")
@click.option("--indicator", metavar="NAME", help="Name or id of an indicator.")
@click.option("--year", type=YEAR, help="The year the targets are for.")
@click.option("--verdict", metavar="WORD", help="met, missed, reported, not_reported or pending.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
def ledger(
    directory: Path,
    place: str | None,
    indicator: str | None,
    year: int | None,
    verdict: str | None,
    form: str,
) -> None:
    """Show targets and what later reports say became of them (台账).

    Silence is no failure: `not_reported` says that the next report is there and does not mention
    the target, `pending` that there is no next report yet.

    Example: kg ledger -d output/examples --year 2023 --verdict missed
    """
    from kg.query import render
    from kg.query.ledger import read_ledger

    wanted = {"indicator": indicator, "place": place, "verdict": verdict, "year": year}
    given = {name: str(value) for name, value in wanted.items() if value is not None}
    whole = form != "table"
    click.echo(render(read_ledger(directory, given, is_whole=whole), form), nl=False)
