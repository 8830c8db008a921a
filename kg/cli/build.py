"""`kg build`: from reports to a knowledge graph in every form."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.cli.edge import FILE, YEAR, Failure, Progress, in_one_line
from kg.model import LEVELS

Command = TypeVar("Command", bound=Callable[..., Any])


def _settings(command: Command) -> Command:
    """Add the options that a build's settings come from."""
    options = [
        click.option("--region", metavar="NAME", help="Issuer of all inputs: 郑州市."),
        click.option("--year", type=YEAR, help="Report year of all inputs."),
        click.option(
            "--level",
            type=click.Choice(LEVELS),
            help="Level of the issuer.",
        ),
        click.option(
            "--gazetteer",
            "gazetteers",
            multiple=True,
            type=FILE,
            metavar="FILE",
            help="CSV file with places, agencies and projects of your own; may be repeated.",
        ),
        click.option(
            "--corrections",
            type=FILE,
            metavar="FILE",
            help="Reviewed CSV file of corrections.",
        ),
        click.option(
            "--threshold",
            type=click.FloatRange(0, 1),
            help="Least probability for the graph; below it, `tables/review.csv`.",
        ),
        click.option("--base-iri", metavar="IRI", help="Where the IRIs of the RDF begin."),
        click.option("--jobs", type=click.IntRange(0), help="Worker processes; 0: one a core."),
        click.option(
            "--config",
            "config_file",
            type=FILE,
            metavar="FILE",
            help="Settings file; default kg.toml in the current folder, where there is one.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=FILE, metavar="INPUT...")
@click.option("-o", "--output", required=True, type=FILE, metavar="DIR", help="Where to write.")
@click.option("--no-html", is_flag=True, help="Leave out the page.")
@click.option("--no-rdf", is_flag=True, help="Leave out RDF and the store.")
@click.option("--no-neo4j", is_flag=True, help="Leave out the Neo4j files.")
@_settings
def build(
    inputs: tuple[Path, ...],
    output: Path,
    no_html: bool,
    no_rdf: bool,
    no_neo4j: bool,
    **options: Any,
) -> None:
    """Build the knowledge graph of reports, in every form.

    INPUT is a file (.txt .md .docx .html .csv .xlsx .pdf .zip) or a folder of them. Exit code 1
    says that some input could not be used; `issues.jsonl` says which and why, and notes what is
    odd about an input that was used (its name tells another year than its text).

    Example: kg build reports/ -o output/zhengzhou
    """
    from kg import output as folder
    from kg import pipeline
    from kg.export import EXPORTERS
    from kg.model import NOTES

    config = _config(options)
    left_out = {"html": no_html, "rdf": no_rdf, "neo4j": no_neo4j}
    forms = [form for form in EXPORTERS if not left_out.get(form)]
    folder.check_output(output)
    show = Progress()
    cache = [output / folder.CACHE_DIR]
    built = pipeline.build(inputs, config=config, cache_dirs=cache, progress=show)
    if not built.facts.extractions:
        _say_issues(built.facts.issues)
        raise Failure("no report could be read; nothing is written")
    folder.write(built, output, forms=forms, progress=show)
    show.close()
    _say_issues(built.facts.issues)
    _say_counts(folder.counts(built.facts, built.graph), output, forms)
    if any(issue.code not in NOTES for issue in built.facts.issues):
        sys.exit(1)


def _say_issues(issues: Any) -> None:
    """Print alike problems as one line with a count and at most five examples."""
    by_code: dict[str, list[str]] = {}
    for issue in issues:
        by_code.setdefault(issue.code, []).append(issue.message)
    for code, messages in sorted(by_code.items()):
        if len(messages) == 1:
            click.echo(in_one_line(f"{code}: {messages[0]}"), err=True)
            continue
        click.echo(f"{code}: {len(messages)} times", err=True)
        for message in messages[:5]:
            click.echo(in_one_line(f"  {message}"), err=True)


def _say_counts(counts: dict[str, int], output: Path, forms: list[str]) -> None:
    shown = ("Report", "Project", "Agency", "Place", "Indicator", "Target", "Outcome", "Milestone")
    click.echo(", ".join(f"{name} {counts.get(name, 0)}" for name in shown), err=True)
    if "html" in forms:
        page = output / "graph.html"
        click.echo(f"Open {page} in a browser; tables are in {output}/tables.", err=True)


def _config(options: dict[str, Any]) -> Any:
    """Join flags, the settings file and the defaults, in that order of precedence."""
    from kg.settings import read_settings

    given = {key: value for key, value in options.items() if value not in (None, ())}
    file = given.pop("config_file", None)
    return read_settings(file, given, default=Path("kg.toml"))
