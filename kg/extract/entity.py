"""Decides which spans of a report name a Project, an Agency or a Place.

The net of `kg.extract.tagger` proposes spans with their probability; a user's own names always
stand, and so do divisions that the net passes over. Finding names of tables is the business of
`kg.extract.gazetteer`, subtypes that of `kg.extract.subtype`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import ConfigDict, ValidationError

from kg.errors import RuleFileError
from kg.extract.boundary import is_body, is_word, settle, trim_place
from kg.extract.committee import with_committees
from kg.extract.company import with_companies
from kg.extract.decode import Found, decode
from kg.extract.duty import find_bodies
from kg.extract.gazetteer import ABOVE, ELSEWHERE, INSIDE, OWN, UNSURE
from kg.extract.netfile import restore
from kg.extract.region import RULE as REGION
from kg.extract.region import find_regions
from kg.extract.subtype import subtype_of
from kg.extract.tagger import Tagger
from kg.gazetteer.region import region_subtype
from kg.model import EntityType, Mention, Report
from kg.rules import Strict, data_path
from kg.text import Span

RECORD_FILE: Final = "record.json"
NET: Final = "net"

_OFFICE: Final = re.compile("(?:[省市州县区旗盟]长|主席|总理)$")
_STOPS: Final = re.compile("[，。；！？]")
_LONGEST_LINE: Final = 24
"""Characters of a line that names an office and who holds it, blanks left out."""
_PLAIN: Final = (INSIDE, ABOVE, ELSEWHERE, REGION)
_DIGITS: Final = 3
_TIE: Final = 0.7
"""Share of a project's probability from which on a name is taken for a place; of 15 such names in
reports that the net had not seen 11 were."""


class LabellingRecord(Strict):
    """Where the labelled sentences that a net learnt from came from.

    Args:
        sentences: How many there are.
        sha256: Of their text, in their order.
        files: How many were read.
        skipped: Names of those in which no report was found.
        share: Of each report's sentences, among which was chosen.
        settings: How the nets that labelled were trained.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentences: int
    sha256: str
    files: int
    skipped: tuple[str, ...]
    share: float
    settings: dict[str, float]


