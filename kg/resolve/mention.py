"""Mentions of one report, tied to entities."""

from kg.model import EntityMention, Mention, ReviewRow
from kg.resolve.reading import Reading


def add_mention(reading: Reading, mention: Mention) -> None:
    """Count a mention for its entity, or keep it for review where it is doubtful."""
    name = reading.quote(mention.span)
    where = reading.evidence(mention.span, mention.sentence, mention.rule)

    def doubt(reason: str) -> None:
        row = ReviewRow("mention", name, "", mention.type, reason, mention.probability, where)
        reading.doubt(row)

    if mention.probability is not None and mention.probability < reading.threshold:
        reading.unsure.setdefault(mention.sentence, []).append(mention)
        doubt("below_threshold")
        return
    named = reading.names.of(mention)
    if isinstance(named, str):
        doubt(named)
        return
    reading.sure.setdefault(mention.sentence, []).append(mention)
    reading.tally.add(
        named,
        name=name,
        subtype=mention.subtype,
        year=reading.extraction.report.report_year,
    )
    reading.mentions.append(
        EntityMention(named.id, mention.rule, mention.probability, where, named.rule)
    )
