"""What a number measures, from the words that name it: a core indicator of the table, or one that
is known by its normalised words. Where those words stand is read in `kg.extract.indicator`."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from pydantic import field_validator

from kg.ids import make_id
from kg.model import Good, Indicator, Kind
from kg.rules import Strict, load

_DROP: Final = re.compile(r"^[—―─－-]+|[\s“”\"'‘’《》〈〉·•・、,，:：]|[（(][^（）()]*[）)]")
_BOTH: Final = "城乡"
_PARTS: Final = {"城": "城镇", "乡": "农村"}
_KIND: Final = re.compile("(?:省|市|县|区|州|盟|旗|地区)$")
_SHORTEST: Final = 2
_CHANGES: Final = frozenset({"percent", "percentage_point", "times", "doubling", "ratio", "score"})
_HOW: Final = re.compile("^(?:按|扣除|剔除|考虑)[^，。；、]{1,14}?(?:因素|口径|影响)后?(?:计算)?")
_SIZED: Final = re.compile(r"^(?:\d+|[二两五百千]+)万元(?:及)?(?:以上)?口径")
_AIM: Final = re.compile(r"^[^，。；]{0,16}目标[为是:：](?=.)")
_MONEY: Final = frozenset({"yuan", "usd"})
_YEAR: Final = re.compile(
    r"^(?:(?:\d{4}|\d{1,2}|[一二三四五六七八九十]+)年|[一二三四五六七八九十]{1,2}五(?:时期|期间|末)|十[一二三四五]五)"
)


class IndicatorRow(Strict):
    """A row of `indicators.toml`; see its head for what the keys mean."""

    id: str
    name: str
    en: str
    unit: str
    good: Good
    units: tuple[str, ...] = ()
    rates: bool = False
    per_head: str | None = None
    aliases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    growth: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    shared_local: tuple[str, ...] = ()
    narrow: str | None = None

    @field_validator("patterns")
    @classmethod
    def _compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as exc:
                raise ValueError(f"no pattern: {pattern!r}: {exc}") from exc
        return patterns

    def measures(self, kind: Kind, unit: str) -> bool:
        """Tell whether a figure of this kind and unit can be of this indicator."""
        own = self.units or (self.unit,)
        if kind in {"growth", "decline"}:
            return not unit or unit in _CHANGES or unit in own
        if kind == "amount" and not unit and self.unit in _MONEY:
            return False  # a bare cell of a table, whose unit stands elsewhere
        if kind == "rank":
            return True
        if unit == "percent":
            return self.rates
        return not unit or unit in own or unit in {"times", "doubling"}


class IndicatorTable(Strict):
    """The whole of `indicators.toml`."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    heads: tuple[str, ...]
    openings: tuple[str, ...]
    indicator: tuple[IndicatorRow, ...]


@cache
def core_indicators() -> dict[str, Indicator]:
    """Return the indicators of the table by id, in its order."""
    return {
        row.id: Indicator(row.id, row.name, row.en, row.unit, row.good, True, ()) for row in _rows()
    }


def openings() -> tuple[str, ...]:
    """Return how the names of headline indicators begin."""
    return load("indicators.toml", IndicatorTable).openings


def identify(words: str, *, kind: Kind, unit: str, part: str | None = None) -> Indicator:
    """Tell which indicator the words name.

    Args:
        words: As they stand in the text.
        kind: Of the figure: 经济 is the GDP only where it grows.
        unit: Base unit of the figure: 研发投入 in percent is the intensity.
        part: What of the words the figure is about, where they name two things: 城 of 城乡居民收入.

    Returns:
        A core indicator, else one whose id is made of the normalised words; without aliases.
    """
    name = normalise(words)
    if part is not None and name.startswith(_BOTH):
        name = _PARTS.get(part, _BOTH) + name.removeprefix(_BOTH)
    # words of scope may be part of a name: 市区居民 are not all 居民
    whole = _forms(_plain(words)) if part is None else []
    for form in (*whole, *_forms(name)):
        row = _lookup(form, kind, unit)
        if row is not None:
            return core_indicators()[row.id]
    base = unit if kind in {"amount", "rate"} else ""
    return Indicator(
        make_id("indicator", name or words), name or words, "", base, "none", False, ()
    )


