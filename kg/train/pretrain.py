"""Makes the encoder: learns to fill in hidden characters of plain reports. Needs no annotations.

Stretches of one to four characters are hidden, with the pairs that touch them, and a dilated
convolution over characters and pairs guesses them. Its weights are where `kg.train.train` starts.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

import jax
import jax.numpy as jnp
import msgspec
import numpy as np
import numpy.typing as npt

from kg.errors import InputError
from kg.extract.feature import FIRST, MASK, PAD, UNKNOWN, Ids
from kg.extract.tagger import Floats
from kg.progress import Progress
from kg.train.corpus import read_text, report_paths
from kg.train.encoder import Encoder, write_encoder
from kg.train.net import Weights, linear
from kg.train.optimise import State, adamw, blank

_PLANES: Final = 0x30000
_TOLD: Final = 200
_PIECE: Final = 4_000_000
_EPSILON: Final = 1e-5
_STRETCHES: Final = (0.3, 0.35, 0.2, 0.15)
"""Shares of hidden stretches of one, two, three and four characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the encoder is made.

    Args:
        width: Of its rows; `part` is that of a character's or a pair's row in the tables.
        part: Likewise.
        dilations: Of its blocks.
        pairs: How many pairs of characters are known.
        least: How often a character must occur to be known.
        every: Characters and pairs are counted in one of so many reports.
        sentences: Stretches of text in a batch, each `length` characters.
        length: Likewise.
        hidden: Share of characters at which a hidden stretch begins.
        guesses: Most characters guessed in a batch.
        rate: Highest learning rate, reached after `warm` steps.
        warm: Likewise.
        steps: How many batches are seen.
    """

    width: int = 256
    part: int = 64
    dilations: tuple[int, ...] = (1, 2, 4, 8, 16)
    pairs: int = 36_000
    least: int = 20
    every: int = 3
    sentences: int = 128
    length: int = 160
    hidden: float = 0.09
    guesses: int = 3280
    rate: float = 2e-3
    warm: int = 500
    steps: int = 14_000


TEACHER: Final = Settings(
    width=640,
    part=128,
    dilations=(1, 2, 4, 8, 16, 1, 2, 4, 8, 16, 1, 2),
    sentences=256,
    guesses=6600,
    rate=1e-3,
    steps=7_500,
)
"""Of the large encoder, over which the nets that label stand: 25 million weights."""


class PretrainingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How an encoder was made: a file beside it, with the same name and the ending `.json`.

    Args:
        files: How many were read.
        characters: In them, blanks left out.
        sha256: Of all their characters.
        loss: Mean over the last 200 steps, natural logarithm for each hidden character.
        seed: Of the first weights and the batches.
        settings: See `Settings`.
    """

    files: int
    characters: int
    sha256: str
    loss: float
    seed: int
    settings: Settings


def pretrain(
    folder: Path,
    output: Path,
    *,
    exclude: Collection[str] = (),
    signs: tuple[str, Sequence[str]] | None = None,
    seed: int = 0,
    settings: Settings,
    progress: Progress,
) -> None:
    """Make an encoder from a folder of reports.

    Args:
        folder: Of `.txt` files.
        output: The file to write; its record is written beside it.
        exclude: Names of files, without `.txt`, that must not be seen: those with annotations.
            `-` and `_` are one.
        signs: Characters and pairs to know; None counts them.
        seed: The same seed gives the same bytes on one machine, unless a GPU sums up in any order.
        settings: How it is made.
        progress: Told what is done, how much of it, and how much there is.

    Raises:
        InputError: A file cannot be read, or the folder holds too little to learn from.
        FloatingPointError: Nothing was learnt: the weights ran away.
        OSError: The output cannot be written.
    """
    texts = [read_text(path) for path in report_paths(folder, exclude)]
    if sum(map(len, texts)) <= settings.length:
        raise InputError("no_reports", f"{folder}: too little to learn from: {len(texts)} files")
    chars, pairs = count_signs(texts, settings) if signs is None else signs
    char, right = look_up("\n".join(texts), chars, pairs)
    rng = np.random.default_rng(seed)
    first = _first_weights(rng, len(chars) + FIRST, len(pairs) + FIRST, settings)
    weights, loss = _fit(first, char, right, rng, settings, progress)
    made = Encoder(_plain(weights, settings), chars, tuple(pairs), settings.dilations)
    write_encoder(output, made)
    record = PretrainingRecord(
        files=len(texts),
        characters=len(char),
        sha256=_digest(texts),
        loss=round(loss, 2),
        seed=seed,
        settings=settings,
    )
    raw = msgspec.json.format(msgspec.json.encode(record), indent=2)
    output.with_suffix(".json").write_bytes(raw + b"\n")


