"""Relations between entities, those whose other end is named only inside a name included."""

import re
from typing import Final, Literal

from kg.gazetteer.region import region_subtype
from kg.gazetteer.told import Use
from kg.model import EntityType, Evidence, Mention, Relation, ReviewRow
from kg.resolve.issuer import Unit
from kg.resolve.naming import fold
from kg.resolve.place import is_apart, place_subtype
from kg.resolve.reading import NO_ENTITY, Reading, edge, entity_at, missing
from kg.schema import schema
from kg.text import Span


def add_relation(reading: Reading, relation: Relation) -> None:
    """Make an edge of a relation between two entities, or a row for review of a doubtful one."""
    span = Span(
        min(relation.head.start, relation.tail.start), max(relation.head.end, relation.tail.end)
    )
    where = reading.evidence(span, relation.sentence, relation.rule)
    head = _end(reading, relation.head)
    by = {reading.sentence_id(end.start) for end in (relation.head, relation.tail)}
    tails = _tails(reading, relation, head)
    for tail in tails:
        reason = _fault(relation, head, tail, reading.threshold)
        if reason is None and head is not None and tail is not None:
            reading.edges.append(
                edge(
                    relation.type,
                    head[0],
                    tail[0],
                    basis="stated",
                    rule=relation.rule,
                    evidence=by | {where.sentence_id},
                    probability=relation.probability,
                )
            )
        else:
            _doubt(reading, relation, reason or _missing(reading, relation), where)


def _missing(reading: Reading, relation: Relation) -> str:
    for end in (relation.head, relation.tail):
        if (reason := missing(reading, [end], reading.sentence_at(end.start))) != NO_ENTITY:
            return reason
    return NO_ENTITY


def _doubt(reading: Reading, relation: Relation, reason: str, where: Evidence) -> None:
    reading.doubt(
        ReviewRow(
            "relation",
            reading.quote(relation.head),
            reading.quote(relation.tail),
            relation.type,
            reason,
            relation.probability,
            where,
        )
    )


_Named = tuple[str, EntityType]
_End = tuple[str, EntityType | Literal["Target", "Outcome"]]
"""Id and node class of an end of a relation."""


def _end(reading: Reading, span: Span) -> _Named | None:
    """Return the entity of an end; in a table of tasks the bodies have a sentence of their own."""
    named = entity_at(reading, span, reading.sentence_at(span.start))
    return None if named is None else (named.id, named.type)


def _tails(reading: Reading, relation: Relation, head: _Named | None) -> list[_End | None]:
    """Return the tail: a number's figures, a mention, or what stands inside a mention's name."""
    figures = reading.by_span.get(relation.tail, ())
    if figures:
        return [(f.id, "Target" if f.status == "target" else "Outcome") for f in figures]
    sentence = reading.sentence_at(relation.tail.start)
    near = [m for m in reading.sure.get(sentence, ()) if m.span.overlaps(relation.tail)]
    if any(m.span == relation.tail for m in near):
        return [_end(reading, relation.tail)]
    words = reading.quote(relation.tail)
    whole = next((m for m in near if m.span.contains(relation.tail)), None)
    if "Place" in schema().edge_type(relation.type).targets:
        unit = reading.names.scope(words) or reading.names.division(words, use=_use(relation))
        is_misplaced = _is_misplaced(reading, relation, unit, whole)
        if unit is not None and not is_misplaced:
            reading.tally.units[unit.id] = unit
            return [(unit.id, "Place")]
        if is_misplaced and region_subtype(words) is None:
            return [None]
    if whole is not None:
        return [_inside(reading, words, relation.type, head)]
    return [_end(reading, relation.tail)]


def _use(relation: Relation) -> Use:
    return "route" if relation.type == "connects" else "inside"


_CALLED: Final = {
    "Agency": ("party-government", "institution", "association"),
    "Project": ("event",),
}
"""Subtypes of what lies where its name says even if that is in another province. Works are called
after places in other provinces too: 福州南路, 台湾农民创业园, 上海电气."""

_STREET: Final = re.compile(r"[东南西北中]?支?(?:路|街|大街|大道|巷|道)")


def _is_misplaced(
    reading: Reading, relation: Relation, unit: Unit | None, whole: Mention | None
) -> bool:
    """Tell whether a thing has a place in its name that is elsewhere, or none, and does not lie
    there.

    A name that goes on to a place of the issuer's own lies in that (北京肿瘤医院深圳医院).
    """
    own = reading.names.issuer.unit
    if whole is None or relation.type == "connects":
        return False
    text = reading.extraction.report.doc.text
    name = text[relation.tail.start : whole.span.end]
    if is_apart(name, None if unit is None else unit.name):
        return True
    if unit is None or not reading.names.is_elsewhere(unit):
        return False
    rest = text[relation.tail.end : whole.span.end]
    if _STREET.match(rest) or any(word in rest for word in (own.name, own.name[:-1])):
        return True
    is_far = unit.code is None or own.code is None or unit.code[:2] != own.code[:2]
    return is_far and whole.subtype not in _CALLED.get(whole.type, ())


def _inside(reading: Reading, words: str, kind: str, head: _Named | None) -> _Named | None:
    """Return the place, or the whole of a part, whose name stands only inside another's."""
    node: EntityType
    if kind in {"locatedIn", "connects"}:
        node = "Place"
    elif kind == "partOf" and head is not None:
        node = head[1]
    else:
        return None
    if node == "Place" or head is None:
        found = _place_kind(reading, words)
        if found is None:
            return None
        subtype = found
    else:
        subtype = reading.tally.subtype(head[0])
    named = reading.names.named(words, node, subtype)
    if isinstance(named, str):
        return None
    year = reading.extraction.report.report_year
    reading.tally.note(named, name=words, subtype=subtype, year=year)
    return named.id, named.type


def _place_kind(reading: Reading, words: str) -> str | None:
    """Tell the subtype of a place that stands inside a name; None where it is not known for one.

    What the reports name as a body (云中理工大学 in 云中理工大学云岭研究院) is no place.
    """
    plain = fold(words)
    if plain in reading.named["Place"]:
        return place_subtype(plain) or "site"
    return None if plain in reading.named["Agency"] else place_subtype(plain)


def _fault(
    relation: Relation, head: _Named | None, tail: _End | None, threshold: float
) -> str | None:
    """Say what is wrong with a relation; None where nothing is, or an end is missing."""
    if relation.probability is not None and relation.probability < threshold:
        return "below_threshold"
    if head is None or tail is None:
        return None
    if head[0] == tail[0]:
        return "same_entity"
    kind = schema().edge_type(relation.type)
    if head[1] not in kind.sources or tail[1] not in kind.targets:
        return "wrong_types"
    if relation.type == "partOf" and head[1] != tail[1]:
        return "wrong_types"
    return None
