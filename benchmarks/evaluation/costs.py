"""Speed and memory of a reader in a process of its own, on one core."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from benchmarks.evaluation.figures import Figure

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_MIDDLE = 0.5


def cost(name: str) -> dict[str, Any]:
    """What benchmarks.evaluation.child says of a reader. Raises CalledProcessError where it does not run."""
    command = [sys.executable, "-m", "benchmarks.evaluation.child", name]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **_ONE_THREAD})
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def rate(measure: str, of: str, measured: dict[str, Any], target: float | None = None) -> Figure:
    """Messages a processor second: the median block, between the slowest and the fastest of ten."""
    rates = sorted(measured["messages_per_second"])
    middle = (rates[(len(rates) - 1) // 2] + rates[len(rates) // 2]) * _MIDDLE
    return Figure(measure, of, middle, rates[0], rates[-1], len(rates) * measured["each"], target=target, rule="open")


def one_number(measure: str, of: str, value: float, n: int = 1, target: float | None = None) -> Figure:
    """A value without an interval, such as peak memory; lower is better."""
    return Figure(measure, of, value, value, value, n, target=target, rule="rate")
