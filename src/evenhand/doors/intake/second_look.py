"""Reading messages in doubt again with the encoder, in a bounded child, where the desk is set to and can."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime

from evenhand.doors.connectors.bounded import ParserPool
from evenhand.doors.intake.again import SYSTEM, stored_as_arrived
from evenhand.doors.intake.doubt import is_wanted
from evenhand.doors.intake.reading import with_readings
from evenhand.knowledge.language.reading import second_name
from evenhand.record.conversations.history import earlier
from evenhand.record.conversations.second_look import waiting_for_second_look
from evenhand.record.erasing import arrivals

SECONDS = 10.0  # for one message, the loading of the encoder included
MEMORY_MB = 512  # of address space, twice what the encoder and a reading were seen to take


def look_again(ids: Sequence[int], *, clock: Callable[[], datetime], leave: Callable[[], bool] = lambda: False) -> bool:
    """Read those again that are still in doubt; each is kept by itself, beside its first reading.

    Returns whether all was done; `leave` is asked after each. Running it twice, also at the same time, does no harm.
    """
    messages = waiting_for_second_look(ids) if is_wanted() else []
    name = asdict(second_name())
    with ParserPool(1, seconds=SECONDS, memory_mb=MEMORY_MB, reading=False) as pool:
        for message in messages:
            item = stored_as_arrived(message)
            (read,) = with_readings(pool, [item], {item.identity: earlier(message)}, second_look=True)
            if read.reading is not None and read.reading["model"] == name:
                arrivals.keep_reading(message, read.reading, actor=SYSTEM, at=clock())
            if leave():
                return False
    return True
