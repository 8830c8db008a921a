"""Keeps what was read out of a file under a hash of all that it depends on: the file's bytes, the
settings, and the package's own code and tables. A result of another version is simply not found."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import msgspec

from kg.config import Config
from kg.model import Extraction, Issue
from kg.version import VERSION

READS: Final = (
    "body.py",
    "config.py",
    "data",
    "due.py",
    "errors.py",
    "extract",
    "gazetteer",
    "ids.py",
    "indicator.py",
    "model",
    "numbers.py",
    "read",
    "rules.py",
    "text.py",
)
"""The parts of the package that what is read out of a file depends on; a test compares them with
what reading and extracting import."""


class FileResult(msgspec.Struct, frozen=True):
    """All that was read out of one file, or why not."""

    name: str
    sha256: str
    extractions: tuple[Extraction, ...]
    issues: tuple[Issue, ...]


@cache
def fingerprint() -> str:
    """Hash the package's own code and tables: what is cached by another version is not used."""
    digest = hashlib.sha256()
    root = Path(str(resources.files("kg")))
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        if path.is_file() and "__pycache__" not in inside and inside[0] in READS:
            digest.update("/".join(inside).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def sha256_of(path: Path) -> str:
    """Hash a file; empty where it cannot be read, which the reader's issue says already."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def settings_of(config: Config) -> Mapping[str, Any]:
    """Say the settings that the result depends on; how many processes worked is none."""
    return {
        "region": config.region,
        "year": config.year,
        "level": config.level,
        "gazetteers": [{"file": str(p), "sha256": sha256_of(p)} for p in config.gazetteers],
        "corrections": config.corrections
        and {"file": str(config.corrections), "sha256": sha256_of(config.corrections)},
        "threshold": config.threshold,
        "base_iri": config.base_iri,
    }


def config_of(settings: Mapping[str, Any]) -> Config:
    """Turn what `settings_of` said back into settings; `jobs` is the default."""
    corrections = settings["corrections"]
    return Config(
        region=settings["region"],
        year=settings["year"],
        level=settings["level"],
        gazetteers=tuple(Path(table["file"]) for table in settings["gazetteers"]),
        corrections=None if corrections is None else Path(corrections["file"]),
        threshold=settings["threshold"],
        base_iri=settings["base_iri"],
    )


def key(name: str, sha256: str, settings: Mapping[str, Any]) -> str:
    """Name what was read out of a file by all that it depends on."""
    told = [settings[key] for key in ("region", "year", "level", "gazetteers")]
    parts = [VERSION, fingerprint(), name, sha256, told]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]


def get(name: str, directories: Iterable[Path]) -> FileResult | None:
    """Return what is kept under a key in the first folder that has it; None if none has.

    A damaged file counts as none: its input is read anew and the file is written over.
    """
    for directory in directories:
        path = directory / f"{name}.json.gz"
        if path.is_file():
            try:
                return msgspec.json.decode(gzip.decompress(path.read_bytes()), type=FileResult)
            except (OSError, EOFError, msgspec.DecodeError):
                continue
    return None


def put(result: FileResult, directory: Path, *, settings: Mapping[str, Any]) -> None:
    """Write a result to a folder; the same result gives the same bytes on every Python."""
    name = key(result.name, result.sha256, settings)
    # Not gzip.compress: what it says of the operating system differs between Python 3.12 and 3.13.
    with (
        (directory / f"{name}.json.gz").open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed,
    ):
        packed.write(msgspec.json.encode(result))
