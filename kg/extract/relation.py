"""Relations that a sentence states or that are plain from a name. It gathers what the parts that
read them propose: places inside names, pairs of names, clauses that name who does what."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

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

_TRUST: Final = 0.5
"""A name's probability is that of its very span. Its root comes near the share of names that denote
the right thing with a span that is right in part, and what stands inside them was best read on
held-out reports so; of pairs the plain probability was."""

_DOUBT: Final = 2
"""The weights of pairs are surer than they should be: on held-out reports a quarter of those at .5
and two thirds of those at .85 were right, which is near the square."""

_TYPES: Final[dict[str, RelationType]] = {name: name for name in RELATION_TYPES}
"""What each class of the weights means."""


class _Reading(NamedTuple):
    """A stretch of a name taken for a place."""

    chance: float
    span: Span
    kind: RelationType


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
    candidates = find_places(report, gazetteer)
    found = [
        *_inside(report, mentions, candidates),
        *_pairs(report, mentions, candidates),
        *find_partners(report, mentions),
        *find_duties(report, mentions, quantities),
    ]
    return sorted(_once(report, found), key=lambda r: (r.head, r.tail, r.type))


def _inside(
    report: Report, mentions: Sequence[Mention], candidates: Sequence[Mention]
) -> Iterable[Relation]:
    weights = inside_weights()
    by_mention: dict[Mention, list[_Reading]] = {}
    for stretch in insides(report, mentions, candidates):
        readings = by_mention.setdefault(stretch.mention, [])
        for kind, chance in _chances(weights, stretch.features):
            if _fits(kind, stretch):
                readings.append(_Reading(chance, stretch.span, kind))
    for mention, readings in by_mention.items():
        for reading in _apart(readings):
            chance = round(reading.chance * _probability(mention) ** _TRUST, 3)
            if chance >= LEAST:
                kind = reading.kind
                rule = f"inside.{kind}"
                yield Relation(mention.span, kind, reading.span, mention.sentence, rule, chance)


def _apart(readings: Iterable[_Reading]) -> list[_Reading]:
    """Choose the likeliest readings of a name that do not overlap, each with the probability that a
    place of its kind stands there: readings that overlap exclude each other, so theirs add up."""
    rest = sorted(readings, key=lambda reading: (-reading.chance, reading.span, reading.kind))
    chosen = []
    while rest:
        best = rest[0]
        there = [reading for reading in rest if reading.span.overlaps(best.span)]
        rest = [reading for reading in rest if not reading.span.overlaps(best.span)]
        chance = sum(reading.chance for reading in there if reading.kind == best.kind)
        chosen.append(_Reading(min(1.0, chance), best.span, best.kind))
    return chosen


def _fits(kind: RelationType, stretch: Inside) -> bool:
    if stretch.mention.type == "Place":
        return kind == "partOf"
    return kind == "locatedIn" or (kind == "connects" and stretch.mention.type == "Project")


def _pairs(
    report: Report, mentions: Sequence[Mention], candidates: Sequence[Mention]
) -> Iterable[Relation]:
    weights = pair_weights()
    for pair in pairs(report, mentions, candidates):
        head, tail = pair.head, pair.tail
        chance, kind = max((chance, kind) for kind, chance in _chances(weights, pair.features))
        chance = round(chance**_DOUBT * _probability(head) * _probability(tail), 3)
        if chance >= LEAST:
            yield Relation(head.span, kind, tail.span, head.sentence, f"pair.{kind}", chance)


def _probability(mention: Mention) -> float:
    return 1.0 if mention.probability is None else mention.probability


def _chances(weights: Weights, features: Sequence[str]) -> Iterable[tuple[RelationType, float]]:
    """Give each relation its probability."""
    chances = zip(weights.classes, weights.probabilities(features), strict=True)
    return [(_TYPES[name], chance) for name, chance in chances if name != NONE]


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
