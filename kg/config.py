"""The settings of a build, parsed once at the edge and passed as an argument. Nothing here reads a
file."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import ConfigError
from kg.model import LEVELS, Level

REPORT_YEARS: Final = range(1949, 2101)
"""The years that a report may be of: from the founding of the People's Republic on."""

BASE_IRI: Final = "https://w3id.org/govreport/"
"""The default of `Config.base_iri`; the name is not registered, so IRIs under it do not resolve."""

THRESHOLD: Final = 0.4
"""The default of `Config.threshold`; the READMEs' tables of accuracy show what others would do."""

_IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a user may set for a build; each default is what a build without settings does.

    Args:
        region: Full or short name, or code, of the issuer's division, whatever the inputs tell.
        year: Report year, likewise; one of `REPORT_YEARS`.
        level: Level of the issuer, likewise.
        gazetteers: CSV files with a user's own places, agencies and projects.
        corrections: A reviewed CSV file of renames, merges, splits, rejections and fixes.
        threshold: A mention or relation whose probability is below goes to `review.csv`, not into
            the graph; 0 to 1.
        base_iri: Where the IRIs of the RDF begin; ends with `/`.
        jobs: Worker processes for extraction; 0 takes one for each core.

    Raises:
        ConfigError: A value cannot be used; the message has its name and the way out.
    """

    region: str | None = None
    year: int | None = None
    level: Level | None = None
    gazetteers: tuple[Path, ...] = ()
    corrections: Path | None = None
    threshold: float = THRESHOLD
    base_iri: str = BASE_IRI
    jobs: int = 0

    def __post_init__(self) -> None:
        if self.year is not None and self.year not in REPORT_YEARS:
            raise ConfigError(
                f"year {self.year}: give one from {REPORT_YEARS[0]} to {REPORT_YEARS[-1]}"
            )
        if self.level is not None and self.level not in LEVELS:
            raise ConfigError(f"level {self.level!r}: choose from {', '.join(LEVELS)}")
        if not 0 <= self.threshold <= 1:
            raise ConfigError(f"threshold {self.threshold}: give one from 0 to 1")
        if not _IRI.fullmatch(self.base_iri):
            raise ConfigError(f"base_iri {self.base_iri!r}: give an http(s) IRI that ends with /")
        if self.jobs < 0:
            raise ConfigError(f"jobs {self.jobs}: give 0 or more")
