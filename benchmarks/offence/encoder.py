"""The encoder as plain JAX functions: twelve layers of a BERT, split into frozen lower and tuned upper ones."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from benchmarks.offence.encoder_file import EncoderFile

Tree = dict[str, Any]
jax.config.update("jax_default_prng_impl", "rbg")  # dropout costs a tenth of the default generator's time


def embeddings(file: EncoderFile, pieces: NDArray[np.int64]) -> Tree:
    """The embedding layer for the pieces that occur, so that a quarter of a million rows stay on disk."""
    h = file.hidden
    return {
        "word": file.array("emb.word", -1, h)[pieces],
        "place": file.array("emb.pos", -1, h) + file.array("emb.type", -1, h)[0],
        "scale": file.array("emb.ln.w", h),
        "shift": file.array("emb.ln.b", h),
    }


def layer(file: EncoderFile, number: int) -> Tree:
    """One layer; query, key and value stand in one matrix, and inputs multiply from the left."""
    h, f, at = file.hidden, file.inner, f"l{number}."
    return {
        "qkv": np.concatenate([file.array(f"{at}{k}.w", h, h) for k in "qkv"]).T.copy(),
        "qkv_b": np.concatenate([file.array(f"{at}{k}.b", h) for k in "qkv"]),
        "out": file.array(f"{at}ao.w", h, h).T.copy(),
        "out_b": file.array(f"{at}ao.b", h),
        "scale_1": file.array(f"{at}aln.w", h),
        "shift_1": file.array(f"{at}aln.b", h),
        "up": file.array(f"{at}fi.w", f, h).T.copy(),
        "up_b": file.array(f"{at}fi.b", f),
        "down": file.array(f"{at}fo.w", h, f).T.copy(),
        "down_b": file.array(f"{at}fo.b", h),
        "scale_2": file.array(f"{at}oln.w", h),
        "shift_2": file.array(f"{at}oln.b", h),
    }


def embed(tree: Tree, numbers: jax.Array) -> jax.Array:
    """Texts × places → texts × places × hidden."""
    return _norm(tree["word"][numbers] + tree["place"][: numbers.shape[1]], tree["scale"], tree["shift"])


def run(
    layers: list[Tree], x: jax.Array, mask: jax.Array, key: jax.Array | None = None, rate: float = 0.1
) -> jax.Array:
    """Through the layers; with a key, dropout at `rate`."""
    bias = jnp.where(mask, 0.0, -1e9)[:, None, None, :]
    keys = [None] * len(layers) if key is None else list(jax.random.split(key, len(layers)))
    for tree, own in zip(layers, keys, strict=True):
        first, second = (None, None) if own is None else jax.random.split(own)
        x = _norm(x + _drop(first, _attend(tree, x, bias), rate), tree["scale_1"], tree["shift_1"])
        inner = jax.nn.gelu(x @ tree["up"] + tree["up_b"], approximate=True)
        x = _norm(x + _drop(second, inner @ tree["down"] + tree["down_b"], rate), tree["scale_2"], tree["shift_2"])
    return x


def mean(x: jax.Array, mask: jax.Array) -> jax.Array:
    """The mean over the places that hold text: texts × hidden."""
    return (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)


def _attend(tree: Tree, x: jax.Array, bias: jax.Array, heads: int = 12) -> jax.Array:
    texts, places, hidden = x.shape
    q, k, v = jnp.moveaxis((x @ tree["qkv"] + tree["qkv_b"]).reshape(texts, places, 3, heads, hidden // heads), 2, 0)
    weights = jax.nn.softmax(jnp.einsum("bqhd,bkhd->bhqk", q, k) / np.sqrt(hidden // heads) + bias)
    seen: jax.Array = jnp.einsum("bhqk,bkhd->bqhd", weights, v).reshape(texts, places, hidden)
    return seen @ tree["out"] + tree["out_b"]


def _norm(x: jax.Array, scale: jax.Array, shift: jax.Array) -> jax.Array:
    centred = x - x.mean(-1, keepdims=True)
    return centred * jax.lax.rsqrt((centred**2).mean(-1, keepdims=True) + 1e-12) * scale + shift


def _drop(key: jax.Array | None, x: jax.Array, rate: float) -> jax.Array:
    if key is None:
        return x
    return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0.0)
