"""Clauses of 任务分工 and what they say: （A牵头，B、C按职责分工负责）, 责任单位：A、B. Which task
one belongs to is not decided here."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from kg.body import Label, Role, bodies, duty_table, is_body_list
from kg.due import deadline_of
from kg.model import Period
from kg.rules import any_of
from kg.text import Span

LIST_MARK: Final = (
    r"[（(]?(?:[一二三四五六七八九十\d]{1,3}[)）、]|[一二三四五六七八九十\d]{1,3}[.．﹒](?!\d*[万亿%]))|[①-⑳]"
    r"|第[一二三四五六七八九十\d]+[条项]"
)

_BRACKET: Final = re.compile(
    r"[（(【\[]((?:[^（）()【】\[\]\n]|[（(][^（）()\n]{0,30}[）)]){2,400})[）)】\]]"
)
_SEGMENT: Final = re.compile(r"[^，,；;。\n]+")
_LABELLED: Final = re.compile(r"\S\s*[:：]")
_NOTE: Final = re.compile(
    r"[，,；;](?:下同|以下[^，,；;]*|排名?第?一[^，,；;]*|[列排]在?(?:第一|首)位[^，,；;]*)"
)
"""What a list of bodies says of all lists (排名第一位为牵头单位，下同)."""

_MARKED: Final = re.compile(rf"\s*(?:{LIST_MARK})")
_FEWEST_BARE: Final = 3
"""Fewest items of a text that end in a bracket of bodies alone, for these to be in charge."""

_BELOW: Final = re.compile(r"[ \t\u3000]*\n\s*([^\n]+)")
"""The line below a label with nothing behind it."""

_BESIDE: Final = re.compile(r"[（(]([^（）()]*)[）)]")

_BLANK: Final = re.compile(r"\s")
_GAP: Final = r"[ \u3000]?"
"""A blank that spreads a label's words apart."""

_DATED: Final = re.compile(r"月|季度|年底|年末|年内|半年|全年|\d年")


