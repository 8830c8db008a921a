"""Makes small reports of invented sentences, for tests of the components."""

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Report, Section, Sentence
from kg.read.record import Batch, Record, batches
from kg.read.section import structure
from kg.text import Document, Span

Entities = Sequence[tuple[str, str]]


def batch(
    text: str, *, section: str = "", year: int = 2024, entities: Sequence[Sequence[str]] = ()
) -> Batch:
    """Return a report of one sentence in one section, with the record it was made from."""
    record = Record(
        id="invented:1",
        text=text,
        report_year=year,
        region="云岭市",
        section=section,
        entities=tuple((name, kind) for name, kind in entities),  # type: ignore[misc]
    )
    return next(batches([record]))


def lines(text: str, *, year: int = 2024) -> Batch:
    """Return a report whose sentences are the lines of a text, empty ones aside."""
    records = [
        Record(id=f"invented:{number}", text=line, report_year=year, region="云岭市")
        for number, line in enumerate(text.split("\n"))
        if line
    ]
    return next(batches(records))


def verbatim(text: str) -> Report:
    """Return a report of exactly this text, a sentence for each line that is not blank."""
    sentences: list[Sentence] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            sentences.append(Sentence(Span(start, start + len(line)), 0))
        start += len(line)
    report = batch("。").report
    section = Section(Span(0, max(1, len(text))), "", 0, ())
    return replace(report, doc=Document(text), sections=(section,), sentences=tuple(sentences))


def paragraphs(text: str, *, year: int = 2024) -> Report:
    """Return a report of this text, with the headings and sentences that its lines hold."""
    spans: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append(Span(start, start + len(line.rstrip("\n"))))
        start += len(line)
    sections, sentences = structure(text, spans)
    report = batch("。", year=year).report
    return replace(report, doc=Document(text), sections=sections, sentences=sentences)