class TrainingRecord(Strict):
    """How a net was trained, and how it is to be used: `record.json` beside it.

    Args:
        bias: What decoding takes from the log probability of no name.
        floor: Least probability of a span.
        seed: Of the training.
        data: SHA-256 of the files that it was trained or measured on: `train`, `dev`, `encoder`
            and, with labelled sentences, `teacher`.
        settings: How it was trained.
        figures: F1 on the dev file, by layer and type.
        labelled: What labelled sentences it learnt from too; None if none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    bias: float
    floor: float
    seed: int
    data: dict[str, str]
    settings: dict[str, float]
    figures: dict[str, float]
    labelled: LabellingRecord | None = None


class Recogniser:
    """A trained net, ready to be used; make one by `load`."""

    def __init__(self, tagger: Tagger, *, bias: float, floor: float = 0.0) -> None:
        self.tagger = tagger
        self.bias = bias
        self.floor = floor

    @classmethod
    def load(cls, directory: Path | None = None) -> "Recogniser":
        """Read a net and its record; None takes the one that the package ships.

        Raises:
            RuleFileError: A file is missing or broken.
        """
        place = data_path("model") if directory is None else directory
        path = place / RECORD_FILE
        try:
            record = TrainingRecord.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as exc:
            raise RuleFileError(f"{path}: no training record: {exc}") from exc
        tagger = Tagger(*restore(place))
        return cls(tagger, bias=record.bias, floor=record.floor)


def find_entities(
    report: Report, recogniser: Recogniser, candidates: Sequence[Mention]
) -> list[Mention]:
    """Find every mention of a project, a body or a place.

    Args:
        report: Of which every sentence is read.
        recogniser: The trained net.
        candidates: What tables found in the report, which the net sees too.

    Returns:
        In the order of the text, not overlapping, each inside its sentence.
    """
    if not report.sentences:
        return []
    features = recogniser.tagger.reader.read(report, candidates)
    tagging = recogniser.tagger.tag(features)
    divisions = {m.span for m in candidates if m.subtype == "division" and m.rule != UNSURE}
    mentions: list[Mention] = []
    for found in decode(tagging, recogniser.tagger.chain, bias=recogniser.bias):
        sentence = report.sentences[found.sentence].span
        words = report.doc.quote(sentence)
        ends = settle(words, found.start, found.end)
        if ends is None or found.probability < recogniser.floor or _is_head(words, report):
            continue
        span = Span(sentence.start + ends[0], sentence.start + ends[1])
        if found.type == "Place":
            before, after = trim_place(report.doc.quote(span))
            span = Span(span.start + before, span.end - after)
        if mentions and span.start < mentions[-1].span.end:
            continue
        kind = kind_of(report.doc.quote(span), found)
        is_division = kind == "Place" and span in divisions
        subtype = "division" if is_division else _subtype(report, span, kind)
        probability = round(found.probability, _DIGITS)
        mentions.append(Mention(span, kind, subtype, found.sentence, NET, probability))
    own = [mention for mention in candidates if mention.rule == OWN]
    certain = with_committees(with_companies(mentions, report), report)
    certain = _with_own(_with_bodies(certain, report), own)
    certain = sorted([*certain, *_uncovered(certain, candidates, report)])
    return sorted([*certain, *_uncovered(certain, find_regions(report), report)])


def kind_of(name: str, found: Found) -> EntityType:
    """Tell what a name names: the net says, but where tables know better.

    Between a project and a place the net leans to projects, which the annotated reports have five
    times as often: nearly as likely is a place.
    """
    if region_subtype(name) is not None:
        return "Place"
    is_place = found.type == "Project" and found.as_place >= _TIE * found.probability
    kind: EntityType = "Place" if is_place else found.type
    return "Agency" if kind == "Place" and is_body(name) else kind


def _is_head(words: str, report: Report) -> bool:
    """Tell the lines above a report that say no more than whose it is: its title, who speaks."""
    tight = "".join(words.split())
    if words in report.title:
        return True
    is_line = len(tight) <= _LONGEST_LINE and not _STOPS.search(tight)
    is_speaker = report.speaker is not None and tight.endswith(report.speaker)
    return is_line and (is_speaker or _OFFICE.search(tight) is not None)


def _subtype(report: Report, span: Span, kind: EntityType) -> str:
    text = report.doc.text
    is_quoted = text[span.start - 1 : span.start] == "“" and text[span.end : span.end + 1] == "”"
    name = report.doc.quote(span)
    region = region_subtype(name) if kind == "Place" else None
    return region or subtype_of(name, kind, is_quoted=is_quoted)


def _with_bodies(mentions: Sequence[Mention], report: Report) -> list[Mention]:
    """Let the bodies that a division of tasks names stand before what the net says there."""
    bodies = [
        replace(body, subtype=subtype_of(report.doc.quote(body.span), body.type))
        for body in find_bodies(report)
    ]
    kept = [
        mention
        for mention in mentions
        if not any(body.span.overlaps(mention.span) for body in bodies)
    ]
    return sorted([*kept, *bodies])


def _uncovered(
    mentions: Sequence[Mention], candidates: Iterable[Mention], report: Report
) -> list[Mention]:
    """Return the other divisions that tables know and no mention touches.

    The issuer's own name is left to the net: it stands in many a phrase that names no place
    (平安云栖建设).
    """
    taken = iter(mentions)
    mention = next(taken, None)
    found = []
    for other in candidates:
        while mention is not None and mention.span.end <= other.span.start:
            mention = next(taken, None)
        is_free = mention is None or not mention.span.overlaps(other.span)
        is_plain = other.rule in _PLAIN and not is_word(report.doc.quote(other.span))
        if is_free and is_plain:
            found.append(other)
    return found


def _with_own(mentions: Iterable[Mention], own: Sequence[Mention]) -> list[Mention]:
    """Let a user's names stand: a longer name that holds one is kept, any other that touches one
    gives way."""
    kept = []
    held: set[Span] = set()
    for mention in mentions:
        touched = [other for other in own if other.span.overlaps(mention.span)]
        if any(mention.span == other.span for other in touched):
            continue
        if all(mention.span.contains(other.span) for other in touched):
            kept.append(mention)
            held.update(other.span for other in touched)
    certain = [replace(other, probability=None) for other in own if other.span not in held]
    return sorted([*kept, *certain])
