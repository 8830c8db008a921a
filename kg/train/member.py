"""Fits the nets that speak together, each from a seed of its own and in a process of its own."""

import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from queue import Empty, Queue
from typing import Final

import numpy as np

from kg.extract.feature import QUOTE_IDS, Vocabulary
from kg.extract.tagger import Floats
from kg.progress import Progress
from kg.train.data import Example
from kg.train.encoder import Encoder
from kg.train.fit import Settings, fit
from kg.train.net import init

_COUNT: Final = 100
"""Members of one seed have the seeds from so many times it on."""
_WAIT: Final = 1.0
"""Seconds after which it is looked whether a process has failed."""

Member = dict[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """All that a net is fitted with but its seed.

    Args:
        encoder: Where it starts from.
        vocabulary: What the ids in the sentences mean.
        items: The annotated sentences.
        pseudo: Sentences that nets labelled.
        settings: How it is fitted.
    """

    encoder: Encoder
    vocabulary: Vocabulary
    items: Sequence[Example]
    pseudo: Sequence[Example]
    settings: Settings


def fit_members(work: Work, *, seed: int, progress: Progress) -> list[Member]:
    """Fit as many nets as the settings say, side by side.

    Args:
        work: What they share.
        seed: From which theirs follow.
        progress: Told the mean loss after each epoch of any of them.
    """
    count = work.settings.members
    context = get_context("spawn")
    workers = min(count, os.cpu_count() or 1)
    with context.Manager() as manager, ProcessPoolExecutor(workers, mp_context=context) as pool:
        losses: Queue[float] = manager.Queue()
        seeds = range(_COUNT * seed, _COUNT * seed + count)
        futures = [pool.submit(_fit_member, work, own, losses) for own in seeds]
        _tell(losses, futures, count * work.settings.epochs, progress)
        return [future.result() for future in futures]


def _tell(
    losses: "Queue[float]", futures: Sequence[Future[Member]], total: int, progress: Progress
) -> None:
    done = 0
    while done < total and not any(future.done() and future.exception() for future in futures):
        try:
            loss = losses.get(timeout=_WAIT)
        except Empty:
            continue
        done += 1
        progress(f"train, loss {loss:.2f}", done, total)


def _fit_member(work: Work, seed: int, losses: "Queue[float]") -> Member:
    learned, fixed = init(
        np.random.default_rng(seed),
        work.encoder.weights,
        tags=4 * (len(work.vocabulary.tags) + 1),
        quotes=QUOTE_IDS,
        kinds=2 * len(work.vocabulary.kinds) + 1,
    )
    best = fit(
        learned,
        fixed,
        work.items,
        work.pseudo,
        dilations=work.encoder.dilations,
        settings=work.settings,
        seed=seed,
        progress=lambda epoch, epochs, loss: losses.put(loss),
    )
    return {name: np.asarray(value, np.float32) for name, value in (best | fixed).items()}
