"""`kg annotate`, `kg evaluate` and `kg train`: what has to do with annotated sentences."""

import json
from functools import partial
from pathlib import Path
from typing import Final

import click

from kg.cli.edge import FILE, Progress

_TOLD: Final = 5
"""How many names of files without a report are shown."""


@click.command()
@click.argument("sentences", type=FILE, metavar="SENTENCES.jsonl")
@click.option(
    "-o",
    "--output",
    required=True,
    type=FILE,
    metavar="PREDICTED.jsonl",
    help="Where to write.",
)
@click.option("--gazetteer", "gazetteers", multiple=True, type=FILE, metavar="FILE")
def annotate(sentences: Path, output: Path, gazetteers: tuple[Path, ...]) -> None:
    """Read entities, quantities, milestones and relations out of sentences.

    Each line of SENTENCES.jsonl is an object with id, level, region, report_year, section and text;
    the output keeps id and text and adds what was read, in the form of the gold annotations.

    Example: kg annotate gold/dev.jsonl -o predicted.jsonl
    """
    from kg.annotate import annotate as run

    with Progress() as show:
        run(sentences, output, gazetteers=gazetteers, progress=show)


@click.command()
@click.argument("gold", type=FILE, metavar="GOLD.jsonl")
@click.argument("predicted", required=False, type=FILE, metavar="[PREDICTED.jsonl]")
@click.option("--by-doc", is_flag=True, help="Print F1 by document too.")
@click.option("--errors", type=click.IntRange(0), default=0, help="Print the first N errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(gold: Path, predicted: Path | None, by_doc: bool, errors: int, as_json: bool) -> None:
    """Score what is read against gold annotations, by layer, type and document.

    Without PREDICTED.jsonl the sentences of GOLD.jsonl are annotated first.

    Example: kg evaluate gold/dev.jsonl --by-doc
    """
    from kg import evaluate as scorer
    from kg.annotate import annotated
    from kg.read.record import read_records

    records = read_records(gold)
    if predicted is not None:
        guesses = read_records(predicted)
    else:
        with Progress() as show:
            guesses = annotated(records, progress=show)
    scores = scorer.score(records, guesses)
    if as_json:
        click.echo(json.dumps(scorer.as_json(scores), ensure_ascii=False, indent=1))
        return
    click.echo(scorer.render(scores, by_document=by_doc))
    for line in scorer.error_lines(scores, limit=errors):
        click.echo(line)


@click.command()
@click.argument("train_file", type=FILE, metavar="TRAIN.jsonl")
@click.option("--dev", "dev_file", required=True, type=FILE, metavar="DEV.jsonl")
@click.option("-o", "--output", required=True, type=FILE, metavar="MODEL_DIR")
@click.option(
    "--reports",
    type=FILE,
    metavar="FOLDER",
    help="Plain reports (.txt) to learn from too: two encoders are pretrained on them, and nets "
    "over the large one label sentences of them. Without it the shipped encoder is taken.",
)
@click.option(
    "--encoder",
    type=FILE,
    metavar="FILE.npz",
    help="Start from this encoder; no small one is pretrained.",
)
@click.option(
    "--teacher",
    type=FILE,
    metavar="FILE.npz",
    help="Label by nets over this encoder; no large one is pretrained.",
)
@click.option(
    "--held-out",
    "held_out",
    multiple=True,
    type=FILE,
    metavar="GOLD.jsonl",
    help="More annotated sentences, whose reports must not be learnt from either.",
)
@click.option(
    "--steps",
    type=click.IntRange(1),
    help="Of pretraining; the default is what the shipped encoder and its teacher were made with.",
)
@click.option("--seed", type=int, default=0, show_default=True)
def train(
    train_file: Path,
    dev_file: Path,
    output: Path,
    reports: Path | None,
    encoder: Path | None,
    teacher: Path | None,
    held_out: tuple[Path, ...],
    steps: int | None,
    seed: int,
) -> None:
    """Train all that is learnt: the recogniser, and the tables of stages, relations and indicators.

    Takes ten minutes of one core for each of the recogniser's nets. With --reports it wants a GPU,
    where all takes a quarter of an hour: pretraining the large encoder takes days of a processor.
    Needs the extra `train`.

    Example: kg train gold/train.jsonl --dev gold/dev.jsonl -o model/
    """
    from kg.gazetteer import Gazetteer
    from kg.read.record import read_records
    from kg.train import has_gpu, make_encoder, require_extra
    from kg.train import train as run
    from kg.train.table import train_tables

    require_extra()
    if steps is not None and (reports is None or (encoder is not None and teacher is not None)):
        raise click.UsageError("--steps is of pretraining: give --reports, not both encoders")
    if teacher is not None and reports is None:
        raise click.UsageError("--teacher is of labelling: give --reports too")
    if held_out and reports is None:
        raise click.UsageError("--held-out says what not to learn from in --reports: give that too")
    # the tables first: annotations that are too few show there in seconds and not after hours
    train_tables(read_records(train_file), Gazetteer.load(), output)
    if reports is not None and teacher is None and not has_gpu():
        click.echo(
            "Warning: without a GPU the large encoder takes days; --teacher FILE.npz gives one, "
            "which may be the small one",
            err=True,
        )
    with Progress() as show:
        if reports is not None:
            make = partial(
                make_encoder,
                reports,
                output,
                annotated=(train_file, dev_file, *held_out),
                steps=steps,
                seed=seed,
                progress=show,
            )
            encoder = make(like=teacher) if encoder is None else encoder
            teacher = make(like=encoder, large=True) if teacher is None else teacher
        record = run(
            train_file,
            dev_file,
            output,
            seed=seed,
            encoder=encoder,
            reports=reports,
            teacher=teacher,
            annotated=held_out,
            progress=show,
        )
    skipped = () if record.labelled is None else record.labelled.skipped
    if skipped:
        more = "…" if len(skipped) > _TOLD else ""
        names = ", ".join(skipped[:_TOLD])
        click.echo(f"No report in {len(skipped)} of the files: {names}{more}", err=True)
