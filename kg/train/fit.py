"""Fits the net to tags: batches, steps, the fall of the learning rate. No files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import jax
import jax.numpy as jnp
import numpy as np

from kg.train.data import Example, Padded, count_batches, shuffled
from kg.train.net import Dropout, Weights, loss
from kg.train.optimise import State, adamw, blank, zeros


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the net is fitted; kept in the training record.

    Args:
        epochs: How often every sentence is seen.
        rate: Highest learning rate of the top.
        encoder_rate: Highest learning rate of the pretrained encoder.
        warm: Share of the steps in which the rates rise; they fall evenly afterwards.
        decay: Weight decay.
        clip: Longest gradient.
        hidden: Share of characters hidden from the net.
        dropout: Shares of columns left out.
        average: Share of the steps at the end whose weights are averaged.
        members: How many nets, each from a seed of its own, speak together.
    """

    epochs: int = 10
    rate: float = 3e-3
    encoder_rate: float = 1e-3
    warm: float = 0.1
    decay: float = 0.01
    clip: float = 5.0
    hidden: float = 0.1
    dropout: Dropout = Dropout(encoder=0.25, top=0.5, inner=0.25)  # noqa: RUF009
    average: float = 0.2
    members: int = 2


LABELLING: Final = Settings(encoder_rate=5e-4)
"""Of nets over the large encoder, which label."""


def fit(
    learned: Weights,
    fixed: Weights,
    items: Sequence[Example],
    pseudo: Sequence[Example] = (),
    *,
    dilations: tuple[int, ...],
    settings: Settings,
    seed: int,
    progress: Callable[[int, int, float], None],
) -> Weights:
    """Fit the learned weights to sentences.

    Args:
        learned: First weights of what learns.
        fixed: What does not.
        items: The annotated sentences; each epoch has them all.
        pseudo: Sentences that nets labelled; each epoch has its part of them.
        dilations: Of the encoder's blocks.
        settings: How.
        seed: Of order, hiding and dropout.
        progress: Told epoch, epochs and the mean loss after each epoch.

    Returns:
        The mean of the weights over the last steps.
    """
    rng = np.random.default_rng(seed)
    epochs = [[*items, *pseudo[place :: settings.epochs]] for place in range(settings.epochs)]
    steps = sum(map(count_batches, epochs))
    step = jax.jit(partial(_step, dilations=dilations, settings=settings))
    state = blank(learned)
    key = jax.random.key(seed)
    mean = zeros(learned)
    first = int(steps * (1 - settings.average))
    done = 0
    for epoch, part in enumerate(epochs, 1):
        losses = []
        for batch in shuffled(part, rng, hidden=settings.hidden):
            done += 1
            share = min(1.0, done / (settings.warm * steps)) * max(0.02, 1 - done / steps)
            own = jax.random.fold_in(key, done)
            state, value = step(state, fixed, batch, own, jnp.float32(share), jnp.float32(done))
            losses.append(value)
            if done > first:
                mean = _blend(mean, state.w, 1 / (done - first))
        progress(epoch, settings.epochs, float(np.mean(losses)))
    return mean


def _mean(mean: Weights, w: Weights, share: float) -> Weights:
    return {name: mean[name] + share * (w[name] - mean[name]) for name in w}


_blend = jax.jit(_mean)


def _step(
    state: State,
    fixed: Weights,
    batch: Padded,
    key: jax.Array,
    share: jax.Array,
    count: jax.Array,
    *,
    dilations: tuple[int, ...],
    settings: Settings,
) -> tuple[State, jax.Array]:
    """Take one step of AdamW."""
    value, grads = jax.value_and_grad(loss)(
        state.w, fixed, batch, key, dilations=dilations, rates=settings.dropout
    )
    is_encoder = {name: name == "char" or name.startswith(("in.", "block.")) for name in state.w}
    rates = {
        name: share * (settings.encoder_rate if encoder else settings.rate)
        for name, encoder in is_encoder.items()
    }
    return adamw(state, grads, rates, count, decay=settings.decay, clip=settings.clip), value