def without_region(words: str, names: Iterable[str]) -> str:
    """Return words without the name of a region that they begin with: one of its names, or one
    that lacks the kind of region."""
    for name in names:
        short = _KIND.sub("", name)
        found = re.match(f"(?:{re.escape(name)}|{re.escape(short)}(?:地区)?)(?=.)", words)
        if found is not None and len(short) >= _SHORTEST:
            return words[found.end() :]
    return words


def shared_row(words: str) -> tuple[IndicatorRow, bool] | None:
    """Return the wider row that words may mean, which name a narrower one by themselves, and
    whether only its local words tell the narrower one from it."""
    known = _shared()
    found = [known[form] for form in _forms(normalise(words)) if form in known]
    if not found:
        return None
    number, is_local = min(found)
    return _rows()[number], is_local


@lru_cache(maxsize=4096)
def normalise(words: str) -> str:
    """Fold width, drop blanks, quotes and brackets, and words of scope and time at the front."""
    plain = _plain(words)
    return _strip_front(plain) or plain


def _plain(words: str) -> str:
    return _DROP.sub("", unicodedata.normalize("NFKC", words)).replace("㎎", "mg")


def _strip_front(text: str) -> str:
    before = _longest_first(load("indicators.toml", IndicatorTable).before)
    while True:
        rest = _HOW.sub("", _SIZED.sub("", _YEAR.sub("", _AIM.sub("", text)))) or text
        head = next((word for word in before if rest.startswith(word) and rest != word), "")
        rest = rest[len(head) :]
        if rest == text:
            return text
        text = rest


@cache
def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _forms(name: str) -> list[str]:
    """Return the words, and what is left when words of growth and level at the end go."""
    after = _longest_first(load("indicators.toml", IndicatorTable).after)
    forms = [name]
    text = name
    while True:
        tail = next((word for word in after if text.endswith(word) and text != word), None)
        if tail is None:
            return forms
        text = text[: -len(tail)]
        forms.append(text)


@cache
def _aliases() -> dict[str, tuple[IndicatorRow, ...]]:
    found: dict[str, list[IndicatorRow]] = {}
    for row in _rows():
        for alias in row.aliases:
            found.setdefault(alias.upper(), []).append(row)
    return {alias: tuple(rows) for alias, rows in found.items()}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], IndicatorRow], ...]:
    return tuple((re.compile("|".join(row.patterns), re.I), row) for row in _rows() if row.patterns)


@cache
def _shared() -> dict[str, tuple[int, bool]]:
    """Return the words that two rows share, each with the number of the first wider row that has
    them, and whether they are among its local ones."""
    found: dict[str, tuple[int, bool]] = {}
    for number, row in enumerate(_rows()):
        for words, is_local in ((row.shared, False), (row.shared_local, True)):
            for word in words:
                found.setdefault(word, (number, is_local))
    return found


def _rows() -> tuple[IndicatorRow, ...]:
    return load("indicators.toml", IndicatorTable).indicator


@cache
def _lookup(form: str, kind: Kind, unit: str) -> IndicatorRow | None:
    changes = kind in {"growth", "decline"}
    for row in candidates(form, changes=changes):
        if row.per_head is not None and kind == "rate" and unit in _MONEY:
            return next(each for each in _rows() if each.id == row.per_head)
        if row.measures(kind, unit):
            return row
    return None


def candidates(form: str, *, changes: bool = False) -> list[IndicatorRow]:
    """Return the rows that the words name, in the order of the table; `changes` adds those of
    growth."""
    rows = list(_aliases().get(form.upper(), ()))
    rows += [row for pattern, row in _patterns() if pattern.fullmatch(form)]
    if changes:
        table = load("indicators.toml", IndicatorTable).indicator
        rows += [row for row in table if form in row.growth]
    return rows
