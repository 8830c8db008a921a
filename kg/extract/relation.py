"""Relations that a sentence states or that are plain from a name. It gathers what the parts that
read them propose: places inside names, pairs of names, clauses that name who does what."""

from collections.abc import Iterable, Sequence
from typing import Final

from kg.extract.duty import find_duties
from kg.extract.gazetteer import find_places
from kg.extract.inside import NONE, Inside, inside_weights, insides
from kg.extract.pair import pair_weights, pairs
from kg.extract.partner import find_partners
from kg.extract.weight import Weights
from kg.gazetteer import Gazetteer
from kg.model import RELATION_TYPES, Mention, Quantity, Relation, RelationType, Report
from kg.text import Span

LEAST: Final = 0.3
"""A reading less likely than this is dropped: where F1 was highest on held-out reports."""

_TYPES: Final[dict[str, RelationType]] = {name: name for name in RELATION_TYPES}
"""What each class of the weights means."""


def find_relations(
    report: Report,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    gazetteer: Gazetteer,
) -> list[Relation]:
    """Find the relations between the names of a report.

    Args:
        report: The report.
        mentions: Its mentions.
        quantities: Its quantities: a body may be responsible for one, where tasks are divided.
        gazetteer: Divisions, whose names are looked for inside longer names.

    Returns:
        In the order of the text, each of a sentence's statements once. Empty where nothing is
        related.
    """
    found = [
        *_inside(report, mentions, gazetteer),
        *_pairs(report, mentions),
        *find_partners(report, mentions),
        *find_duties(report, mentions, quantities),
    ]
    return sorted(_once(report, found), key=lambda r: (r.head, r.tail, r.type))


def _inside(
    report: Report, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> Iterable[Relation]:
    weights = inside_weights()
    by_mention: dict[Mention, list[tuple[float, Span, RelationType]]] = {}
    candidates = find_places(report, gazetteer)
    for stretch in insides(report, mentions, candidates):
        kind, chance = _judge(weights, stretch.features)
        if kind is not None and _fits(kind, stretch):
            by_mention.setdefault(stretch.mention, []).append((chance, stretch.span, kind))
    for mention, readings in by_mention.items():
        taken: list[Span] = []
        for chance, span, kind in sorted(readings, key=lambda row: (-row[0], row[1])):
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield Relation(mention.span, kind, span, mention.sentence, f"inside.{kind}", chance)


def _fits(kind: RelationType, stretch: Inside) -> bool:
    if stretch.mention.type == "Place":
        return kind == "partOf"
    return kind == "locatedIn" or (kind == "connects" and stretch.mention.type == "Project")


def _pairs(report: Report, mentions: Sequence[Mention]) -> Iterable[Relation]:
    weights = pair_weights()
    for pair in pairs(report, mentions):
        kind, chance = _judge(weights, pair.features)
        if kind is not None:
            yield Relation(
                pair.head.span, kind, pair.tail.span, pair.head.sentence, f"pair.{kind}", chance
            )


def _judge(weights: Weights, features: Sequence[str]) -> tuple[RelationType | None, float]:
    """Return the likeliest relation and its probability, or None where that is too low."""
    chances = zip(weights.probabilities(features), weights.classes, strict=True)
    chance, name = max((chance, name) for chance, name in chances if name != NONE)
    return (_TYPES[name], round(chance, 3)) if chance >= LEAST else (None, chance)


def _once(report: Report, relations: Iterable[Relation]) -> list[Relation]:
    """Keep of equal statements of a sentence the surest, and of two directions the surer."""
    quote = report.doc.quote
    best: dict[tuple[int, frozenset[str]], Relation] = {}
    for relation in relations:
        head, tail = quote(relation.head), quote(relation.tail)
        key = (relation.sentence, frozenset((head, tail)))
        if head == tail:
            continue
        if key not in best or _strength(best[key]) < _strength(relation):
            best[key] = relation
    return list(best.values())


def _strength(relation: Relation) -> tuple[float, int]:
    chance = 1.0 if relation.probability is None else relation.probability
    return chance, -relation.head.start
