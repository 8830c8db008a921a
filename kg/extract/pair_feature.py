"""What stands around a pair of names, as features for learnt weights: the names themselves, the
words between and beside them, the other names of the sentence, and what the gazetteer knows of
them. What the weights make of it is not its business."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kg.extract.frame import MASK, Frame
from kg.extract.gazetteer import UNSURE
from kg.extract.stage import find_cues
from kg.model import Mention
from kg.text import Span

_STOPS: Final = "，；。：！？"
_CLAUSES: Final = "，；。："
_RESPECTIVELY: Final = "分别"
_NUMERAL: Final = re.compile(r"[一二三四五六七八九十两]")
_DIGIT: Final = re.compile(r"\d")
_SIGNS: Final = ("：", "即", "是指", "（", "）")
"""By what an explanation names the members of a programme (“三园”，即A、B、C)."""


@dataclass(slots=True)
class Scene:
    """A sentence whose names are paired.

    Args:
        names: Its names, in the order of the text.
        text: Its words, every name masked.
        offset: Where it starts in the report's text.
        rules: How the names that the gazetteer finds in it stand to the issuer, by span.
    """

    names: Sequence[Frame]
    text: str
    offset: int
    rules: Mapping[Span, str]
    kinds: list[str] = field(init=False)
    groups: list[int] = field(init=False)
    starts: list[int] = field(init=False)
    ends: list[int] = field(init=False)
    clauses: list[int] = field(init=False)
    opens: list[bool] = field(init=False)
    whole: list[str] = field(init=False)
    within: list[str] = field(init=False)

    def __post_init__(self) -> None:
        spans = [frame.mention.span for frame in self.names]
        self.kinds = [frame.mention.type for frame in self.names]
        self.groups = [frame.start for frame in self.names]
        self.starts = [span.start - self.offset for span in spans]
        self.ends = [span.end - self.offset for span in spans]
        self.clauses = [_clause(self.text, start) for start in self.starts]
        self.opens = [_opens(self.text, frame.start - self.offset) for frame in self.names]
        self.whole = [self.rules.get(span, "-") for span in spans]
        self.within = [self._within(frame.mention) for frame in self.names]

    def _within(self, mention: Mention) -> str:
        """Return how the first place inside a name stands to the issuer."""
        inner = (
            rule
            for span, rule in self.rules.items()
            if rule != UNSURE and span != mention.span and mention.span.contains(span)
        )
        return next(inner, "-")

    def between(self, i: int, j: int) -> str:
        """Return the words between two names."""
        return self.text[self.ends[min(i, j)] : self.starts[max(i, j)]]


def features(scene: Scene, i: int, j: int) -> list[str]:
    """Describe a pair of names.

    Args:
        scene: Their sentence.
        i: Which name is the head.
        j: Which name is the tail.
    """
    head, tail = scene.names[i], scene.names[j]
    kinds = f"{head.mention.type[:2]}{tail.mention.type[:2]}"
    order = "ht" if i < j else "th"
    found = [f"t={kinds}", f"o={kinds}{order}"]
    if head.start == tail.start:
        found += [f"same={kinds}{order}", f"n2={kinds}/{tail.words[-2:]}"]
    key = f"{kinds}{order}"
    found += _gap(scene, i, j, key)
    found += _beside(scene, i, j, key)
    found += _rivals(scene, i, j, key)
    found += _subject(scene, i, j, key)
    found += _kin(scene, i, j, key)
    found += _explained(scene, i, j, key)
    return found


def _gap(scene: Scene, i: int, j: int, key: str) -> list[str]:
    """Describe the words between the enumerations of two names, or between two members of one."""
    first, second = scene.names[min(i, j)], scene.names[max(i, j)]
    if first.start == second.start:
        between = scene.between(i, j)
    else:
        between = scene.text[first.end - scene.offset : second.start - scene.offset]
    inner = scene.names[min(i, j) + 1 : max(i, j)]
    clauses = sum(between.count(stop) for stop in _CLAUSES)
    kind = scene.names[j].mention.type
    rivals = sum(frame.mention.type == kind for frame in inner)
    found = [
        f"c={key}/{min(clauses, 3)}",
        f"k={key}/{min(clauses, 2)}/{min(len(inner), 3)}",
        f"r={key}/{min(rivals, 2)}/{min(clauses, 2)}",
        f"g={key}/{min(len(between), 40) // 4}",
        f"open={key}/{not first.left}/{min(clauses, 2)}",
        f"size={key}/{min(first.size, 3)}/{min(second.size, 3)}/{min(clauses, 2)}",
    ]
    found += _wording(key, between, clauses)
    return found


def _wording(key: str, between: str, clauses: int) -> Iterator[str]:
    plain = between.replace(MASK, "")
    if len(between) <= 6:
        yield f"b={key}/{between}"
    for size in (1, 2, 3):
        yield f"bs{size}={key}/{between[:size]}"
        yield f"be{size}={key}/{between[-size:]}"
    if len(plain) <= 24:
        for left, right in pairwise(plain):
            yield f"bb={key}/{left}{right}"
    for cue in find_cues(plain)[:3]:
        yield f"v={key}/{cue.word}/{min(clauses, 1)}"


def _beside(scene: Scene, i: int, j: int, key: str) -> list[str]:
    """Describe the names themselves and the words before the first and behind the second."""
    head, tail = scene.names[i], scene.names[j]
    first, second = (head, tail) if i < j else (tail, head)
    found = [f"hs{size}={key}/{head.words[-size:]}" for size in (1, 2)]
    found += [f"ts{size}={key}/{tail.words[-size:]}" for size in (1, 2)]
    found.append(f"hp={key}/{head.words[:1]}")
    found += [f"lf{size}={key}/{first.left[-size:]}" for size in (1, 2, 3)]
    found += [f"rt{size}={key}/{second.right[:size]}" for size in (1, 2, 3)]
    return found


def _rivals(scene: Scene, i: int, j: int, key: str) -> list[str]:
    """Describe the other names that the head could be related to as it is to the tail."""
    head, tail = scene.names[i], scene.names[j]
    start, end, clause = scene.starts[i], scene.ends[i], scene.clauses[i]
    gap = max(start - scene.ends[j], scene.starts[j] - end)
    nearer = same = before = 0
    for k, (kind, group) in enumerate(zip(scene.kinds, scene.groups, strict=True)):
        if k == i or kind != tail.mention.type or group == tail.start:
            continue
        is_before = scene.ends[k] <= start
        nearer += (start - scene.ends[k] if is_before else scene.starts[k] - end) < gap
        if scene.clauses[k] == clause:
            same += 1
            before += is_before
    is_one = clause == scene.clauses[j]
    found = [f"near={key}/{min(nearer, 2)}/{is_one}"]
    found.append(f"own={key}/{min(before, 1)}/{min(same, 2)}/{is_one}")
    if _RESPECTIVELY in scene.between(i, j) or _RESPECTIVELY in tail.right[:4]:
        found.append(f"each={key}/{head.rank == tail.rank}/{head.size == tail.size}")
    return found


def _subject(scene: Scene, i: int, j: int, key: str) -> list[str]:
    """Tell whether the tail is what its sentence or clause is about (云岭县要建成…)."""
    tail = scene.names[j]
    is_first, is_one = tail.start == scene.offset, scene.clauses[i] == scene.clauses[j]
    rivals = sum(
        scene.opens[k]
        for k in range(min(i, j) + 1, max(i, j))
        if scene.kinds[k] == tail.mention.type and scene.groups[k] != tail.start
    )
    behind = scene.text[scene.ends[j] : scene.ends[j] + 2]
    return [
        f"subj={key}/{scene.opens[j]}/{is_first}/{min(rivals, 2)}/{is_one}",
        f"sub2={key}/{scene.opens[j]}/{behind[:1]}/{is_one}",
        f"sub3={key}/{is_first}/{min(rivals, 1)}/{behind}",
    ]


def _kin(scene: Scene, i: int, j: int, key: str) -> list[str]:
    """Tell how the names, and the first places inside them, stand to the issuer."""
    is_one = scene.clauses[i] == scene.clauses[j]
    return [
        f"kt={key}/{scene.whole[j]}",
        f"kh={key}/{scene.whole[i]}",
        f"ktc={key}/{scene.whole[j]}/{is_one}",
        f"hin={key}/{scene.within[i]}/{is_one}",
        f"tin={key}/{scene.within[j]}/{is_one}",
    ]


def _explained(scene: Scene, i: int, j: int, key: str) -> list[str]:
    """Describe what tells the members of a programme from names that stand beside it."""
    between, words = scene.between(i, j), scene.names[j].words
    marks = "".join("1" if sign in between else "0" for sign in _SIGNS)
    before = [scene.text[max(0, scene.starts[k] - 1) : scene.starts[k]] for k in (i, j)]
    is_counted = bool(_NUMERAL.search(words[:3])), bool(_DIGIT.search(words))
    return [
        f"ex={key}/{marks}",
        f"q={key}/{before[0]}/{before[1]}",
        f"num={key}/{is_counted[0]}/{is_counted[1]}/{_SIGNS[0] in between}",
    ]


def _clause(text: str, at: int) -> int:
    """Return where the sign stands that the clause begins behind; -1 for the first clause."""
    return max(text.rfind(stop, 0, at) for stop in _STOPS)


def _opens(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _STOPS
