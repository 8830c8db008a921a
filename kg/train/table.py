"""Trains every table of weights that the rules lean on: sides of a report, stages, relations,
indicators. The recogniser is trained elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from kg.errors import InputError, OutputError
from kg.gazetteer import Gazetteer
from kg.read.record import Record
from kg.train.indicator import train_indicator
from kg.train.relation import train_inside, train_pair
from kg.train.side import train_side
from kg.train.stage import train_stage


def train_tables(records: Sequence[Record], gazetteer: Gazetteer, output: Path) -> None:
    """Fit the weights and write them to `side.json`, `stage.json`, `inside.json`, `pair.json` and
    `indicator.json`.

    Args:
        records: Annotated sentences.
        gazetteer: Divisions.
        output: Folder, made if missing. Equal records give equal bytes.

    Raises:
        InputError: A table has too little to learn from.
        OutputError: The folder cannot be written.
    """
    trainers: dict[str, Callable[[], msgspec.Struct]] = {
        "side": lambda: train_side(records),
        "stage": lambda: train_stage(records),
        "inside": lambda: train_inside(records, gazetteer),
        "pair": lambda: train_pair(records, gazetteer),
        "indicator": lambda: train_indicator(records),
    }
    tables = {name: _fit(name, trainer) for name, trainer in trainers.items()}
    try:
        _write(tables, output)
    except OSError as exc:
        raise OutputError(f"{output}: cannot be written: {exc.strerror}") from exc


def _fit(name: str, trainer: Callable[[], msgspec.Struct]) -> msgspec.Struct:
    try:
        return trainer()
    except ValueError as exc:
        raise InputError(
            "too_few",
            f"{name}: {exc}: annotate more sentences, with numbers, milestones and relations",
        ) from exc


def _write(tables: Mapping[str, msgspec.Struct], output: Path) -> None:
    output.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        path = output / f"{name}.json"
        fresh = path.with_suffix(".tmp")
        fresh.write_bytes(msgspec.json.encode(table).replace(b',"', b',\n"') + b"\n")
        fresh.replace(path)
