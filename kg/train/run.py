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
from kg.extract.entity import RECORD_FILE, LabellingRecord, Recogniser, TrainingRecord
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
from kg.train.pseudo import SHARE, Sample, choose_sentences, label

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
) -> TrainingRecord:
    """Do what `kg.train.train` promises, `exclude` being the reports that must not be labelled."""
    gazetteer = Gazetteer.load()
    source = data_path(ENCODER_FILE) if encoder is None else encoder
    documents = read_documents(train_path, gazetteer)
    dev = read_documents(dev_path, gazetteer)
    start = read_encoder(source)
    settings = Settings()
    files = {"train": train_path, "dev": dev_path, "encoder": source}
    pseudo: Sequence[Example] = ()
    labelled = None
    if reports is not None:
        files["teacher"] = source if teacher is None else teacher
        large = _read_teacher(files["teacher"], start)
        sample = choose_sentences(
            reports,
            exclude,
            reader=FeatureReader(_vocabulary(documents, start)),
            gazetteer=gazetteer,
            seed=seed,
            progress=progress,
        )
        how = settings if teacher is None else LABELLING
        members = fit_members(_work(documents, large, (), how), seed=seed, progress=progress)
        pseudo = label(sample.examples, members, large.dilations, progress=progress)
        labelled = _labelling_record(sample, how)
    made = train_net(documents, start, pseudo, settings=settings, seed=seed, progress=progress)
    try:
        output.mkdir(parents=True, exist_ok=True)
        save(output, *made)
        shipped = Recogniser(Tagger(*restore(output)), bias=BIAS, floor=FLOOR)
        record = TrainingRecord(
            bias=BIAS,
            floor=FLOOR,
            seed=seed,
            data={role: _sha256(path) for role, path in files.items()},
            settings=_flat(asdict(settings)),
            figures=measure(shipped, dev),
            labelled=labelled,
        )
        text = msgspec.json.format(record.model_dump_json().encode(), indent=2) + b"\n"
        (output / RECORD_FILE).write_bytes(text)
    except OSError as exc:
        raise OutputError(f"{output}: cannot be written: {exc.strerror}") from exc
    return record


def _read_teacher(path: Path, small: Encoder) -> Encoder:
    """Read the encoder of the nets that label.

    Raises:
        InputError: It does not know what the small encoder, whose nets learn from them, knows.
    """
    large = read_encoder(path)
    if (large.chars, large.bigrams) != (small.chars, small.bigrams):
        fault = f"{path}: knows other characters than the encoder; make both of the same reports"
        raise InputError("other_encoder", fault)
    return large


def _labelling_record(sample: Sample, how: Settings) -> LabellingRecord:
    return LabellingRecord(
        sentences=len(sample.examples),
        sha256=sample.sha256,
        files=sample.files,
        skipped=sample.skipped,
        share=SHARE,
        settings=_flat(asdict(how)),
    )


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
    vocabulary = _vocabulary(documents, encoder)
    items = examples(documents, FeatureReader(vocabulary))
    return Work(
        encoder=encoder, vocabulary=vocabulary, items=items, pseudo=pseudo, settings=settings
    )


def _vocabulary(documents: Sequence[Document], encoder: Encoder) -> Vocabulary:
    return Vocabulary(encoder.chars, encoder.bigrams, _tags_of(documents), RULES)


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