@dataclass(slots=True)
class Roles:
    """Bodies by their part, collected from one clause."""

    lead: list[Span] = field(default_factory=list)
    duty: list[Span] = field(default_factory=list)
    support: list[Span] = field(default_factory=list)
    deadline: Period | None = None
    is_apart: bool = False
    """Whether those in charge are so each of a part (分别负责)."""

    def split(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """Return who leads and who supports: where nobody is said to lead, the first named of
        those in charge does, or each of them where each has a part."""
        lead, others = self.lead, [*self.duty, *self.support]
        if not lead and self.duty:
            count = len(self.duty) if self.is_apart else 1
            lead, others = self.duty[:count], [*self.duty[count:], *self.support]
        taken = set(lead)
        return (
            tuple(dict.fromkeys(lead)),
            tuple(span for span in dict.fromkeys(others) if span not in taken),
        )

    def merge(self, later: "Roles") -> None:
        """Take up what a later line of the same clause says."""
        self.lead += later.lead
        self.duty += later.duty
        self.support += later.support
        self.deadline = self.deadline or later.deadline
        self.is_apart = self.is_apart or later.is_apart


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that names bodies.

    Args:
        start, end: Its place in the text.
        roles: What it says.
        is_line: Whether it has lines of its own below the task.
    """

    start: int
    end: int
    roles: Roles
    is_line: bool


@dataclass(frozen=True, slots=True)
class _Patterns:
    verbs: Mapping[str, Role]
    label: re.Pattern[str]
    line: re.Pattern[str]
    inline: re.Pattern[str]
    verb: re.Pattern[str]
    apart: re.Pattern[str]
    joint: re.Pattern[str]
    noted: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    table = duty_table()
    verbs: dict[str, Role] = {w: role for role, words in table.verb.items() for w in words}
    manner, verb = any_of(table.words.manner), any_of(list(verbs))
    label = rf"(?P<label>{_label_pattern()})(?:[（(][^（）()\n]{{1,8}}[）)])?\s*[:：]"
    return _Patterns(
        verbs=verbs,
        label=re.compile(label),
        line=re.compile(rf"(?m)^[ \t\u3000]*(?:{LIST_MARK})?\s*[省市县区州]?{label}"),
        inline=re.compile(rf"(?<=[。；;！，, \t\u3000])[省市县区州]?{label}"),
        # 按职责分工 is 按职责 and 分工 too: the atomic group reads it in one way
        verb=re.compile(rf"(?:(?>{manner}))*(?P<verb>{verb})(?:工作|实施)?$"),
        apart=re.compile(any_of(table.words.apart)),
        joint=re.compile(any_of(table.words.joint)),
        noted=re.compile(rf"[（(](?P<verb>{verb})(?:单位|部门)?[）)]"),
    )


def _label_pattern() -> str:
    """Return a regular expression of the labels, blanks inside them too (责 任 单 位)."""
    table = duty_table()
    part = _spaced(word for words in table.label.values() for word in words)
    kind = _spaced((*table.kind.body, *table.kind.person))
    before, between = _spaced(table.kind.before), _spaced(table.kind.between)
    made = (
        rf"(?:{before})?(?:(?:{part}){_GAP})+(?:[（(](?:{part})[）)])?"
        rf"(?:{between})?{_GAP}(?:{kind})"
    )
    return rf"{made}|{_spaced(word for words in table.whole.values() for word in words)}"


def _spaced(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(_GAP.join(map(re.escape, word)) for word in ordered)


@cache
def _role_of(label: str) -> Label:
    """Tell what stands behind a label."""
    table = duty_table()
    words = _BLANK.sub("", label)
    whole = next((role for role, listed in table.whole.items() if words in listed), None)
    if whole is not None:
        return whole
    if words.endswith(table.kind.person):
        return "other"
    told = re.compile(any_of([*table.label["lead"], *table.label["support"]])).search(words)
    if told is None:
        return "duty"
    return "lead" if told[0] in table.label["lead"] else "support"


def find_clauses(text: str, *, year: int) -> list[Clause]:
    """Find each clause that may name bodies, in the order of the text; they do not overlap.

    Args:
        text: The whole text.
        year: What a deadline without a year means.
    """
    places: list[Clause] = []
    bare: list[Clause] = []
    for match in _BRACKET.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if _is_duty(match[1]):
            roles = _read(text, match.span(1), year)
            places.append(Clause(match.start(), match.end(), roles, not line.strip()))
        elif _is_bare(text, match, line):
            listed = [bodies(text, *part.span()) for part in _listed(text, *match.span(1))]
            roles = Roles(duty=[span for spans in listed for span in spans])
            bare.append(Clause(match.start(), match.end(), roles, is_line=False))
    if len(bare) >= _FEWEST_BARE:
        places += bare
    for pattern, is_line in ((_patterns().line, True), (_patterns().inline, False)):
        for match in pattern.finditer(text):
            end = _label_end(text, match.end(), is_line=is_line)
            roles = _read(text, (match.start("label"), end), year)
            places.append(Clause(match.start(), end, roles, is_line))
    return list(_joined(text, sorted(places, key=lambda place: (place.start, -place.end))))


def _label_end(text: str, start: int, *, is_line: bool) -> int:
    """Return where the words of a label end that is no bracket: with its sentence, or with that of
    the last label that follows at once."""
    stop = re.compile(r"[。\n]" if is_line else r"[。；;\n]")
    below = _BELOW.match(text, start) if is_line else None
    if below is not None and is_body_list(below[1]):
        return below.end()
    while True:
        found = stop.search(text, start)
        if found is None:
            return len(text)
        more = _patterns().label.match(text, found.end()) if found[0] != "\n" else None
        if more is None:
            return found.start()
        start = more.end()


def _joined(text: str, places: list[Clause]) -> Iterator[Clause]:
    """Join labelled lines that follow each other (责任单位, then 完成时限); of clauses one inside
    the other give the outer."""
    held: Clause | None = None
    for place in places:
        if held is not None and place.start < held.end:
            continue
        if held is not None and _goes_on(text, held, place):
            held.roles.merge(place.roles)
            held = Clause(held.start, place.end, held.roles, held.is_line)
            continue
        if held is not None:
            yield held
        held = place
    if held is not None:
        yield held


def _goes_on(text: str, held: Clause, place: Clause) -> bool:
    """Tell whether a labelled line goes on where a clause ended (责任单位, then 完成时限)."""
    between = text[held.end : place.start]
    return not between.strip(" 　\t\n。") and _patterns().line.match(text, place.start) is not None


def _is_bare(text: str, match: re.Match[str], line: str) -> bool:
    """Tell whether a bracket ends a numbered item and holds bodies alone: 3.建桥。（市交通局）."""
    rest = text[match.end() : match.end() + 2]
    is_last = not rest or rest.startswith(("\n", "\r", "。\n"))
    return is_last and _MARKED.match(line) is not None and is_body_list(_NOTE.sub("", match[1]))


def _is_duty(words: str) -> bool:
    patterns = _patterns()
    if patterns.label.search(words):
        return True
    return any(
        patterns.verb.search(segment[0].strip()) is not None for segment in _SEGMENT.finditer(words)
    )


def _read(text: str, place: tuple[int, int], year: int) -> Roles:
    """Read the bodies and the deadline of a clause."""
    roles = Roles()
    start, end = place
    labels = list(_patterns().label.finditer(text, start, end))
    if labels:
        for match, following in zip(labels, [*labels[1:], None], strict=True):
            stop = end if following is None else following.start()
            _read_label(roles, match["label"], text, (match.end(), stop), year)
    else:
        _read_verbs(roles, text, place, year)
    return roles


def _read_label(roles: Roles, label: str, text: str, place: tuple[int, int], year: int) -> None:
    start, stop = place
    kind = _role_of(label)
    if kind == "deadline":
        roles.deadline = deadline_of(text[start:stop], year=year)
    elif kind != "other":
        for segment in _listed(text, start, stop):
            is_named = bool(bodies(text, *segment.span()))
            told = "，".join(_BESIDE.findall(segment[0])) if is_named else segment[0]
            if _DATED.search(told):
                roles.deadline = deadline_of(told, year=year) or roles.deadline
            verb = _patterns().verb.search(segment[0].rstrip())
            role = kind if verb is None else _patterns().verbs[verb["verb"]]
            named = segment.start() + (len(segment[0]) if verb is None else verb.start())
            _add(roles, role, text, (segment.start(), named))


def _listed(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Yield the stretches of a sentence behind a label, up to one with a label that is not known
    (适用范围：)."""
    end = text.find("。", start, stop)
    for segment in _SEGMENT.finditer(text, start, stop if end < 0 else end):
        if _LABELLED.search(segment[0]):
            return
        yield segment


def _read_verbs(roles: Roles, text: str, place: tuple[int, int], year: int) -> None:
    """Read bodies with a verb behind them; those before a verb of a later stretch share it."""
    patterns = _patterns()
    waiting: list[tuple[int, int]] = []
    for segment in _SEGMENT.finditer(text, *place):
        words = segment[0].rstrip()
        verb = patterns.verb.search(words)
        named = (segment.start(), segment.start() + (verb.start() if verb else len(words)))
        if _DATED.search(words) and not bodies(text, *named):
            roles.deadline = deadline_of(words, year=year) or roles.deadline
        elif verb is None:
            waiting.append(named)
        else:
            roles.is_apart |= patterns.apart.search(verb[0]) is not None
            for listed in (*waiting, named):
                _add(roles, patterns.verbs[verb["verb"]], text, listed)
            waiting = []


def _add(roles: Roles, role: Role, text: str, place: tuple[int, int]) -> None:
    """Add the bodies of a list; those behind 会同 support, and one with a note has the part that it
    tells (市教育局（牵头）)."""
    start, end = place
    joint = _patterns().joint.search(text, start, end)
    if joint is not None and joint.start() > start:
        _add(roles, "lead" if role == "duty" else role, text, (start, joint.start()))
        _add(roles, "support", text, (joint.end(), end))
        return
    for span in bodies(text, start, end):
        noted = _patterns().noted.search(text, span.start + 1, span.end)
        if noted is None:
            getattr(roles, role).append(span)
        else:
            kept = Span(span.start, noted.start())
            getattr(roles, _patterns().verbs[noted["verb"]]).append(kept)
