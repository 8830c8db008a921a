"""`kg view`: the page of a part of a build."""

from pathlib import Path
from typing import Final

import click

from kg.cli.edge import FILE

_DEEPEST: Final = 6


@click.command()
@click.option("-d", "--directory", required=True, type=FILE, metavar="DIR", help="A build.")
@click.option("--place", metavar="NAME", help="Name or code of a place; with what lies in it.")
@click.option("--indicator", metavar="NAME", help="Name or id of an indicator.")
@click.option("--around", metavar="NAME", help="Name or id of an entity, with its neighbours.")
@click.option(
    "--depth", type=click.IntRange(1, _DEEPEST), help="Steps around the entity.  [default: 1]"
)
@click.option("--ledger", "is_ledger", is_flag=True, help="Only targets that have a ledger row.")
@click.option("-o", "--output", required=True, type=FILE, metavar="FILE.html", help="The page.")
def view(
    directory: Path,
    place: str | None,
    indicator: str | None,
    around: str | None,
    depth: int | None,
    is_ledger: bool,
    output: Path,
) -> None:
    """Write the page of a part of a build: what all the given options hold for.

    Names are looked up among labels and aliases.

    Example: kg view -d output/examples --around 望潮大桥 --depth 2 -o bridge.html
    """
    if output.suffix.lower() not in {".html", ".htm"}:
        raise click.UsageError(f"-o {output}: a page's name ends with .html")
    if depth is not None and around is None:
        raise click.UsageError("--depth goes with --around")
    if place is None and indicator is None and around is None and not is_ledger:
        raise click.UsageError("say which part: --place, --indicator, --around or --ledger")
    from kg.export import html
    from kg.export.page.part import Wish, choose, find
    from kg.output import load

    built = load(directory)
    wish = Wish(place, indicator, around, 1 if depth is None else depth, is_ledger)
    facts, graph = choose(built.facts, built.graph, wish)
    start = ["v=table&b=ledger"] if is_ledger else []
    if around is not None:
        start.append(f"n={find(built.graph, around)}")
    html.save(html.page(facts, graph, config=built.config, start="&".join(start)), output)
    click.echo(f"{output}: {graph.number_of_nodes()} nodes", err=True)
