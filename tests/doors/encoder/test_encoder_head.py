"""The heads over the encoder's vectors."""

from __future__ import annotations

import pytest

from evenhand.doors.encoder.head import SIZE, Head, head_as_text, read_head, shipped_head


def test_the_bias_and_each_number_count() -> None:
    head = Head((1.0, -1.0), ((2.0, 0.5),) + ((0.0, 0.0),) * (SIZE - 1))
    assert head.scores([3.0] + [1.0] * (SIZE - 1)) == (7.0, 0.5)


def test_the_shipped_file_gives_itself_back() -> None:
    text = head_as_text(shipped_head())
    assert read_head(text) == shipped_head()
    assert len(text) < 20_000


def test_another_number_of_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="rows"):
        read_head("0\t0\n1\t1\n")
