"""The recogniser's net as JAX sees it while it is fitted; `kg.extract.tagger` runs the same in
numpy.

Weights are a flat dictionary with the names they are shipped under. What must not learn (the table
of pairs) is passed apart from what does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import jax
import jax.numpy as jnp
import numpy as np

from kg.extract.feature import COLUMNS
from kg.extract.tagger import TAGS, TOP_DILATIONS, Floats, allowed
from kg.train.data import Padded

Weights = dict[str, jax.Array]
Columns = dict[str, jax.Array]

_FORBIDDEN: Final = -1e4
_EPSILON: Final = 1e-5


@dataclass(frozen=True, slots=True)
class Dropout:
    """How much is left out while fitting: of the encoder's input and blocks, of what the top reads
    and gives, and inside the top's blocks."""

    encoder: float
    top: float
    inner: float


def scores(
    w: Weights,
    columns: Columns,
    mask: jax.Array,
    dilations: tuple[int, ...],
    drop: "_Drop | None" = None,
) -> jax.Array:
    """Give each character of each sentence a score for each tag.

    Args:
        w: All weights.
        columns: The features, each sentences by characters, padded with zeros.
        mask: 1 for a character, 0 for padding.
        dilations: Of the encoder's blocks.
        drop: What leaves out; None leaves nothing out.
    """
    drop = drop or _Drop(Dropout(0.0, 0.0, 0.0), jax.random.key(0))
    walls = mask[:, :, None]
    x = jnp.concatenate(
        (
            w["char"][columns["char"]],
            w["bigram"][columns["left"]],
            w["bigram"][columns["right"]],
        ),
        -1,
    )
    x = linear(drop.encoder(x), w, "in")
    for index, dilation in enumerate(dilations):
        x = block(x, w, f"block.{index}", dilation, walls, drop.encoder)
    marks = [w[name][columns[name]] for name in COLUMNS[3:]]
    x = linear(drop.top(jnp.concatenate((normal(x), *marks), -1)), w, "mix")
    for index, dilation in enumerate(TOP_DILATIONS):
        x = block(x, w, f"top.{index}", dilation, walls, drop.inner)
    return linear(drop.top(x), w, "out")


def linear(x: jax.Array, w: Weights, name: str) -> jax.Array:
    """Multiply by a matrix and add a row."""
    return x @ w[f"{name}.w"] + w[f"{name}.b"]


def normal(x: jax.Array) -> jax.Array:
    """Bring every row to mean 0 and variance 1."""
    x = x - x.mean(-1, keepdims=True)
    return x * jax.lax.rsqrt((x * x).mean(-1, keepdims=True) + _EPSILON)


def block(
    x: jax.Array, w: Weights, name: str, dilation: int, walls: jax.Array, drop: "_Rate"
) -> jax.Array:
    """Add to each row what it and its neighbours at a distance say."""
    y = normal(x) * walls
    n = y.shape[1]
    wide = jnp.pad(y, ((0, 0), (dilation, dilation), (0, 0)))
    wide = jnp.concatenate((wide[:, :n], y, wide[:, 2 * dilation : 2 * dilation + n]), -1)
    y = drop(jax.nn.gelu(linear(wide, w, f"{name}.c"), approximate=True))
    return x + linear(y, w, f"{name}.o")


class _Rate:
    """Leaves columns out, the same ones for all characters of a sentence."""

    def __init__(self, rate: float, keys: "_Keys") -> None:
        self._rate = rate
        self._keys = keys

    def __call__(self, x: jax.Array) -> jax.Array:
        if not self._rate:
            return x
        keep = jax.random.bernoulli(self._keys.next(), 1 - self._rate, (x.shape[0], 1, x.shape[2]))
        return x * keep / (1 - self._rate)


class _Keys:
    """Gives a new random key at each call, in a fixed order."""

    def __init__(self, key: jax.Array) -> None:
        self._key = key

    def next(self) -> jax.Array:
        pair = jax.random.split(self._key)
        self._key = pair[0]
        key: jax.Array = pair[1]
        return key


class _Drop:
    """The three rates of a `Dropout` over one source of keys."""

    def __init__(self, rates: Dropout, key: jax.Array) -> None:
        keys = _Keys(key)
        self.encoder = _Rate(rates.encoder, keys)
        self.top = _Rate(rates.top, keys)
        self.inner = _Rate(rates.inner, keys)