def _fit(
    first: Weights,
    char: Ids,
    right: Ids,
    rng: np.random.Generator,
    how: Settings,
    progress: Progress,
) -> tuple[Weights, float]:
    """Learn to guess hidden characters.

    Args:
        first: Weights to start from.
        char: Ids of all characters of the reports.
        right: Ids of the pairs that begin at them.
        rng: Where the batches come from.
        how: Settings.
        progress: Told of every `_TOLD` steps.

    Returns:
        The weights, and the mean loss over the last `_TOLD` steps.
    """
    state = blank(first)
    known = first["char"].shape[0]
    step = jax.jit(partial(_step, how=how))
    losses = []
    for done in range(1, how.steps + 1):
        state, value = step(state, *_batch(rng, char, right, known, how), jnp.float32(done))
        losses.append(value)
        if done % _TOLD == 0:
            progress(f"pretrain, loss {np.mean(losses[-_TOLD:]):.2f}", done, how.steps)
    loss = float(np.mean(losses[-_TOLD:]))
    if not np.isfinite(loss) or any(not jnp.isfinite(w).all() for w in state.w.values()):
        raise FloatingPointError(f"weights ran away (masked loss {loss}); lower the rate")
    return state.w, loss


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def count_signs(texts: Sequence[str], how: Settings) -> tuple[str, tuple[str, ...]]:
    """Choose the characters and the pairs inside lines to know, the most frequent first."""
    single: Counter[str] = Counter()
    double: Counter[str] = Counter()
    for text in texts[:: how.every]:
        single.update(text)
        for line in text.split("\n"):
            double.update(map("".join, pairwise(line)))
    chars = "".join(char for char, count in _by_count(single) if count >= how.least)
    return chars, tuple(pair for pair, _ in _by_count(double)[: how.pairs])


def _by_count(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def look_up(text: str, chars: str, pairs: Sequence[str]) -> tuple[Ids, Ids]:
    """Give the ids of a text's characters, and of the pair that begins at each."""
    table = np.full(_PLANES, UNKNOWN, np.int32)
    for index, char in enumerate(chars):
        table[ord(char)] = index + FIRST
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64)
    codes = np.minimum(codes, _PLANES - 1)
    keys = np.array([ord(pair[0]) * _PLANES + ord(pair[1]) for pair in pairs])
    order = np.argsort(keys)
    keys = keys[order]
    right = np.full(len(codes), UNKNOWN, np.int32)
    for first in range(0, len(codes) - 1, _PIECE):
        last = min(first + _PIECE, len(codes) - 1)
        wanted = codes[first:last] * _PLANES + codes[first + 1 : last + 1]
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        right[first:last] = np.where(keys[at] == wanted, order[at] + FIRST, UNKNOWN)
    right[-1] = PAD
    return table[codes], right


def _first_weights(rng: np.random.Generator, chars: int, pairs: int, how: Settings) -> Weights:
    def random(*shape: int, scale: float) -> jax.Array:
        return jnp.asarray(rng.normal(0, scale, shape).astype(np.float32))

    def layer(name: str, inside: int, outside: int, scale: float | None = None) -> Weights:
        spread = inside**-0.5 if scale is None else scale
        return {f"{name}.w": random(inside, outside, scale=spread), f"{name}.b": jnp.zeros(outside)}

    w = {"char": random(chars, how.part, scale=0.3), "bigram": random(pairs, how.part, scale=0.3)}
    w |= layer("in", 3 * how.part, how.width)
    names = [f"block.{index}" for index in range(len(how.dilations))]
    for name in names:
        w |= layer(f"{name}.c", 3 * how.width, how.width)
        w |= layer(f"{name}.o", how.width, how.width, 0.02)
    for name in (*names, "end"):
        w |= {f"{name}.gain": jnp.ones(how.width), f"{name}.shift": jnp.zeros(how.width)}
    return w | layer("guess", how.width, 128) | layer("signs", 128, chars)


def _normal(x: jax.Array, w: Weights, name: str) -> jax.Array:
    x = x - x.mean(-1, keepdims=True)
    x = x * jax.lax.rsqrt((x * x).mean(-1, keepdims=True) + _EPSILON)
    return x * w[f"{name}.gain"] + w[f"{name}.shift"]


