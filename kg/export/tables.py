"""Writes the facts as CSV tables below `tables/`: UTF-8, `\\n`, a header, rows in reading order.

What a reader finds in a cell is what stands in the facts: years and decimals plain, lists joined by
`|`, an unknown value empty. One exception: a text that a spreadsheet would run as a formula gets an
apostrophe before it (see `kg.export.index.cell`).
"""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import networkx as nx

from kg.config import Config
from kg.export.index import Index, Row, cell
from kg.model import RELATION_TYPES, Edge, Facts, LedgerRow, Period

_WHERE: Final = ("section", "sentence", "source_start", "source_end")
_HEAD: Final = ("report_id", "file", "report_year")


def _period(period: Period | None) -> Row:
    return (None, None) if period is None else (period.start, period.end)


_REPORTS: Final = (
    *("id", "file", "part", "place_id", "region", "region_code", "level", "kind", "report_year"),
    *("title", "delivered", "speaker", "meeting", "told", "encoding", "sha256", "characters"),
    *("sentences", "mentions", "quantities", "milestones", "residue"),
)


def _report_rows(index: Index) -> Iterator[Row]:
    covers = {edge.source: edge.target for edge in index.facts.edges if edge.type == "covers"}
    for extraction in index.facts.extractions:
        report = extraction.report
        yield (
            *(report.id, report.file, report.part, covers[report.id], report.region),
            *(report.region_code, report.level, report.kind, report.report_year, report.title),
            *(report.delivered, report.speaker, report.meeting),
            tuple(f"{field}={rule}" for field, rule in report.told),
            *(report.encoding, report.sha256, len(report.doc.text), len(report.sentences)),
            *(len(extraction.mentions), len(extraction.quantities)),
            *(len(extraction.milestones), len(extraction.residue)),
        )


_ENTITIES: Final = (
    *("id", "type", "subtype", "name", "aliases", "scope_id", "scope", "code"),
    *("first_year", "last_year", "mentions"),
)


def _entity_rows(index: Index) -> Iterator[Row]:
    for e in index.facts.entities:
        yield (
            *(e.id, e.type, e.subtype, e.name, e.aliases, e.scope_id, index.name(e.scope_id)),
            *(e.code, e.first_year, e.last_year, e.mentions),
        )


_MENTIONS: Final = (
    *_HEAD,
    *("entity_id", "entity", "type", "text", "rule", "resolution", "probability"),
    *_WHERE,
)


def _mention_rows(index: Index) -> Iterator[Row]:
    for mention in sorted(index.facts.mentions, key=lambda m: index.place(m.evidence)):
        entity = index.entities[mention.entity_id]
        yield (
            *index.head(mention.evidence.report_id),
            *(entity.id, entity.name, entity.type, mention.evidence.quote, mention.rule),
            *(mention.resolution, mention.probability),
            *index.evidence(mention.evidence),
        )


TARGETS: Final = (
    *("id", "report_id", "file", "report_year", "status", "indicator_id", "indicator"),
    *("indicator_text", "kind", "op", "min", "max", "unit", "value_text", "period_start"),
    *("period_end", "scope_id", "scope", "scope_code", "subject_id", "subject", "basis", "rule"),
    *("probability", "section", "sentence", "source_start", "source_end"),
)
"""Columns of `targets.csv`, which holds targets and outcomes."""


def _figure_rows(index: Index) -> Iterator[Row]:
    for f in sorted(index.facts.figures, key=lambda f: (*index.place(f.evidence), f.id)):
        indicator = None if f.indicator_id is None else index.indicators[f.indicator_id].name
        scope = index.entities[f.scope_id]
        yield (
            f.id,
            *index.head(f.evidence.report_id),
            *(f.status, f.indicator_id, indicator, f.indicator_text, f.kind, f.op, f.low, f.high),
            *(f.unit, f.value_text, *_period(f.period), scope.id, scope.name, scope.code),
            *(
                f.subject_id,
                index.name(f.subject_id) or f.subject_text,
                f.basis,
                f.rule,
                f.probability,
            ),
            *index.evidence(f.evidence),
        )


_MILESTONES: Final = (
    "id",
    *_HEAD,
    *("project_id", "project", "stage", "status", "period_start", "period_end", "quote"),
    *("basis", "rule"),
    *_WHERE,
)


def _step_rows(index: Index) -> Iterator[Row]:
    for step in sorted(index.facts.steps, key=lambda s: (*index.place(s.evidence), s.id)):
        yield (
            step.id,
            *index.head(step.evidence.report_id),
            *(step.project_id, index.name(step.project_id), step.stage, step.status),
            *(*_period(step.period), step.evidence.quote, step.basis, step.rule),
            *index.evidence(step.evidence),
        )


_RELATIONS: Final = (
    *("id", "type", "source_id", "source_type", "source", "target_id", "target_type", "target"),
    *("basis", "rule", "probability", "evidence", "file", "report_year", "section", "sentence"),
)


def _relation_rows(index: Index) -> Iterator[Row]:
    for edge in index.facts.edges:
        if edge.type in RELATION_TYPES:
            yield (
                *(edge.id, edge.type, *_end(index, edge.source), *_end(index, edge.target)),
                *(edge.basis, edge.rule, edge.probability, edge.evidence),
                *_first_evidence(index, edge),
            )


def _end(index: Index, node: str) -> Row:
    if node in index.entities:
        entity = index.entities[node]
        return node, entity.type, entity.name
    figure = index.figures[node]
    kind = "Target" if figure.status == "target" else "Outcome"
    return node, kind, f"{figure.indicator_text or ''}{figure.value_text}"


