"""Trains every table of weights that the rules lean on: sides of a report, stages, relations,
indicators. The recogniser is trained elsewhere."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

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
        output: An existing folder. Equal records give equal bytes.
    """
    tables: dict[str, msgspec.Struct] = {
        "side": train_side(records),
        "stage": train_stage(records),
        "inside": train_inside(records, gazetteer),
        "pair": train_pair(records),
        "indicator": train_indicator(records),
    }
    for name, table in tables.items():
        path = output / f"{name}.json"
        fresh = path.with_suffix(".tmp")
        fresh.write_bytes(msgspec.json.encode(table).replace(b',"', b',\n"') + b"\n")
        fresh.replace(path)
