"""One training from files to files: reads, fits, measures, writes the net and its record."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
import rjieba

from kg.errors import OutputError
from kg.evaluate import score
from kg.extract.entity import RECORD_FILE, Recogniser, TrainingRecord, find_entities
from kg.extract.feature import QUOTE_IDS, FeatureReader, Vocabulary, fold
from kg.extract.gazetteer import RULES
from kg.extract.tagger import Tagger
from kg.extract.weight import NET_FILE, restore, save
from kg.gazetteer import Gazetteer
from kg.model import Extraction
from kg.read.record import Record, to_records
from kg.rules import data_path
from kg.train.data import Document, examples, read_documents
from kg.train.encoder import ENCODER_FILE, Encoder, read_encoder
from kg.train.fit import Settings, fit
from kg.train.net import Weights, init

Figures = dict[str, float]

_BIASES: Final = (0.0, 0.3, 0.6, 0.9)
_LAYERS: Final = ("entity", "entity~")
_DIGITS: Final = 4


def run(
    train_path: Path,
    dev_path: Path,
    output: Path,
    *,
    seed: int,
    encoder: Path | None,
    progress: Any,
) -> None:
    """Do what `kg.train.train` promises."""
    gazetteer = Gazetteer.load()
    source = data_path(ENCODER_FILE) if encoder is None else encoder
    settings = Settings()
    documents = read_documents(train_path, gazetteer)
    dev = read_documents(dev_path, gazetteer)
    weights, vocabulary = train_net(
        documents, read_encoder(source), settings=settings, seed=seed, progress=progress
    )
    try:
        output.mkdir(parents=True, exist_ok=True)
        save(output / NET_FILE, weights, vocabulary)
        shipped = Tagger(*restore(output / NET_FILE))
        bias, figures = _best_bias(shipped, dev)
        record = TrainingRecord(
            bias=bias,
            seed=seed,
            data={path.name: _sha256(path) for path in (train_path, dev_path, source)},
            settings=_flat(asdict(settings)),
            figures=figures,
        )
        text = msgspec.json.format(record.model_dump_json().encode(), indent=2) + b"\n"
        (output / RECORD_FILE).write_bytes(text)
    except OSError as exc:
        raise OutputError(f"{output}: cannot be written: {exc.strerror}") from exc


def train_net(
    documents: Sequence[Document],
    encoder: Encoder,
    *,
    settings: Settings,
    seed: int,
    progress: Any,
) -> tuple[dict[str, npt.NDArray[np.float32]], Vocabulary]:
    """Fit a net to annotated documents.

    Returns:
        All its weights, and its vocabulary.
    """
    vocabulary = Vocabulary(
        encoder.chars, encoder.bigrams, encoder.words, _tags_of(documents), RULES
    )
    items = examples(documents, FeatureReader(vocabulary))
    learned, fixed = init(
        np.random.default_rng(seed),
        encoder.weights,
        tags=4 * (len(vocabulary.tags) + 1),
        quotes=QUOTE_IDS,
        kinds=2 * len(vocabulary.kinds) + 1,
        words=encoder.vectors,
    )
    dilations = encoder.dilations

    def told(epoch: int, epochs: int, loss: float) -> None:
        progress(f"train, loss {loss:.2f}", epoch, epochs)

    best = fit(
        learned,
        fixed,
        items,
        dilations=dilations,
        settings=settings,
        seed=seed,
        progress=told,
    )
    return _plain(best | fixed) | {"dilations": np.array(dilations, np.float32)}, vocabulary


def measure(recogniser: Recogniser, documents: Sequence[Document]) -> Figures:
    """Give the F1 of a recogniser on annotated documents, by layer and type."""
    gold: list[Record] = []
    guesses: list[Record] = []
    for document in documents:
        report, records = document.batch.report, document.batch.records
        mentions = tuple(find_entities(report, recogniser, document.candidates))
        rows = to_records(Extraction(report, mentions), [record.id for record in records])
        gold += records
        guesses += [msgspec.convert(row, Record) for row in rows]
    layers = score(gold, guesses).layers
    return {
        name: round(layers[name].f1, _DIGITS) for name in sorted(layers) if name.startswith(_LAYERS)
    }


def _best_bias(tagger: Tagger, dev: Sequence[Document]) -> tuple[float, Figures]:
    """Choose the bias with the best sum of strict and overlapping F1; the least of equal ones."""
    tried = [(bias, measure(Recogniser(tagger, bias=bias), dev)) for bias in _BIASES]
    return max(tried, key=lambda pair: (sum(pair[1][layer] for layer in _LAYERS), -pair[0]))


def _tags_of(documents: Sequence[Document]) -> tuple[str, ...]:
    texts = (record.text for document in documents for record in document.batch.records)
    return tuple(sorted({tag for text in texts for _, tag in rjieba.tag(fold(text))}))


def _plain(weights: Weights) -> dict[str, npt.NDArray[np.float32]]:
    return {name: np.asarray(value, np.float32) for name, value in weights.items()}


def _flat(values: dict[str, Any], prefix: str = "") -> dict[str, float]:
    out: dict[str, float] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            out |= _flat(value, f"{name}.")
        else:
            out[f"{prefix}{name}"] = float(value)
    return out


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
