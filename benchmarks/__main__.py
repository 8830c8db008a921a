"""Measure each stage on real reports beside jieba's `posseg.cut` over the same text, in one run."""

import argparse
import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy is imported: one core is what is measured

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, default=_default_reports())
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    started = time.process_time()
    stages = list(_stages(args.reports, args.runs))
    print(f"{'stage':<28}{'seconds':>9}{'chars/s':>11}{'of posseg':>11}{'peak MiB':>10}")
    reference = next(chars / seconds for name, seconds, chars, _ in stages if "posseg" in name)
    for name, seconds, chars, peak in stages:
        speed = chars / seconds
        print(f"{name:<28}{seconds:9.3f}{speed:11,.0f}{speed / reference:11.2f}{peak:10,.0f}")
    print(f"start-up in a fresh process: {_start_up(args.runs):.2f} s of CPU")
    print(f"what the shipped model weighs: {_model_size() / 1e6:.1f} MB")
    print(f"whole benchmark: {time.process_time() - started:.0f} s of CPU")


def _start_up(runs: int) -> float:
    """Seconds until a fresh interpreter has read one sentence, gazetteer and net loaded."""
    code = "from kg.annotate import annotated; from kg.read.record import Record; "
    code += "list(annotated([Record(id='a:0', report_year=2023, text='建成。')]))"
    spent = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return min(spent)


def _model_size() -> int:
    from kg.rules import data_path

    return sum(path.stat().st_size for path in data_path("model").iterdir())


def _default_reports() -> Path:
    shared = ROOT.parent / "shared" / "reports"
    return shared if shared.is_dir() else ROOT / "examples"


def _best(run: Callable[[], Any], runs: int) -> tuple[float, Any]:
    result = run()
    best = float("inf")
    for _ in range(runs):
        begun = time.process_time()
        result = run()
        best = min(best, time.process_time() - begun)
    return best, result


def _apply(component: Callable[[Any], Any], docs: list[Any]) -> list[Any]:
    return [component(doc) for doc in docs]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _stages(folder: Path, runs: int) -> Iterator[tuple[str, float, int, float]]:
    import jieba
    import jieba.posseg

    from kg.config import Config
    from kg.extract.pipeline import extract, make_pipeline
    from kg.gazetteer import Gazetteer
    from kg.read import discover, read_file

    jieba.setLogLevel(logging.WARNING)
    gazetteer = Gazetteer.load([])
    paths, _ = discover([folder])

    def read() -> list[Any]:
        found = []
        for path in paths:
            reports, _ = read_file(path, name=str(path), config=Config(), gazetteer=gazetteer)
            found += reports
        return found

    seconds, reports = _best(read, runs)
    chars = sum(len(report.doc.text) for report in reports)
    yield "read", seconds, chars, _peak()

    seconds, _ = _best(
        lambda: [list(jieba.posseg.cut(report.doc.text)) for report in reports], runs
    )
    yield "jieba posseg.cut", seconds, chars, _peak()

    yield from _components(reports, chars, runs)
    nlp = make_pipeline()
    seconds, extractions = _best(lambda: [extract(report, nlp) for report in reports], runs)
    yield "extraction, whole", seconds, chars, _peak()
    yield from _later_stages(extractions, gazetteer, chars, runs)


def _components(
    reports: list[Any], chars: int, runs: int
) -> Iterator[tuple[str, float, int, float]]:
    """Measure each component of the pipeline on what those before it made."""
    from kg.extract import PIPELINE
    from kg.extract.pipeline import make_pipeline

    nlp = make_pipeline()

    def prepared() -> list[Any]:
        docs = []
        for report in reports:
            doc = nlp.make_doc(report.doc.text)
            doc._.report = report
            docs.append(doc)
        return docs

    seconds, docs = _best(prepared, runs)
    yield "tokenise", seconds, chars, _peak()
    for name in PIPELINE:
        component = nlp.get_pipe(name)
        seconds, docs = _best(partial(_apply, component, docs), runs)
        yield name, seconds, chars, _peak()


def _later_stages(
    extractions: list[Any], gazetteer: Any, chars: int, runs: int
) -> Iterator[tuple[str, float, int, float]]:
    from kg.config import Config
    from kg.export import EXPORTERS, exporter
    from kg.graph import to_networkx
    from kg.pipeline import FileResult, facts_of

    results = [FileResult(e.report.file, e.report.sha256, (e,), ()) for e in extractions]
    seconds, facts = _best(lambda: facts_of(results, [], config=Config()), runs)
    yield "resolve and link", seconds, chars, _peak()
    seconds, graph = _best(lambda: to_networkx(facts), runs)
    yield "graph", seconds, chars, _peak()
    for form in EXPORTERS:
        with tempfile.TemporaryDirectory() as scratch:
            begun = time.process_time()
            exporter(form).write(facts, graph, Path(scratch), config=Config())
            yield f"export {form}", time.process_time() - begun, chars, _peak()


if __name__ == "__main__":
    main()
