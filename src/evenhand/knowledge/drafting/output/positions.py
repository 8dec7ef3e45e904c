"""Lines and columns of code points."""

from __future__ import annotations

from bisect import bisect_right


class Positions:
    """Where the lines of a text begin; a line ends with LF, CR or CR LF."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        for line in text.splitlines(keepends=True) if "\r" in text else text.split("\n")[:-1]:
            self._starts.append(self._starts[-1] + len(line) + (0 if "\r" in text else 1))

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset in code points, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
