"""Writes the fitted net as an ONNX graph whose matrices work in whole numbers.

What goes into a matrix is rounded to 256 steps over a range that was measured on sentences
beforehand, columns of wide range made narrower and the matrix's rows larger in exchange; weights
are rounded to 127 steps a column, which no processor's arithmetic overflows. So a sentence's scores
depend on nothing but the sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from kg.extract.feature import COLUMNS
from kg.extract.tagger import INPUTS, TAGS, TOP_DILATIONS, Floats

Weights = Mapping[str, Floats]
Range = tuple[Floats, Floats]
"""Lowest and highest value of each column of what goes into a matrix."""

BEFORE: Final = "before "
"""What stands before a member's number and a matrix's name in the name of what goes into it."""

_OWN: Final = ("char", *COLUMNS[3:])
"""The tables that each member has for itself."""
_OPSET: Final = 20
_VERSION: Final = 9
_STEPS: Final = 255
_WEIGHT_STEPS: Final = 63
_EPSILON: Final = 1e-5
_LEAST: Final = 1e-6


def join(members: Sequence[Mapping[str, Floats]]) -> tuple[dict[str, Floats], list[Weights]]:
    """Make one set of tables for nets that speak together.

    Their rows stand side by side in the tables, and each member's first matrices have zeros where
    another's columns come in. The table of pairs is the same for all.

    Returns:
        The tables, with the mean of the chains, and each member's other weights.
    """
    tables = {name: np.concatenate([m[name] for m in members], axis=1) for name in _OWN}
    tables["bigram"] = members[0]["bigram"]
    for name in ("chain", "begin"):
        tables[name] = np.asarray(np.mean([m[name] for m in members], axis=0), np.float32)
    others: list[Weights] = []
    for place, member in enumerate(members):
        weights = {name: value for name, value in member.items() if name not in tables}
        char, *marks = [member[name].shape[1] for name in _OWN]
        weights["in.w"] = _spread(member["in.w"], [char], place, len(members))
        under, beside = np.split(member["mix.w"], [member["in.b"].shape[0]])
        spread = _spread(beside, marks, place, len(members))
        weights["mix.w"] = np.concatenate((under, spread))
        others.append(weights)
    return tables, others


def _spread(matrix: Floats, own: Sequence[int], place: int, count: int) -> Floats:
    """Put rows of zeros into a matrix where other members' columns come in.

    Args:
        matrix: Of one member; its first rows are for the member's own columns.
        own: How many of these each table has.
        place: Number of the member.
        count: Of members.
    """
    *parts, shared = np.split(matrix, np.cumsum(own))
    out = [part if k == place else np.zeros_like(part) for part in parts for k in range(count)]
    return np.concatenate((*out, shared))


def build(
    members: Sequence[Weights],
    dilations: tuple[int, ...],
    ranges: Sequence[Mapping[str, Range]] | None,
) -> ModelProto:
    """Make the graph from a sentence's rows to its scores.

    Args:
        members: Weights of each net, its tables apart.
        dilations: Of the encoders' blocks.
        ranges: For each member, of what goes into each matrix, by the matrix's name. None makes a
            graph in floating point that gives what goes into each matrix beside the scores.
    """
    graph = _Graph({}, None)
    scores = []
    for place, weights in enumerate(members):
        graph.weights, graph.prefix = weights, f"{place} "
        graph.ranges = None if ranges is None else ranges[place]
        scores.append(_member(graph, dilations))
    mean = graph.node("Mul", graph.node("Sum", *scores), graph.constant(_share(len(scores))))
    graph.nodes.append(helper.make_node("Identity", [mean], ["scores"]))
    width = members[0]["in.b"].shape[0]
    return graph.model(members[0]["in.w"].shape[0], members[0]["mix.w"].shape[0] - width)


def _share(count: int) -> npt.NDArray[np.float32]:
    return np.array(1 / count, np.float32)


def _member(graph: "_Graph", dilations: tuple[int, ...]) -> str:
    x = graph.linear("rows", "in")
    for index, dilation in enumerate(dilations):
        x = graph.block(x, f"block.{index}", dilation)
    width = graph.weights["in.b"].shape[0]
    x = graph.node("Concat", graph.normal(x, width), "marks", axis=1)
    x = graph.linear(x, "mix")
    for index, dilation in enumerate(TOP_DILATIONS):
        x = graph.block(x, f"top.{index}", dilation)
    return graph.linear(x, "out")


@dataclass(slots=True)
class _Graph:
    """The nodes and constants of a graph that is being made."""

    weights: Weights
    ranges: Mapping[str, Range] | None
    prefix: str = ""
    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    count: int = 0

    def node(self, kind: str, *inputs: str, **settings: Any) -> str:
        """Add a node and return the name of what it gives."""
        self.count += 1
        name = f"{kind}{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **settings))
        return name

    def constant(self, value: npt.NDArray[Any]) -> str:
        """Add a constant and return its name."""
        self.count += 1
        name = f"constant{self.count}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def normal(self, x: str, width: int, *, into: str = "") -> str:
        """Bring every row to mean 0 and variance 1, its columns as narrow as the matrix that it
        goes into wants."""
        gain = 1 / self.evening(into) if into else np.ones(width)
        return self.node(
            "LayerNormalization",
            x,
            self.constant(gain.astype(np.float32)),
            axis=-1,
            epsilon=_EPSILON,
        )

    def block(self, x: str, name: str, dilation: int) -> str:
        """Add to each row what it and its neighbours at a distance say; a sentence's end is a
        wall."""
        width = self.weights[f"{name}.o.b"].shape[0]
        y = self.rounded(self.normal(x, width, into=f"{name}.c"), f"{name}.c")
        zero = self.constant(self.steps(f"{name}.c")[1])
        sides = (
            self.shifted(y, zero, dilation, "place"),
            y,
            self.shifted(y, zero, -dilation, "room"),
        )
        wide = self.node("Concat", *sides, axis=1)
        y = self.node("Gelu", self.product(wide, f"{name}.c"), approximate="tanh")
        return self.node("Add", x, self.linear(y, f"{name}.o"))

    def shifted(self, x: str, zero: str, step: int, room: str) -> str:
        """Move rows down (up where `step` is negative); what comes from beyond a wall is zero."""
        pads = self.constant(np.array([step, 0, -step, 0], np.int64))
        moved = self.node("Pad", x, pads, zero)
        enough = self.constant(np.array(abs(step), np.int64))
        return self.node("Where", self.node("GreaterOrEqual", room, enough), moved, zero)

    def linear(self, x: str, name: str) -> str:
        """Multiply by a matrix and add a row."""
        if self.ranges is not None:
            narrow = (1 / self.evening(name)).astype(np.float32)
            x = self.node("Mul", x, self.constant(narrow))
        return self.product(self.rounded(x, name), name)

    def rounded(self, x: str, name: str) -> str:
        """Round what goes into a matrix to steps."""
        if self.ranges is None:
            self.seen.append(f"{BEFORE}{self.prefix}{name}")
            self.nodes.append(helper.make_node("Identity", [x], [self.seen[-1]]))
            return x
        scale, zero = map(self.constant, self.steps(name))
        return self.node("QuantizeLinear", x, scale, zero)

    def evening(self, name: str) -> npt.NDArray[Any]:
        """Return by how much each column before a matrix is made narrower."""
        if self.ranges is None:
            return np.ones(1)
        low, high = self.ranges[name]
        size = np.maximum(np.maximum(-low, high), _LEAST)
        return np.asarray(np.sqrt(size / np.median(size)))

    def steps(self, name: str) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """Return the size of a step before a matrix, and what zero is there."""
        if self.ranges is None:
            return np.array(1, np.float32), np.array(0, np.float32)
        low, high = (ends / self.evening(name) for ends in self.ranges[name])
        scale = max(float(high.max() - low.min()), _LEAST) / _STEPS
        return np.array(scale, np.float32), np.array(round(-float(low.min()) / scale), np.uint8)

    def product(self, x: str, name: str) -> str:
        """Multiply what was rounded by a matrix and add a row."""
        matrix, row = self.weights[f"{name}.w"], self.constant(self.weights[f"{name}.b"])
        if self.ranges is None:
            return self.node("Add", self.node("MatMul", x, self.constant(matrix)), row)
        wide = self.evening(name)
        matrix = matrix * np.tile(wide, len(matrix) // len(wide))[:, None]
        size = np.maximum(np.abs(matrix).max(0), _LEAST) / _WEIGHT_STEPS
        whole = np.rint(matrix / size).astype(np.int8)
        scale, zero = self.steps(name)
        sums = self.node("MatMulInteger", x, self.constant(whole), self.constant(zero))
        sums = self.node("Cast", sums, to=TensorProto.FLOAT)
        back = self.constant((size * scale).astype(np.float32))
        return self.node("Add", self.node("Mul", sums, back), row)

    def model(self, rows: int, marks: int) -> ModelProto:
        """Put the graph together."""
        kinds = (TensorProto.FLOAT, TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT64)
        sizes = (rows, marks, 1, 1)
        inputs = [
            helper.make_tensor_value_info(name, kind, ["n", size])
            for name, kind, size in zip(INPUTS, kinds, sizes, strict=True)
        ]
        names = ["scores", *self.seen]
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", None]) for name in names
        ]
        outputs[0] = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", len(TAGS)])
        graph = helper.make_graph(self.nodes, "net", inputs, outputs, self.constants)
        opset = helper.make_opsetid("", _OPSET)
        return helper.make_model(
            graph, opset_imports=[opset], ir_version=_VERSION, producer_name="kg.train"
        )
