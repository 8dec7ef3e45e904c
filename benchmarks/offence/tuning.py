"""Tuning the upper layers of the encoder on a yes-or-no question. The lower layers run once and are kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from benchmarks.offence import encoder
from benchmarks.offence.encoder_file import PAD, EncoderFile, load

Tree = encoder.Tree
Floats = NDArray[np.float32]
BATCH, STEP = 32, 16  # texts; places are padded to multiples of STEP, so that four shapes are compiled


@dataclass(frozen=True)
class Plan:
    """How long and how hard: epochs may be a fraction, `top` layers of twelve learn."""

    epochs: float = 2.0
    rate: float = 1e-4
    top: int = 6
    seed: int = 20260311
    smoothing: float = 0.0


@dataclass
class Tuner:
    """Holds the frozen part for one list of pieces; `tune` and `score` take rows of piece numbers."""

    top: int = 6
    file: EncoderFile = field(default_factory=load)

    def lower(self, rows: list[list[int]], note: str = "") -> list[NDArray[np.float16]]:
        """What the lower layers make of each row, places × hidden; half precision halves the memory."""
        used = np.unique(np.concatenate([np.asarray(row) for row in rows] + [np.asarray([PAD])]))
        rank = {piece: at for at, piece in enumerate(used.tolist())}
        words = jax.tree.map(jnp.asarray, encoder.embeddings(self.file, used))
        layers = self._layers(0, self.file.layers - self.top)
        run = jax.jit(lambda numbers, mask: encoder.run(layers, encoder.embed(words, numbers), mask))
        made: list[Any] = [None] * len(rows)
        begun = time.monotonic()
        for chosen, width in _by_length(np.array([len(row) for row in rows])):
            numbers = np.full((BATCH, width), rank[PAD])
            mask = np.zeros((BATCH, width), bool)
            mask[:, 0] = True
            for place, at in enumerate(chosen):
                numbers[place, : len(rows[at])] = [rank[piece] for piece in rows[at]]
                mask[place, : len(rows[at])] = True
            out = np.asarray(run(numbers, mask)).astype(np.float16)
            for place, at in enumerate(chosen):
                made[at] = out[place, : len(rows[at])].copy()
        print(f"{note}: lower layers, {len(rows)} texts, {time.monotonic() - begun:.0f} s", flush=True)
        return made

    def start(self) -> Tree:
        """The upper layers as published, and a head that knows nothing."""
        return {
            "layers": self._layers(self.file.layers - self.top, self.file.layers),
            "head": jnp.zeros(self.file.hidden),
            "bias": jnp.zeros(()),
        }

    def _layers(self, first: int, last: int) -> list[Tree]:
        return [jax.tree.map(jnp.asarray, encoder.layer(self.file, number)) for number in range(first, last)]


def logits(tree: Tree, x: jax.Array, mask: jax.Array, key: jax.Array | None = None) -> jax.Array:
    """One number a text, above zero for yes."""
    read = encoder.mean(encoder.run(tree["layers"], x.astype(jnp.float32), mask, key), mask)
    return read @ tree["head"] * 4.0 + tree["bias"]


def tune(tree: Tree, states: list[NDArray[np.float16]], wanted: Floats, weights: Floats, plan: Plan) -> Tree:
    """Adam with warm-up over a tenth and linear decay; `wanted` lies in 0…1, `weights` scale each text's loss."""
    random = np.random.default_rng(plan.seed)
    key = jax.random.key(plan.seed)
    total = int(plan.epochs * len(states) / BATCH)
    wanted = wanted * (1 - plan.smoothing) + plan.smoothing / 2
    first, second = jax.tree.map(jnp.zeros_like, tree), jax.tree.map(jnp.zeros_like, tree)
    begun, done, recent = time.monotonic(), 0, 0.0
    while done < total:
        for chosen, width in _shuffled(np.array([len(state) for state in states]), random):
            if done >= total:
                break
            done += 1
            rate = plan.rate * min(done / (0.1 * total), (total - done) / (0.9 * total))
            x, mask = _padded(states, chosen, width)
            key, own = jax.random.split(key)
            tree, first, second, loss = _step(
                tree, first, second, x, mask, wanted[chosen], weights[chosen], own, rate, float(done)
            )
            recent += 0.02 * (float(loss) - recent)
            if done % 100 == 0:
                print(f"  step {done}/{total}, loss {recent:.3f}, {time.monotonic() - begun:.0f} s", flush=True)
    return tree


def score(tree: Tree, states: list[NDArray[np.float16]]) -> Floats:
    """The logit of each text."""
    run = jax.jit(logits)
    out = np.zeros(len(states), np.float32)
    for chosen, width in _by_length(np.array([len(state) for state in states])):
        filled = np.resize(chosen, BATCH)
        out[chosen] = np.asarray(run(tree, *_padded(states, filled, width)))[: len(chosen)]
    return out


@partial(jax.jit, donate_argnums=(0, 1, 2))
def _step(
    tree: Tree, first: Tree, second: Tree, x: jax.Array, mask: jax.Array, wanted: jax.Array, weights: jax.Array,
    key: jax.Array, rate: float, done: float,
) -> tuple[Tree, Tree, Tree, jax.Array]:  # fmt: skip
    def loss_of(tree: Tree) -> jax.Array:
        found = logits(tree, x, mask, key)
        each = jnp.maximum(found, 0) - found * wanted + jnp.log1p(jnp.exp(-jnp.abs(found)))
        return (each * weights).mean()

    loss, slope = jax.value_and_grad(loss_of)(tree)
    length = jnp.sqrt(sum((leaf**2).sum() for leaf in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda leaf: leaf / jnp.maximum(1.0, length), slope)
    first = jax.tree.map(lambda old, new: 0.9 * old + 0.1 * new, first, slope)
    second = jax.tree.map(lambda old, new: 0.999 * old + 0.001 * new**2, second, slope)

    def moved(leaf: jax.Array, m: jax.Array, v: jax.Array) -> jax.Array:
        step = m / (1 - 0.9**done) / (jnp.sqrt(v / (1 - 0.999**done)) + 1e-8)
        return leaf - rate * (step + 0.01 * leaf * (leaf.ndim > 1))

    return jax.tree.map(moved, tree, first, second), first, second, loss


def _padded(states: list[NDArray[np.float16]], chosen: NDArray[np.int64], width: int) -> tuple[Any, Any]:
    x = np.zeros((len(chosen), width, states[0].shape[1]), np.float16)
    mask = np.zeros((len(chosen), width), bool)
    for place, at in enumerate(chosen):
        x[place, : len(states[at])] = states[at]
        mask[place, : len(states[at])] = True
    return x, mask


def _width(longest: int) -> int:
    return -(-longest // STEP) * STEP


def _by_length(lengths: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], int]]:
    order = np.argsort(lengths, kind="stable")
    for at in range(0, len(order), BATCH):
        chosen = order[at : at + BATCH]
        yield chosen, _width(int(lengths[chosen].max()))


def _shuffled(lengths: NDArray[np.int64], random: np.random.Generator) -> Iterator[tuple[NDArray[np.int64], int]]:
    order = random.permutation(len(lengths))
    batches = []
    for at in range(0, len(order), BATCH * 50):  # texts of like length meet, yet batches stay mixed
        pool = order[at : at + BATCH * 50]
        pool = pool[np.argsort(lengths[pool], kind="stable")]
        batches += [pool[a : a + BATCH] for a in range(0, len(pool) - BATCH + 1, BATCH)]
    for at in random.permutation(len(batches)):
        yield batches[at], _width(int(lengths[batches[at]].max()))
