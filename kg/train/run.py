"""One training from files to files: reads, fits, measures, writes the net and its record."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import onnxruntime
import rjieba

from kg.errors import InputError, OutputError
from kg.extract.entity import RECORD_FILE, Recogniser, TrainingRecord
from kg.extract.feature import FeatureReader, Vocabulary, fold
from kg.extract.gazetteer import RULES
from kg.extract.netfile import restore, save
from kg.extract.tagger import Floats, Tagger
from kg.gazetteer import Gazetteer
from kg.progress import Progress
from kg.rules import data_path
from kg.train.data import Document, Example, examples, read_documents
from kg.train.encoder import ENCODER_FILE, Encoder, read_encoder
from kg.train.fit import LABELLING, Settings
from kg.train.graph import BEFORE, Range, build, join
from kg.train.measure import measure
from kg.train.member import Work, fit_members
from kg.train.pretrain import report_paths
from kg.train.pseudo import Labellers, label_reports

Net = tuple[dict[str, Floats], Vocabulary, bytes]

BIAS: Final = -0.6
"""Taken from the log probability of "no name"; `FLOOR` is the least probability of a span. Both
were chosen where strict and overlapping F1 together were highest on two of five folds over train
and dev (4,668 entities of 98 reports that the nets had not seen); dev has a tenth of that."""
FLOOR: Final = 0.3

_MEASURED: Final = 40
"""On about so many documents is measured what goes into each matrix."""
_EVERY: Final = 3
"""Every so manyth character of them."""
_OUTSIDE: Final = 1e-5
"""Share of each column's values at each end that rounding cuts."""


def run(
    train_path: Path,
    dev_path: Path,
    output: Path,
    *,
    seed: int,
    encoder: Path | None,
    reports: Path | None,
    teacher: Path | None,
    exclude: Collection[str],
    progress: Progress,
) -> None:
    """Do what `kg.train.train` promises, `exclude` being the reports that must not be labelled."""
    gazetteer = Gazetteer.load()
    source = data_path(ENCODER_FILE) if encoder is None else encoder
    documents = read_documents(train_path, gazetteer)
    dev = read_documents(dev_path, gazetteer)
    start = read_encoder(source)
    if reports is not None and not report_paths(reports, exclude):
        raise InputError("no_reports", f"{reports}: no reports to label: it must hold .txt files")
    settings = Settings()
    data = {path.name: _sha256(path) for path in (train_path, dev_path, source)}
    pseudo: Sequence[Example] = ()
    if reports is not None:
        large = source if teacher is None else teacher
        labellers = _labellers(documents, start, large, seed=seed, progress=progress)
        labelled = label_reports(
            labellers, reports, exclude, gazetteer=gazetteer, seed=seed, progress=progress
        )
        pseudo = labelled.examples
        data |= {large.name: _sha256(large), "labelled sentences": labelled.sha256}
    made = train_net(documents, start, pseudo, settings=settings, seed=seed, progress=progress)
    try:
        output.mkdir(parents=True, exist_ok=True)
        save(output, *made)
        shipped = Recogniser(Tagger(*restore(output)), bias=BIAS, floor=FLOOR)
        record = TrainingRecord(
            bias=BIAS,
            floor=FLOOR,
            seed=seed,
            data=data,
            settings=_flat(asdict(settings)),
            figures=measure(shipped, dev),
        )
        text = msgspec.json.format(record.model_dump_json().encode(), indent=2) + b"\n"
        (output / RECORD_FILE).write_bytes(text)
    except OSError as exc:
        raise OutputError(f"{output}: cannot be written: {exc.strerror}") from exc


def _labellers(
    documents: Sequence[Document], small: Encoder, path: Path, *, seed: int, progress: Progress
) -> Labellers:
    """Fit the nets that label, over the encoder of a file.

    Raises:
        InputError: It does not know what the small encoder, whose nets learn from them, knows.
    """
    large = read_encoder(path)
    if (large.chars, large.bigrams) != (small.chars, small.bigrams):
        fault = f"{path}: knows other characters than the encoder; make both of the same reports"
        raise InputError("other_encoder", fault)
    work = _work(documents, large, (), LABELLING)
    members = fit_members(work, seed=seed, progress=progress)
    return Labellers(members, large.dilations, FeatureReader(work.vocabulary))


def train_net(
    documents: Sequence[Document],
    encoder: Encoder,
    pseudo: Sequence[Example] = (),
    *,
    settings: Settings,
    seed: int,
    progress: Progress,
) -> Net:
    """Fit nets that speak together and round them.

    Args:
        documents: Annotated ones.
        encoder: Where the nets start from.
        pseudo: Sentences that larger nets labelled.
        settings: How they are fitted.
        seed: Of all chance.
        progress: See `fit_members`.

    Returns:
        Its tables, their vocabulary, and its graph.
    """
    work = _work(documents, encoder, pseudo, settings)
    tables, weights = join(fit_members(work, seed=seed, progress=progress))
    graph = _rounded(tables, weights, work.vocabulary, encoder.dilations, documents)
    return tables, work.vocabulary, graph


def _work(
    documents: Sequence[Document], encoder: Encoder, pseudo: Sequence[Example], settings: Settings
) -> Work:
    vocabulary = Vocabulary(encoder.chars, encoder.bigrams, _tags_of(documents), RULES)
    items = examples(documents, FeatureReader(vocabulary))
    return Work(
        encoder=encoder, vocabulary=vocabulary, items=items, pseudo=pseudo, settings=settings
    )


def _rounded(
    tables: dict[str, Floats],
    members: Sequence[Mapping[str, Floats]],
    vocabulary: Vocabulary,
    dilations: tuple[int, ...],
    documents: Sequence[Document],
) -> bytes:
    """Measure what goes into each matrix on some of the documents, and make the graph by that."""
    graph = build(members, dilations, None).SerializeToString()
    tagger = Tagger(tables, vocabulary, graph)
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()][1:]
    values: dict[str, list[Floats]] = {name: [] for name in names}
    for document in documents[:: max(1, len(documents) // _MEASURED)]:
        features = tagger.reader.read(document.batch.report, document.candidates)
        rows = slice(0, int(features.starts[-1]))
        given = session.run(names, tagger.inputs(features, rows, features.starts))
        for name, value in zip(names, given, strict=True):
            values[name].append(value[::_EVERY])
    ranges: list[dict[str, Range]] = [{} for _ in members]
    for name, parts in values.items():
        place, _, matrix = name.removeprefix(BEFORE).partition(" ")
        ranges[int(place)][matrix] = _range(np.concatenate(parts))
    return bytes(build(members, dilations, ranges).SerializeToString())


def _range(values: Floats) -> Range:
    low, high = np.quantile(values, (_OUTSIDE, 1 - _OUTSIDE), axis=0)
    return np.minimum(low, 0).astype(np.float32), np.maximum(high, 0).astype(np.float32)


def _tags_of(documents: Sequence[Document]) -> tuple[str, ...]:
    texts = (record.text for document in documents for record in document.batch.records)
    return tuple(sorted({tag for text in texts for _, tag in rjieba.tag(fold(text))}))


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