def _rows(w: Weights, char: jax.Array, right: jax.Array, how: Settings) -> jax.Array:
    left = jnp.pad(right[:, :-1], ((0, 0), (1, 0)))
    x = jnp.concatenate((w["char"][char], w["bigram"][left], w["bigram"][right]), -1)
    x = linear(x, w, "in")
    n = x.shape[1]
    # sixteen bits are twice as fast on a GPU and cost nothing elsewhere
    blocks = {name: v.astype(jnp.bfloat16) for name, v in w.items() if name.startswith("block.")}
    for index, dilation in enumerate(how.dilations):
        y = _normal(x, w, f"block.{index}").astype(jnp.bfloat16)
        wide = jnp.pad(y, ((0, 0), (dilation, dilation), (0, 0)))
        y = jnp.concatenate((wide[:, :n], y, wide[:, 2 * dilation : 2 * dilation + n]), -1)
        y = jax.nn.gelu(linear(y, blocks, f"block.{index}.c"), approximate=True)
        x = x + linear(y, blocks, f"block.{index}.o").astype(jnp.float32)
    return _normal(x, w, "end")


def _loss(
    w: Weights, char: jax.Array, right: jax.Array, at: jax.Array, sought: jax.Array, how: Settings
) -> jax.Array:
    h = _rows(w, char, right, how).reshape(-1, how.width)[at]
    h = jax.nn.gelu(linear(h, w, "guess"), approximate=True)
    log = jax.nn.log_softmax(linear(h, w, "signs"))
    is_real = sought >= FIRST
    own = jnp.take_along_axis(log, sought[:, None], 1)[:, 0]
    return -(own * is_real).sum() / jnp.maximum(1, is_real.sum())


def _step(
    state: State,
    char: jax.Array,
    right: jax.Array,
    at: jax.Array,
    sought: jax.Array,
    done: jax.Array,
    *,
    how: Settings,
) -> tuple[State, jax.Array]:
    value, grads = jax.value_and_grad(_loss)(state.w, char, right, at, sought, how)
    share = jnp.clip((done - how.warm) / max(1, how.steps - how.warm), 0, 1)
    fall = 0.98 * 0.5 * (1 + jnp.cos(jnp.pi * share)) + 0.02
    rate = how.rate * jnp.minimum(1.0, done / how.warm) * fall
    rates = dict.fromkeys(state.w, rate)
    return adamw(state, grads, rates, done, decay=0.01, clip=1.0, second=0.98), value


def _batch(
    rng: np.random.Generator, char: Ids, right: Ids, known: int, how: Settings
) -> tuple[Ids, Ids, Ids, Ids]:
    """Cut stretches of text at random and hide parts of them.

    Returns:
        Characters and pairs with what is hidden, where it is, and what it was.
    """
    shape = how.sentences, how.length
    starts = rng.integers(0, len(char) - how.length, how.sentences)
    index = starts[:, None] + np.arange(how.length)
    truth, pair = char[index], right[index]
    begins = rng.random(shape) < how.hidden
    sizes = rng.choice(np.arange(1, len(_STRETCHES) + 1), shape, p=_STRETCHES)
    hidden = np.zeros(shape, bool)
    for step in range(len(_STRETCHES)):
        hidden[:, step:] |= (begins & (sizes > step))[:, : how.length - step]
    flat = np.flatnonzero(hidden)
    if len(flat) > how.guesses:
        flat = np.sort(rng.permutation(flat)[: how.guesses])
    hidden = np.isin(np.arange(hidden.size), flat).reshape(shape)
    at, sought = np.zeros((2, how.guesses), np.int32)
    at[: len(flat)], sought[: len(flat)] = flat, truth.reshape(-1)[flat]
    shown = truth.copy()
    luck = rng.random(shape)
    shown[hidden & (luck < 0.9)] = MASK
    is_random = hidden & (luck >= 0.9)
    shown[is_random] = rng.integers(FIRST, known, int(is_random.sum()))
    before = np.zeros_like(hidden)
    before[:, :-1] = hidden[:, 1:]
    return shown, np.where(hidden | before, MASK, pair).astype(np.int32), at, sought


def _plain(w: Weights, how: Settings) -> dict[str, Floats]:
    """Take the encoder's weights, its norms' gains and shifts put into the matrices behind them.

    At the ends of a sentence this differs slightly from what was fitted, which training mends.
    """
    kept: Iterable[str] = ("char", "bigram", "in.w", "in.b")
    out: dict[str, npt.NDArray[np.float32]] = {name: np.asarray(w[name]) for name in kept}
    for index in range(len(how.dilations)):
        name = f"block.{index}"
        gain, shift = (np.tile(np.asarray(w[f"{name}.{part}"]), 3) for part in ("gain", "shift"))
        matrix = np.asarray(w[f"{name}.c.w"])
        out[f"{name}.c.w"] = matrix * gain[:, None]
        out[f"{name}.c.b"] = np.asarray(w[f"{name}.c.b"]) + shift @ matrix
        out[f"{name}.o.w"], out[f"{name}.o.b"] = (np.asarray(w[f"{name}.o.{p}"]) for p in "wb")
    return out