def _first_evidence(index: Index, edge: Edge) -> Row:
    """Return file, year, section and words of the first sentence that states an edge."""
    if not edge.evidence:
        return None, None, None, None
    order = {
        name: (index.reports[index.sentences[name][0].id][0], index.sentences[name][1])
        for name in edge.evidence
    }
    first = min(edge.evidence, key=lambda name: order[name])
    report, number = index.sentences[first]
    return report.file, report.report_year, report.section_of(number).name, index.text(first)


LEDGER: Final = (
    *("id", "place_id", "place", "place_code", "level", "year", "indicator_id", "indicator"),
    *("kind", "verdict", "target_id", "target_op", "target_min", "target_max", "target_text"),
    *("target_file", "target_sentence", "outcome_id", "outcome_min", "outcome_max"),
    *("outcome_text", "outcome_file", "outcome_sentence", "gap", "basis", "rule"),
)
"""Columns of `ledger.csv`."""


def _ledger_rows(index: Index) -> Iterator[Row]:
    def key(row: LedgerRow) -> tuple[str, str, int, tuple[int, int, int], str]:
        place = index.entities[row.place_id]
        evidence = index.figures[row.target_id].evidence
        return place.code or "", place.name, row.year, index.place(evidence), row.id

    for row in sorted(index.facts.ledger, key=key):
        place, target = index.entities[row.place_id], index.figures[row.target_id]
        yield (
            *(row.id, place.id, place.name, place.code, row.level, row.year, row.indicator_id),
            *(index.indicators[row.indicator_id].name, target.kind, row.verdict, target.id),
            *(target.op, target.low, target.high, target.value_text),
            *(index.head(target.evidence.report_id)[1], index.text(target.evidence.sentence_id)),
            *_outcome(index, row.outcome_id),
            *(row.gap, row.basis, row.rule),
        )


def _outcome(index: Index, outcome_id: str | None) -> Row:
    if outcome_id is None:
        return (None,) * 6
    f = index.figures[outcome_id]
    file = index.head(f.evidence.report_id)[1]
    return f.id, f.low, f.high, f.value_text, file, index.text(f.evidence.sentence_id)


_LIFECYCLES: Final = (
    *("project_id", "project", "subtype", "scope_id", "scope", "first_year", "last_year"),
    *("reached", "aimed", "is_silent", "milestones"),
)


def _lifecycle_rows(index: Index) -> Iterator[Row]:
    for cycle in index.facts.lifecycles:
        project = index.entities[cycle.project_id]
        yield (
            *(project.id, project.name, project.subtype, project.scope_id),
            *(index.name(project.scope_id), cycle.first_year, cycle.last_year, cycle.reached),
            *(cycle.aimed, cycle.is_silent, cycle.step_ids),
        )


_RESIDUE: Final = (*_HEAD, "text", "reason", *_WHERE)


def _residue_rows(index: Index) -> Iterator[Row]:
    for extraction in index.facts.extractions:
        report = extraction.report
        for rest in extraction.residue:
            sentence = report.sentence_id(rest.sentence)
            yield (
                *index.head(report.id),
                *(report.doc.quote(rest.span), rest.reason),
                *index.where(report.id, sentence, rest.span),
            )


_REVIEW: Final = ("what", "left", "right", "detail", "reason", "probability", *_HEAD, *_WHERE)


def _review_rows(index: Index) -> Iterator[Row]:
    for row in index.facts.review:
        where: Row = (None,) * (len(_HEAD) + len(_WHERE))
        if row.evidence is not None:
            where = (*index.head(row.evidence.report_id), *index.evidence(row.evidence))
        yield (row.what, row.left, row.right, row.detail, row.reason, row.probability, *where)


_Rows = Callable[[Index], Iterator[Row]]

TABLES: Final[dict[str, tuple[tuple[str, ...], _Rows]]] = {
    "reports": (_REPORTS, _report_rows),
    "entities": (_ENTITIES, _entity_rows),
    "mentions": (_MENTIONS, _mention_rows),
    "targets": (TARGETS, _figure_rows),
    "milestones": (_MILESTONES, _step_rows),
    "relations": (_RELATIONS, _relation_rows),
    "ledger": (LEDGER, _ledger_rows),
    "lifecycles": (_LIFECYCLES, _lifecycle_rows),
    "residue": (_RESIDUE, _residue_rows),
    "review": (_REVIEW, _review_rows),
}
"""Name of a table, its columns, and what makes its rows."""


def lines_of(name: str, index: Index) -> Iterator[str]:
    """Yield the lines of a table, the header first, each with its line end.

    Raises:
        KeyError: There is no such table.
    """
    columns, rows = TABLES[name]
    yield _line(columns)
    for row in rows(index):
        yield _line([cell(value) for value in row])


_QUOTED: Final = re.compile(r'[,"\r\n]')


def _line(cells: Sequence[str]) -> str:
    """Write a line as RFC 4180 says; the standard library leaves a carriage return unquoted."""
    return (
        ",".join(f'"{c.replace(_QUOTE, _QUOTE * 2)}"' if _QUOTED.search(c) else c for c in cells)
        + "\n"
    )


_QUOTE: Final = '"'


def write(facts: Facts, graph: "nx.MultiDiGraph[str]", directory: Path, *, config: Config) -> None:
    """Write every table below `directory/tables`; on failure none of them is left."""
    del graph, config
    folder = directory / "tables"
    folder.mkdir()
    index = Index(facts)
    try:
        for name in TABLES:
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines_of(name, index))
    except BaseException:
        shutil.rmtree(folder)
        raise
