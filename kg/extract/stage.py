"""The stage that a verb puts a project in, and which verb governs a name: cues by a table, the
choice among them by learnt weights. Finding the names and dating them happens elsewhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kg.extract.frame import Frame
from kg.extract.weight import Weights, load_weights
from kg.model import STAGES, Stage
from kg.rules import Strict, any_of, load

MODEL_FILE: Final = "model/stage.json"
NONE: Final = "none"

_TAIL: Final = re.compile(
    r"(?:等)?(?:[\d一二两三四五六七八九十几多百]+[个条座项家所批处大类]+)?(?:重点|重大|一批|一系列)*"
    r"(?:项目|工程|活动|工作|建设工程)?(?:\[\d+\]|〔\d+〕|\(\d+\)|（\d+）|（[^）]{1,20}）)*"
)


class StageTable(Strict):
    """The whole of `data/stages.toml`."""

    verb: Mapping[Stage, tuple[str, ...]]
    carry: tuple[str, ...]
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb and its place in the text that it was looked for in."""

    word: str
    stage: Stage
    start: int
    end: int
    is_carrier: bool


@cache
def _verbs() -> tuple[dict[str, Stage], re.Pattern[str], frozenset[str]]:
    table = load("stages.toml", StageTable)
    stages = {word: stage for stage in STAGES for word in table.verb.get(stage, ())}
    carry = frozenset(table.carry)
    return stages, re.compile(any_of(stages.keys() | carry)), carry


@lru_cache(maxsize=1024)
def find_cues(text: str) -> tuple[Cue, ...]:
    """Find the verbs of the table, longest first, in the order of the text."""
    stages, pattern, carry = _verbs()
    return tuple(
        Cue(m[0], stages.get(m[0], "advance"), m.start(), m.end(), m[0] in carry)
        for m in pattern.finditer(text)
    )


def governing(frame: Frame) -> tuple[Cue | None, Cue | None]:
    """Return the nearest cue before the enumeration, and the one behind it."""
    left = find_cues(frame.left)
    right = find_cues(frame.right)
    return (left[-1] if left else None), (_later(right) if right else None)


def _later(cues: Sequence[Cue]) -> Cue:
    """Take the last verb of the first group: of two stages in one, the later one is meant."""
    chosen = cues[0]
    for cue in cues[1:]:
        if cue.start - chosen.end > 1:
            break
        chosen = cue
    return chosen


def by_rule(frame: Frame) -> Stage | None:
    """Read the stage by the table alone: a verb behind that says more than 建设 goes first."""
    before, behind = governing(frame)
    if behind is not None and behind.stage != "advance" and not behind.is_carrier:
        return behind.stage
    if before is not None and not before.is_carrier:
        return before.stage
    if behind is not None:
        return behind.stage
    return before.stage if before is not None else None


def features(frame: Frame, *, is_plan: bool) -> list[str]:
    """Describe a name's frame for the learnt weights."""
    left, right = find_cues(frame.left), find_cues(frame.right)
    found = ["side=plan" if is_plan else "side=review"]
    before = left[-1] if left else None
    if before is not None:
        gap = len(frame.left) - before.end
        found += [f"b={before.word}", f"bs={before.stage}", f"bg={before.word}/{min(gap, 3)}"]
        found.append(f"bd={before.stage}/{min(gap, 12) // 3}")
        if len(left) > 1:
            found.append(f"b2={left[-2].word}")
            found.append(f"bb={left[-2].stage}/{before.stage}/{left[-2].is_carrier}")
    tail = _TAIL.match(frame.right)
    rest = frame.right[tail.end() if tail else 0 :]
    behind = _later(right) if right else None
    if behind is not None:
        near = len(frame.right) - len(rest) >= right[0].start - 4
        found += [f"a={behind.word}", f"as={behind.stage}/{near}", f"a1={right[0].word}/{near}"]
        found.append(f"al={right[-1].word}")
    found.append(
        f"ba={before.stage if before else '-'}/{before.is_carrier if before else '-'}"
        f"/{behind.stage if behind else '-'}"
    )
    found += [f"w{size}={frame.left[-size:]}" for size in (1, 2, 3, 4)]
    found += [f"v{size}={rest[:size]}" for size in (1, 2, 3, 4)]
    found += [f"z{size}={frame.right[-size:]}" for size in (1, 2, 4) if frame.right]
    found += [f"n{size}={frame.words[-size:]}" for size in (1, 2, 3)]
    found += [f"o{size}={frame.words[:size]}" for size in (1, 2)]
    found.append(f"size={min(frame.size, 4)}")
    found += _around(frame)
    return found


def _around(frame: Frame) -> list[str]:
    found = []
    if not frame.left:
        cues = find_cues(frame.earlier)
        found.append(f"e={cues[-1].word if cues else '-'}")
        if cues:
            found.append(f"el={cues[0].word}")
    if not frame.right:
        cues = find_cues(frame.later)
        found.append(f"l={cues[0].word if cues else '-'}")
        found.append(f"l2={frame.later[:2]}")
    means = load("stages.toml", StageTable).means
    found += [f"means={word}" for word in means if word in frame.left]
    return found


def stage_weights() -> Weights:
    """Load the learnt weights, once in a process."""
    return load_weights(MODEL_FILE)


def cue_of(frame: Frame, stage: Stage) -> tuple[int, int, str] | None:
    """Return where the verb stands that puts the name at this stage, in the report's text, and
    the verb: of the two that govern it the one of that stage, else the nearer one."""
    before, behind = governing(frame)
    places = []
    if behind is not None:
        places.append((behind.stage != stage, 1, frame.end + behind.start, behind.word))
    if before is not None:
        at = frame.start - len(frame.left) + before.start
        places.append((before.stage != stage, 0, at, before.word))
    if not places:
        return None
    _, _, start, word = min(places)
    return start, start + len(word), word
