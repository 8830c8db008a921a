"""The `kg` command: the only module that prints, exits and reads the environment.

A command parses its arguments, calls one function of the package and writes what it returns: data
to
stdout, everything else to stderr. Heavy parts are imported by the command that needs them.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.errors import KgError
from kg.version import VERSION

Command = TypeVar("Command", bound=Callable[..., Any])

_SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_FORMATS: Final = ("table", "csv", "json", "xml")


class _Failure(click.ClickException):
    """Something that could not be done, in one line."""

    exit_code = 2


class _Group(click.Group):
    """A group whose commands turn a `KgError` into one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as exc:
            if ctx.params.get("debug"):
                raise
            raise _Failure(str(exc)) from exc


@click.group(cls=_Group, context_settings=_SETTINGS)
@click.version_option(VERSION, prog_name="kg")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Turn Chinese government work reports (政府工作报告) into a knowledge graph.

    Exit codes: 0 done, 1 done with findings, 2 could not be done.
    """


def _file(**more: Any) -> click.Path:
    return click.Path(path_type=Path, **more)


def _settings(command: Command) -> Command:
    """Add the options that a build's settings come from."""
    options = [
        click.option("--region", metavar="NAME", help="Issuer of inputs, as a full name: 郑州市."),
        click.option("--year", type=click.IntRange(1949, 2100), help="Report year of the inputs."),
        click.option(
            "--level",
            type=click.Choice(["national", "province", "city", "county"]),
            help="Level of the issuer.",
        ),
        click.option(
            "--gazetteer",
            "gazetteers",
            multiple=True,
            type=_file(),
            metavar="FILE",
            help="CSV file with places, agencies and projects of your own; may be repeated.",
        ),
        click.option(
            "--corrections", type=_file(), metavar="FILE", help="Reviewed CSV file of corrections."
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
            type=_file(),
            metavar="FILE",
            help="Settings file; default kg.toml in the current folder, where there is one.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@click.argument("inputs", nargs=-1, required=True, type=_file(), metavar="INPUT...")
@click.option("-o", "--output", required=True, type=_file(), metavar="DIR", help="Where to write.")
@click.option("--no-html", is_flag=True, help="Leave out the page.")
@click.option("--no-rdf", is_flag=True, help="Leave out RDF and the store.")
@click.option("--no-neo4j", is_flag=True, help="Leave out the Neo4j files.")
@click.option("--engine", type=click.Choice(["local"]), default="local", show_default=True)
@_settings
def build(
    inputs: tuple[Path, ...],
    output: Path,
    no_html: bool,
    no_rdf: bool,
    no_neo4j: bool,
    engine: str,
    **options: Any,
) -> None:
    """Build the knowledge graph of reports, in every form.

    INPUT is a file (.txt .md .docx .html .csv) or a folder of them. Exit code 1 says that some
    input
    could not be used; `issues.jsonl` says which and why.

    Example: kg build reports/ -o output/zhengzhou
    """
    from kg import output as folder
    from kg import pipeline
    from kg.export import EXPORTERS

    config = _config(options)
    left_out = {"html": no_html, "rdf": no_rdf, "neo4j": no_neo4j}
    forms = [form for form in EXPORTERS if not left_out.get(form)]
    folder.check_output(output)
    show = _Progress()
    cache = [output / folder.CACHE_DIR]
    built = pipeline.build(inputs, config=config, cache_dirs=cache, progress=show)
    if not built.facts.extractions:
        _say_issues(built.facts.issues)
        raise _Failure("no report could be read; nothing is written")
    folder.write(built, output, forms=forms, progress=show)
    show.close()
    _say_issues(built.facts.issues)
    _say_counts(folder.counts(built.facts, built.graph), output, forms)
    if built.facts.issues:
        sys.exit(1)


def _say_issues(issues: Any) -> None:
    """Print alike problems as one line with a count and at most five examples."""
    by_code: dict[str, list[str]] = {}
    for issue in issues:
        by_code.setdefault(issue.code, []).append(issue.message)
    for code, messages in sorted(by_code.items()):
        if len(messages) == 1:
            click.echo(f"{code}: {messages[0]}", err=True)
            continue
        click.echo(f"{code}: {len(messages)} times", err=True)
        for message in messages[:5]:
            click.echo(f"  {message}", err=True)


def _say_counts(counts: dict[str, int], output: Path, forms: list[str]) -> None:
    shown = ("Report", "Project", "Agency", "Place", "Indicator", "Target", "Outcome", "Milestone")
    click.echo(", ".join(f"{name} {counts.get(name, 0)}" for name in shown), err=True)
    if "html" in forms:
        page = output / "graph.html"
        click.echo(f"Open {page} in a browser; tables are in {output}/tables.", err=True)


@main.command()
@click.argument("sentences", type=_file(), metavar="SENTENCES.jsonl")
@click.option(
    "-o", "--output", required=True, type=_file(), metavar="PREDICTED.jsonl", help="Where to write."
)
@click.option("--gazetteer", "gazetteers", multiple=True, type=_file(), metavar="FILE")
def annotate(sentences: Path, output: Path, gazetteers: tuple[Path, ...]) -> None:
    """Read entities, quantities, milestones and relations out of sentences.

    Each line of SENTENCES.jsonl is an object with id, level, region, report_year, section and
    text; the
    output keeps id and text and adds what was read, in the form of the gold annotations.

    Example: kg annotate gold/dev.jsonl -o predicted.jsonl
    """
    from kg.annotate import annotate as run

    with _Progress() as show:
        run(sentences, output, gazetteers=gazetteers, progress=show)


@main.command()
@click.argument("gold", type=_file(), metavar="GOLD.jsonl")
@click.argument("predicted", required=False, type=_file(), metavar="[PREDICTED.jsonl]")
@click.option("--by-doc", is_flag=True, help="Print F1 by document too.")
@click.option("--errors", type=click.IntRange(0), default=0, help="Print the first N errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(gold: Path, predicted: Path | None, by_doc: bool, errors: int, as_json: bool) -> None:
    """Score what is read against gold annotations, by layer, type and document.

    Without PREDICTED.jsonl the sentences of GOLD.jsonl are annotated first.

    Example: kg evaluate gold/dev.jsonl --by-doc
    """
    import json

    from kg import evaluate as scorer
    from kg.annotate import annotated
    from kg.read.record import read_records

    records = read_records(gold)
    if predicted is not None:
        guesses = read_records(predicted)
    else:
        with _Progress() as show:
            guesses = annotated(records, progress=show)
    scores = scorer.score(records, guesses)
    if as_json:
        click.echo(json.dumps(scorer.as_json(scores), ensure_ascii=False, indent=1))
        return
    click.echo(scorer.render(scores, by_document=by_doc))
    for line in scorer.error_lines(scores, limit=errors):
        click.echo(line)


@main.command()
@click.argument("train_file", type=_file(), metavar="TRAIN.jsonl")
@click.option("--dev", "dev_file", required=True, type=_file(), metavar="DEV.jsonl")
@click.option("-o", "--output", required=True, type=_file(), metavar="MODEL_DIR")
@click.option("--seed", type=int, default=0, show_default=True)
def train(train_file: Path, dev_file: Path, output: Path, seed: int) -> None:
    """Train the recogniser of projects, agencies and places (needs the extra `train`).

    Example: kg train gold/train.jsonl --dev gold/dev.jsonl -o model/
    """
    from kg.train import train as run

    with _Progress() as show:
        run(train_file, dev_file, output, seed=seed, progress=show)


@main.command()
@click.argument("what", required=False, metavar="[NAME | FILE.rq | 'SELECT …']")
@click.option("-d", "--directory", type=_file(), metavar="DIR", help="A build.")
@click.option(
    "--list", "is_list", is_flag=True, help="List the named queries and what they answer."
)
@click.option("--cypher", metavar="'MATCH …'", help="openCypher instead.")
@click.option("--param", "params", multiple=True, metavar="K=V", help="Value of a parameter.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
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
        for name, answers in engine.named().items():
            click.echo(f"{name:<28} {answers}")
        return
    if directory is None:
        raise click.UsageError("give the build with -d DIR")
    if (what is None) == (cypher is None):
        raise click.UsageError("give one query: a name, a file, SPARQL text, or --cypher")
    values = _params(params)
    if cypher is not None:
        from kg.cypher import run as run_cypher

        result = run_cypher(directory, cypher, params=values)
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


@main.command()
@click.argument("directory", type=_file(), metavar="DIR")
def validate(directory: Path) -> None:
    """Check a build: the RDF by its shapes, and that every quote is the text it points at.

    Exit code 0: clean; 1: findings, one a line; 2: it cannot be checked.

    Example: kg validate output/zhengzhou
    """
    from kg.validate import validate as run

    findings = list(run(directory))
    for finding in findings:
        click.echo(finding)
    if findings:
        click.echo(f"{len(findings)} findings", err=True)
        sys.exit(1)
    click.echo("clean", err=True)


@main.group()
def neo4j() -> None:
    """Put a build into a Neo4j server."""


@neo4j.command()
@click.option("-d", "--directory", required=True, type=_file(), metavar="DIR", help="A build.")
@click.option("--uri", default="bolt://127.0.0.1:7687", show_default=True)
@click.option("--user", default="neo4j", show_default=True)
@click.option("--database", default="neo4j", show_default=True)
@click.option("--password", envvar="NEO4J_PASSWORD", required=True, help="From NEO4J_PASSWORD.")
def push(directory: Path, uri: str, user: str, database: str, password: str) -> None:
    """Write a build to a server; a second push changes nothing (needs the extra `neo4j`).

    Example: NEO4J_PASSWORD=… kg neo4j push -d output/zhengzhou --uri bolt://127.0.0.1:7687
    """
    from kg.neo4j import push as run

    with _Progress() as show:
        run(directory, uri=uri, user=user, password=password, database=database, progress=show)


def _config(options: dict[str, Any]) -> Any:
    """Join flags, the settings file and the defaults, in that order of precedence."""
    from kg.settings import read_settings

    given = {key: value for key, value in options.items() if value not in (None, ())}
    file = given.pop("config_file", None)
    return read_settings(file, given, default=Path("kg.toml"))


class _Progress:
    """Shows what is being done: a bar on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._what = ""
        self._shown = 0

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self._draw(what, done, total)
        elif what != self._what or done == total or done - self._shown >= max(1, total // 10):
            if total > 1 or what != self._what:
                click.echo(f"{what} {done}/{total}", err=True)
            self._shown = done
        self._what = what

    def _draw(self, what: str, done: int, total: int) -> None:
        if what != self._what:
            self.close()
            self._bar = click.progressbar(length=max(total, 1), label=what, file=sys.stderr)
            self._bar.render_progress()
        self._bar.update(done - self._bar.pos)

    def close(self) -> None:
        """End the line of a bar."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None
