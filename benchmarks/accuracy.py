"""Print the tables of accuracy of both READMEs: F1 by layer, and the curve over the threshold."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec

from kg.annotate import annotated
from kg.evaluate import Count, Scores, score
from kg.extract.pipeline import extract, make_pipeline
from kg.model import Extraction, Mention, Relation
from kg.read.record import Batch, Record, batches, read_records, to_records

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"

LAYERS: Final = {
    "entity": ("entity, strict", "实体（严格）", ".93"),
    "entity~": ("entity, overlapping", "实体（重叠）", ".96"),
    "entity~ Project": ("– Project", "– 项目", ""),
    "entity~ Agency": ("– Agency", "– 机构", ""),
    "entity~ Place": ("– Place", "– 地点", ""),
    "quantity": ("quantity (number and unit)", "数量（数字与单位）", ".99"),
    "quantity+what": ("quantity with indicator", "数量与指标", ".99"),
    "quantity full": ("quantity, all fields", "数量（全部字段）", ".98"),
    "milestone": ("milestone", "节点", ".95"),
    "relation": ("relation", "关系", ".84"),
}
"""Names in English and Chinese, and the F1 of two careful readers (`gold/GUIDELINES.md`)."""

HEADS: Final = (
    ("layer", "precision", "recall", "F1", "F1, 郑州 2023", "two careful readers"),
    ("层次", "精确率", "召回率", "F1", "F1（郑州 2023）", "两位细心的读者"),
)
CURVE_HEADS: Final = (
    ("threshold", "entity P", "entity R", "entity F1, strict", "overlapping",
     "relation P", "relation R", "relation F1"),
    ("阈值", "实体 P", "实体 R", "实体 F1（严格）", "重叠", "关系 P", "关系 R", "关系 F1"),
)  # fmt: skip
THRESHOLDS: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of annotated sentences")
    args = parser.parse_args()
    dev = read_records(args.gold / "dev.jsonl")
    city = read_records(args.gold / "zhengzhou-2023.jsonl")
    scores = [score(records, annotated(records)) for records in (dev, city)]
    nlp = make_pipeline()
    read = [(batch, extract(batch.report, nlp)) for batch in batches(dev)]
    curve = [(t, score(dev, list(_above(read, t)))) for t in THRESHOLDS]
    for language in (0, 1):
        print(_table(HEADS[language], _layer_rows(*scores, language=language)), end="\n\n")
        print(_table(CURVE_HEADS[language], (_curve_row(*point) for point in curve)), end="\n\n")


def _above(read: Sequence[tuple[Batch, Extraction]], threshold: float) -> Iterable[Record]:
    """Give what was read, without what is less probable than the threshold."""

    def is_sure(item: Mention | Relation) -> bool:
        return item.probability is None or item.probability >= threshold

    for batch, extraction in read:
        kept = replace(
            extraction,
            mentions=tuple(filter(is_sure, extraction.mentions)),
            relations=tuple(filter(is_sure, extraction.relations)),
        )
        for row in to_records(kept, [record.id for record in batch.records]):
            yield msgspec.convert(row, Record)


def _layer_rows(dev: Scores, city: Scores, *, language: int) -> Iterable[Sequence[str]]:
    for layer, words in LAYERS.items():
        yield words[language], *_prf(dev.layers[layer]), _f(city.layers[layer].f1), words[2]


def _curve_row(threshold: float, scores: Scores) -> Sequence[str]:
    layers = scores.layers
    strict, relation = _prf(layers["entity"]), _prf(layers["relation"])
    return f"{threshold}", *strict, _f(layers["entity~"].f1), *relation


def _prf(count: Count) -> tuple[str, str, str]:
    return _f(count.precision), _f(count.recall), _f(count.f1)


def _f(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
