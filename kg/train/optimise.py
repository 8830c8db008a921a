"""AdamW over a flat dictionary of weights: the steps that fitting and pretraining take."""

from typing import Final, NamedTuple

import jax
import jax.numpy as jnp

from kg.train.net import Weights

_FIRST: Final = 0.9
_TINY: Final = 1e-8


class State(NamedTuple):
    """Weights, and the running means of their gradients and of the squares of these."""

    w: Weights
    first: Weights
    second: Weights


def zeros(w: Weights) -> Weights:
    """Return weights of the same shapes, all zero."""
    return {name: jnp.zeros_like(value) for name, value in w.items()}


def blank(w: Weights) -> State:
    """Return the state before the first step."""
    return State(w, zeros(w), zeros(w))


def adamw(
    state: State,
    grads: Weights,
    rates: dict[str, jax.Array],
    count: jax.Array,
    *,
    decay: float,
    clip: float,
    second: float = 0.999,
) -> State:
    """Take one step.

    Args:
        state: Before it.
        grads: Of the weights.
        rates: Learning rate of each weight.
        count: Number of the step, from 1.
        decay: Weight decay.
        clip: Longest gradient, over all weights.
        second: How slowly the mean of squares moves.
    """
    length = jnp.sqrt(sum((jnp.sum(g * g) for g in grads.values()), jnp.float32(0)))
    scale = jnp.minimum(1.0, clip / length)
    fresh, means, squares = {}, {}, {}
    for name, w in state.w.items():
        grad = grads[name] * scale
        means[name] = _FIRST * state.first[name] + (1 - _FIRST) * grad
        squares[name] = second * state.second[name] + (1 - second) * grad * grad
        move = means[name] / (1 - _FIRST**count)
        move = move / (jnp.sqrt(squares[name] / (1 - second**count)) + _TINY)
        fresh[name] = w - rates[name] * (move + decay * w)
    return State(fresh, means, squares)
