"""Reads the settings of a build from flags and a settings file into a `Config`. What they mean is
said there."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kg.config import BASE_IRI, THRESHOLD, Config
from kg.errors import ConfigError
from kg.model import Level
from kg.rules import Strict


class _File(Strict):
    """What a settings file may hold: the fields of `Config`, each of them optional."""

    region: str | None = None
    year: int | None = None
    level: Level | None = None
    gazetteers: tuple[Path, ...] = ()
    corrections: Path | None = None
    threshold: float = THRESHOLD
    base_iri: str = BASE_IRI
    jobs: int = 0


def read_settings(file: Path | None, given: Mapping[str, Any], *, default: Path) -> Config:
    """Join what was given, a settings file and the defaults, in that order of precedence.

    Args:
        file: A TOML file with the names of `Config`'s fields at its top level, or None. Its paths
            start at its own folder.
        given: What the user gave, by those names; a name that is there counts, whatever its value.
        default: The file that counts where `file` is None and it exists.

    Raises:
        ConfigError: The file is missing, no TOML, or has an unknown name or a bad value.
    """
    path = file if file is not None else default if default.is_file() else None
    settings = {} if path is None else _read(path)
    where = "" if path is None else f"{path}: "
    try:
        checked = _File.model_validate({**settings, **given})
    except ValidationError as exc:
        first = exc.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{where}{name}: {first['msg']}; it was {first['input']!r}") from exc
    _check_files((*checked.gazetteers, *filter(None, (checked.corrections,))))
    try:
        return Config(**{name: getattr(checked, name) for name in _File.model_fields})
    except ConfigError as exc:
        raise ConfigError(f"{where}{exc}") from exc


def _check_files(paths: Iterable[Path]) -> None:
    """Refuse what is there but is no file: to open a pipe would wait for ever."""
    for path in paths:
        if path.exists() and not path.is_file():
            raise ConfigError(f"{path}: is no file; save what it gives as a file")


def _read(path: Path) -> dict[str, Any]:
    _check_files((path,))
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as exc:
        raise ConfigError(f"{path}: cannot be read: {exc.strerror}") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise ConfigError(f"{path}: not valid TOML: {exc}") from exc
    base = path.parent
    if isinstance(raw.get("gazetteers"), list):
        raw["gazetteers"] = [base / str(item) for item in raw["gazetteers"]]
    if isinstance(raw.get("corrections"), str):
        raw["corrections"] = base / raw["corrections"]
    return raw