def loss(
    learned: Weights,
    fixed: Weights,
    batch: Padded,
    key: jax.Array,
    *,
    dilations: tuple[int, ...],
    rates: Dropout,
) -> jax.Array:
    """Give the mean negative log probability of the tags of a batch of sentences.

    Of tags that are not certain it is the expected one (the cross entropy of two chains): the log
    weight of a sequence is a sum over its tags and links, so that the expected numbers of these
    are enough.
    """
    w = learned | fixed
    columns, tags, links, mask = jax.tree.map(jnp.asarray, tuple(batch))
    score = scores(w, columns, mask, dilations, _Drop(rates, key))
    chain, begin = chain_of(w)
    path = (score * tags).sum((1, 2)) + (chain * links).sum((1, 2)) + tags[:, 0] @ begin
    is_real = mask[:, 0]
    mean: jax.Array = ((_total(score, mask, chain, begin) - path) * is_real).sum() / is_real.sum()
    return mean


@partial(jax.jit, static_argnames="dilations")
def expected(
    nets: Sequence[Weights], columns: Columns, mask: jax.Array, dilations: tuple[int, ...]
) -> tuple[jax.Array, jax.Array]:
    """Give the tags and links that nets together expect in a batch of sentences.

    Their scores and chains are averaged. The expected numbers are the slopes of the log of the sum
    over all tag sequences (Wainwright and Jordan, "Graphical models, exponential families, and
    variational inference", 2008, section 3).

    Args:
        nets: All weights of each.
        columns: As in `scores`.
        mask: Likewise.
        dilations: Of the encoders' blocks.

    Returns:
        As `tags` and `links` of `Padded`.
    """
    score = jnp.stack([scores(w, columns, mask, dilations) for w in nets]).mean(0)
    chains, begins = zip(*map(chain_of, nets), strict=True)
    chain, begin = jnp.stack(chains).mean(0), jnp.stack(begins).mean(0)

    def total(score: jax.Array, mask: jax.Array, chain: jax.Array) -> jax.Array:
        return _total(score[None], mask[None], chain, begin)[0]

    tags, links = jax.vmap(jax.grad(total, (0, 2)), (0, 0, None))(score, mask, chain)
    return tags, links


def chain_of(w: Weights) -> tuple[jax.Array, jax.Array]:
    """Return the scores of a tag after a tag and at the start, with what is forbidden far below."""
    follows, begins = allowed()
    chain = jnp.where(follows, w["chain"], _FORBIDDEN)
    return chain, jnp.where(begins, w["begin"], _FORBIDDEN)


def _total(score: jax.Array, mask: jax.Array, chain: jax.Array, begin: jax.Array) -> jax.Array:
    def step(state: jax.Array, row: tuple[jax.Array, jax.Array]) -> tuple[jax.Array, None]:
        here, is_real = row
        after = jax.nn.logsumexp(state[:, :, None] + chain[None], axis=1) + here
        return jnp.where(is_real[:, None] > 0, after, state), None

    rows = (jnp.swapaxes(score, 0, 1)[1:], mask.T[1:])
    state, _ = jax.lax.scan(step, begin + score[:, 0], rows)
    return jax.nn.logsumexp(state, axis=1)


def init(
    rng: np.random.Generator,
    encoder: dict[str, Floats],
    *,
    tags: int,
    quotes: int,
    kinds: int,
    width: int = 160,
) -> tuple[Weights, Weights]:
    """Make the net's first weights: the encoder as pretrained, the top at random.

    Args:
        rng: Where random weights come from.
        encoder: `char`, `bigram`, `in.*` and `block.*`.
        tags: Number of ids of tags; `quotes` and `kinds` likewise.
        quotes: Likewise.
        kinds: Likewise.
        width: Of the top's rows.

    Returns:
        What learns, and what stays as it is.
    """

    def random(*shape: int, scale: float | None = None) -> Floats:
        spread = shape[0] ** -0.5 if scale is None else scale
        return rng.normal(0, spread, shape).astype(np.float32)

    def zeros(*shape: int) -> Floats:
        return np.zeros(shape, np.float32)

    sizes = {"tag": (tags, 24), "quote": (quotes, 8), "kind": (kinds, 12)}
    w = {name: random(*size, scale=0.3) for name, size in sizes.items()}
    inside = encoder["in.w"].shape[1] + sum(size[1] for size in sizes.values())
    w["mix.w"], w["mix.b"] = random(inside, width), zeros(width)
    for index in range(len(TOP_DILATIONS)):
        w[f"top.{index}.c.w"] = random(3 * width, width)
        w[f"top.{index}.o.w"] = random(width, width, scale=0.02)
        w[f"top.{index}.c.b"] = w[f"top.{index}.o.b"] = zeros(width)
    w["out.w"], w["out.b"] = random(width, len(TAGS)), zeros(len(TAGS))
    w["chain"], w["begin"] = zeros(len(TAGS), len(TAGS)), zeros(len(TAGS))
    learned = {k: v for k, v in encoder.items() if k not in ("bigram", "dilations")} | w
    fixed = {"bigram": encoder["bigram"]}
    return _as_float(learned), _as_float(fixed)


def _as_float(w: dict[str, Floats]) -> Weights:
    return {name: jnp.asarray(value, jnp.float32) for name, value in w.items()}
