"""The cost of an encoder of the size of XLM-R-base, in plain numpy with random weights: what it says means nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LAYERS, WIDE, INNER, HEADS, TOKENS, VOCABULARY = 12, 768, 3072, 12, 64, 250_002
Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights of one layer: query, key, value and output in one block each, and the two of the inner network."""

    attention: Numbers
    output: Numbers
    inner: Numbers
    outer: Numbers


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights, about 1.1 GB in single precision, most of it the table of words."""

    words: Numbers
    layers: tuple[Layer, ...]


def weights() -> Weights:
    """Random ones; the table of words is filled with one number, for its values cost nothing."""
    random = np.random.default_rng(1)

    def some(rows: int, columns: int) -> Numbers:
        return (random.standard_normal((rows, columns), dtype=np.float32) / np.sqrt(rows)).astype(np.float32)

    layers = tuple(
        Layer(some(WIDE, 3 * WIDE), some(WIDE, WIDE), some(WIDE, INNER), some(INNER, WIDE)) for _ in range(LAYERS)
    )
    return Weights(np.full((VOCABULARY, WIDE), 0.02, dtype=np.float32), layers)


def forward(made: Weights, seed: int) -> Numbers:
    """One message of 64 tokens through all layers, biases left out. Shape (768,)."""
    tokens = np.random.default_rng(seed).integers(VOCABULARY, size=TOKENS)
    state = made.words[tokens]
    for layer in made.layers:
        state = _normed(state + _attended(layer, state))
        state = _normed(state + _gelu(state @ layer.inner) @ layer.outer)
    mean: Numbers = state.mean(axis=0)
    return mean


def _attended(layer: Layer, state: Numbers) -> Numbers:
    query, key, value = (state @ layer.attention).reshape(TOKENS, 3, HEADS, -1).transpose(1, 2, 0, 3)
    scores = query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(WIDE / HEADS))
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    mixed: Numbers = (scores / scores.sum(axis=-1, keepdims=True)) @ value
    return mixed.transpose(1, 0, 2).reshape(TOKENS, WIDE) @ layer.output


def _gelu(x: Numbers) -> Numbers:
    result: Numbers = 0.5 * x * (1 + np.tanh(0.7978846 * (x + 0.044715 * x * x * x)))
    return result


def _normed(x: Numbers) -> Numbers:
    centred = x - x.mean(axis=-1, keepdims=True)
    result: Numbers = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5)
    return result
