"""The table of words that stand beside numbers. What they tell is decided where they are used."""

from functools import cache

from kg.rules import Strict, load


class QuantityTable(Strict):
    """The whole of `data/quantities.toml`."""

    bare_before: tuple[str, ...]
    filler: tuple[str, ...]
    unitless_before: tuple[str, ...]
    rank_before: tuple[str, ...]
    rank_after: tuple[str, ...]
    top_not_before: tuple[str, ...]
    spoken_not_after: tuple[str, ...]
    times_not_before: tuple[str, ...]
    idioms: tuple[str, ...]
    age_before: tuple[str, ...]
    duration_before: tuple[str, ...]
    duration_after: tuple[str, ...]
    over_before: tuple[str, ...]
    over_after: tuple[str, ...]
    carriers: tuple[str, ...]
    amounts: tuple[str, ...]
    growth: tuple[str, ...]
    growth_percent: tuple[str, ...]
    decline: tuple[str, ...]
    growth_object: tuple[str, ...]
    decline_object: tuple[str, ...]
    no_change: tuple[str, ...]
    change_indicator: tuple[str, ...]
    change_named_filler: tuple[str, ...]
    money_words: tuple[str, ...]
    money_after: tuple[str, ...]
    level: tuple[str, ...]
    change_filler: tuple[str, ...]
    per_before: tuple[str, ...]
    multiple_before: tuple[str, ...]
    each: tuple[str, ...]
    each_not_after: tuple[str, ...]
    each_not_before: tuple[str, ...]
    pairs: tuple[str, ...]
    subject_opening: tuple[str, ...]
    no_subject_after: tuple[str, ...]
    whole_region: tuple[str, ...]
    not_named: tuple[str, ...]
    measured: tuple[str, ...]
    parts: tuple[str, ...]
    level_indicator: tuple[str, ...]
    priced: tuple[str, ...]
    again: tuple[str, ...]
    totals: tuple[str, ...]
    paces: tuple[str, ...]
    branches: tuple[str, ...]


@cache
def quantity_table() -> QuantityTable:
    """Read the table, once in a process."""
    return load("quantities.toml", QuantityTable)
