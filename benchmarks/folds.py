"""Cross-validate all that is learnt: train on all folds but one, read the one left out, score all.

Each fold gets a copy of the package with weights of its own, so that what is measured is the whole
pipeline as it runs. Whole reports are held out, never single sentences. The encoder, the bias and
the floor are the shipped ones; the encoder has seen no annotated report.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from kg.read.record import Record

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
MODEL = Path("kg", "data", "model")


def main() -> None:
    from kg.evaluate import render, score
    from kg.read.record import batches, read_records

    args = _arguments()
    documents = [list(b.records) for path in args.files for b in batches(read_records(path))]
    documents.sort(key=lambda records: records[0].id)
    gold: list[Record] = []
    read: list[Record] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for fold in range(args.folds):
            held = [record for part in documents[fold :: args.folds] for record in part]
            ids = {record.id for record in held}
            rest = [r for part in documents for r in part if r.id not in ids]
            predicted = folder / f"{fold}.read.jsonl"
            if not predicted.exists():
                _run_fold(folder / str(fold), rest, held, predicted, args.members)
            gold += held
            read += read_records(predicted)
            print(f"fold {fold + 1} of {args.folds}: {len(held)} sentences read", flush=True)
    print(render(score(gold, read), by_document=False))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    default = [GOLD / "train.jsonl", GOLD / "dev.jsonl"]
    parser.add_argument("files", nargs="*", type=Path, default=default)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--members", type=int, help="nets that speak together; as shipped if left")
    parser.add_argument("--keep", type=Path, help="keep what each fold read here, and go on there")
    return parser.parse_args()


def _run_fold(
    folder: Path,
    rest: Sequence[Record],
    held: Sequence[Record],
    predicted: Path,
    members: int | None,
) -> None:
    """Train in a copy of the package, and read the fold that is held out with it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "kg", folder / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    train_path, held_path = folder / "train.jsonl", folder / "held.jsonl"
    for path, records in ((train_path, rest), (held_path, held)):
        path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
    _train(train_path, folder / MODEL, members)
    environment = os.environ | {"PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "kg", "annotate", str(held_path), "-o", str(predicted)]
    subprocess.run(command, cwd=folder, env=environment, check=True)


def _train(path: Path, output: Path, members: int | None) -> None:
    from kg.extract.netfile import save
    from kg.gazetteer import Gazetteer
    from kg.read.record import read_records
    from kg.rules import data_path
    from kg.train import require_extra
    from kg.train.data import read_documents
    from kg.train.encoder import ENCODER_FILE, read_encoder
    from kg.train.fit import Settings
    from kg.train.run import train_net
    from kg.train.table import train_tables

    require_extra()
    gazetteer = Gazetteer.load()
    settings = Settings() if members is None else replace(Settings(), members=members)

    def told(what: str, done: int, total: int) -> None:
        print(f"{what}: {done} of {total}", flush=True)

    encoder = read_encoder(data_path(ENCODER_FILE))
    documents = read_documents(path, gazetteer)
    save(output, *train_net(documents, encoder, settings=settings, seed=0, progress=told))
    train_tables(read_records(path), gazetteer, output)


if __name__ == "__main__":
    main()
