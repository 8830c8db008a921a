"""Annotated sentences in the form of the gold files, to reports and back.

One JSON object is one sentence: `id` (`document:number`), `level`, `region`, `report_year`,
`section`, `text`, and in gold files `entities`, `quantities`, `milestones`, `relations`. The
records of one document make one Report whose text is their texts, a line each, so that all
extraction runs on it as on any other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from kg.errors import InputError
from kg.ids import make_id
from kg.model import (
    Extraction,
    Kind,
    Level,
    Mention,
    Milestone,
    Operator,
    Period,
    Quantity,
    Relation,
    RelationType,
    Report,
    Section,
    Sentence,
    Stage,
    Status,
)
from kg.text import Document, Span

GOLD_RULE: Final = "gold"


class QuantityRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A number that measures something, in verbatim strings; see `gold/GUIDELINES.md`, section
    2."""

    q: str
    indicator: str | None
    kind: Kind
    op: Operator
    status: Status
    period: str | None
    subject: str | None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence with what it states; the last four are empty in input that is not annotated."""

    id: str
    text: str
    level: Level = "city"
    region: str = ""
    report_year: int = 0
    section: str = ""
    entities: tuple[tuple[str, Literal["Project", "Agency", "Place"]], ...] = ()
    quantities: tuple[QuantityRecord, ...] = ()
    milestones: tuple[tuple[str, Stage, Status, str | None], ...] = ()
    relations: tuple[tuple[str, RelationType, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """The records of one document, and the Report made of them; sentence i is record i."""

    records: tuple[Record, ...]
    report: Report


def read_records(path: Path) -> list[Record]:
    """Read a JSON Lines file of records.

    Raises:
        InputError: The file is missing or a line is no record; the message names the line.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as exc:
        raise InputError("cannot_read", f"{path}: cannot be read: {exc.strerror}") from exc
    records = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            records.append(msgspec.json.decode(line, type=Record))
        except (msgspec.DecodeError, UnicodeDecodeError) as exc:
            raise InputError("no_record", f"{path}:{number}: not a record: {exc}") from exc
    return records


def batches(records: Iterable[Record]) -> Iterator[Batch]:
    """Group records by document, in their order, and make a Report of each group."""
    for document, group in groupby(records, key=lambda record: record.id.rpartition(":")[0]):
        members = tuple(group)
        yield Batch(members, _report(document, members))


def gold_extraction(batch: Batch) -> Extraction:
    """Turn the annotations of a document into spans: every occurrence of an entity, the first fit
    of the rest.

    Numbers come without a value (`low` and `high` are None), since the gold has only their words.
    """
    mentions: list[Mention] = []
    quantities: list[Quantity] = []
    milestones: list[Milestone] = []
    relations: list[Relation] = []
    for index, record in enumerate(batch.records):
        start = batch.report.sentences[index].span.start
        mentions += _mentions(record, index, start)
        quantities += _quantities(record, index, start)
        for name, stage, status, period in record.milestones:
            span = _first(record.text, name, start)
            when = Period.parse(period) if period else None
            milestones.append(
                Milestone(span, stage, status, when, index, span, "stated", GOLD_RULE)
            )
        for head, kind, tail in record.relations:
            ends = _first(record.text, head, start), _first(record.text, tail, start)
            relations.append(Relation(ends[0], kind, ends[1], index, GOLD_RULE))
    return Extraction(
        batch.report, tuple(mentions), tuple(quantities), tuple(milestones), tuple(relations)
    )


def to_record(extraction: Extraction, index: int, *, id: str) -> dict[str, Any]:  # noqa: A002
    """Write what was read in one sentence in the form of the gold files.

    Args:
        extraction: Of the report.
        index: Of the sentence.
        id: The record's id.

    Returns:
        `id`, `text`, `entities`, `quantities`, `milestones` and `relations`; a string stands once.
        A relation or milestone with an end outside the sentence has no words here and is left out.
    """
    doc = extraction.report.doc
    sentence = extraction.report.sentences[index].span

    def here(span: Span | None) -> str | None:
        return None if span is None or not sentence.contains(span) else doc.quote(span)

    return {
        "id": id,
        "text": doc.quote(sentence),
        "entities": _unique(
            [here(m.span), m.type] for m in extraction.mentions if m.sentence == index
        ),
        "quantities": [
            {
                "q": here(q.span),
                "indicator": here(q.indicator),
                "kind": q.kind,
                "op": q.op,
                "status": q.status,
                "period": str(q.period) if q.period else None,
                "subject": here(q.subject),
            }
            for q in extraction.quantities
            if q.sentence == index
        ],
        "milestones": _unique(
            [here(m.project), m.stage, m.status, str(m.period) if m.period else None]
            for m in extraction.milestones
            if m.sentence == index and sentence.contains(m.project)
        ),
        "relations": _unique(
            [here(r.head), r.type, here(r.tail)]
            for r in extraction.relations
            if r.sentence == index and sentence.contains(r.head) and sentence.contains(r.tail)
        ),
    }


def to_records(extraction: Extraction, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Write every sentence of a report as a record; `ids` has one for each sentence."""
    return [to_record(extraction, index, id=name) for index, name in enumerate(ids)]


def _unique(rows: Iterable[list[Any]]) -> list[list[Any]]:
    return [list(row) for row in dict.fromkeys(tuple(row) for row in rows)]


def _report(document: str, records: Sequence[Record]) -> Report:
    text = "\n".join(record.text for record in records)
    first = records[0]
    sections: list[Section] = [Section(Span(0, max(1, len(text))), "", 0, ())]
    sentences: list[Sentence] = []
    start = 0
    current = ""
    for record in records:
        span = Span(start, start + len(record.text))
        if record.section != current:
            path = tuple(record.section.split(" / ")) if record.section else ()
            sections.append(Section(span, path[-1] if path else "", len(path), path))
            current = record.section
        sentences.append(Sentence(span, len(sections) - 1))
        sections[-1] = _stretch(sections[-1], span)
        start = span.end + 1
    return Report(
        id=make_id("report", document, ""),
        file=document,
        part="",
        sha256=make_id("sha", document),
        encoding="utf-8",
        kind="report",
        doc=Document(text),
        sections=tuple(sections),
        sentences=tuple(sentences),
        region=first.region,
        region_code=None,
        level=first.level,
        report_year=first.report_year,
        title=f"{first.report_year}年{first.region}政府工作报告",
    )


def _stretch(section: Section, span: Span) -> Section:
    return Section(Span(section.span.start, span.end), section.title, section.depth, section.path)


def _first(text: str, string: str, start: int) -> Span:
    at = text.index(string)
    return Span(start + at, start + at + len(string))


def _mentions(record: Record, index: int, start: int) -> list[Mention]:
    taken: list[Mention] = []
    for name, kind in sorted(record.entities, key=lambda entity: -len(entity[0])):
        at = record.text.find(name)
        while at >= 0:
            span = Span(start + at, start + at + len(name))
            if not any(span.overlaps(other.span) for other in taken):
                taken.append(Mention(span, kind, "", index, GOLD_RULE))
            at = record.text.find(name, at + len(name))
    return sorted(taken)


def _quantities(record: Record, index: int, start: int) -> list[Quantity]:
    found: list[Quantity] = []
    after: dict[str, int] = {}
    for row in record.quantities:
        at = record.text.find(row.q, after.get(row.q, 0))
        at = record.text.index(row.q) if at < 0 else at
        after[row.q] = at + len(row.q)
        span = Span(start + at, start + at + len(row.q))
        found.append(
            Quantity(
                span=span,
                sentence=index,
                low=None,
                high=None,
                unit="",
                kind=row.kind,
                op=row.op,
                status=row.status,
                period=Period.parse(row.period) if row.period else None,
                indicator=_first(record.text, row.indicator, start) if row.indicator else None,
                subject=_first(record.text, row.subject, start) if row.subject else None,
                period_basis="stated",
                rule=GOLD_RULE,
            )
        )
    return sorted(found, key=lambda quantity: quantity.span)
