"""Run in a desk of its own: two or more do things to one incident at the same moment; prints how each came out.

Every statement that takes a lock is followed by a short rest, so that two that take them the other way round meet.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

from evenhand.server.start import start

start()
sys.path.insert(0, str(Path(__file__).parent))

import threads  # noqa: E402
from builders import ada, bo, helena, sam, somebody  # noqa: E402
from django.db import connection, connections  # noqa: E402
from incidents import DAY, an_incident  # noqa: E402
from measures import a_warning, acme, her, mia  # noqa: E402

from evenhand.record.conversations.working import NotPossible, assign  # noqa: E402
from evenhand.record.erasing import actions as erasing  # noqa: E402
from evenhand.record.protection.alerts import answering, delivering, escalating, leaving, requesting  # noqa: E402
from evenhand.record.protection.incidents.amends import record_amends  # noqa: E402
from evenhand.record.protection.models import Alert, Incident  # noqa: E402
from evenhand.record.protection.restrictions.warnings import end_warning  # noqa: E402

LATER = DAY + timedelta(hours=1)
REASON = "I have called them and we go on together tomorrow."
REST = 0.02
Act = Callable[[], Any]


def main() -> None:
    """Each pair twice, then the clock in six workers."""
    for member in (sam, ada, bo, helena):
        member()
    pairs = (
        take_over_and_erase, take_over_and_assign, read_and_answer, make_good_and_end, leave_and_answer,
        report_and_assign,
    )  # fmt: skip
    found = {pair.__name__: [at_once(pair()) for _ in range(2)] for pair in pairs}
    print(json.dumps({"pairs": found, "clock": clock_in_workers(6)}))  # noqa: T201


def take_over_and_erase() -> list[Act]:
    """Bo takes the conversation over while Helena approves that it is erased."""
    incident = in_a_conversation()
    asked = erasing.ask(f"conversation:{incident.conversation_id}", "unlawful", reason="", by=bo(), at=LATER)
    return [answers(incident, "take-over"), lambda: erasing.approve(asked, by=helena(), at=LATER)]


def take_over_and_assign() -> list[Act]:
    """Bo takes the conversation over while Ada takes it herself."""
    incident = in_a_conversation()
    return [answers(incident, "take-over"), lambda: assign(incident.conversation, ada(), by=ada(), at=LATER)]


def read_and_answer() -> list[Act]:
    """Bo opens in one window what Bo answers in another, while its letter leaves."""
    incident = in_a_conversation()
    return [
        answers(incident, "speak"),
        lambda: delivering.note_read(incident, by=bo(), at=LATER),
        lambda: delivering.note_shown(incident.alerts.all(), by=bo(), at=LATER),
    ]


def make_good_and_end() -> list[Act]:
    """Bo records an apology, which ends the warning that Helena ends."""
    incident = an_incident(contact=mia(), customer=acme())
    warning = a_warning(her(), incident, at=LATER)
    return [
        lambda: record_amends(incident, "apology", words="She is sorry.", by=bo(), at=LATER),
        lambda: end_warning(warning, by=helena(), at=LATER),
    ]


def leave_and_answer() -> list[Act]:
    """Somebody leaves who was asked, while Bo answers it and Ada takes what they had."""
    incident = in_a_conversation()
    leaver = somebody(f"Leo{incident.pk} Marsh", ["agent", "lead"], team_name="Nordic desk")
    answering.hand_on(incident.alerts.get(), leaver, "You know them.", by=bo(), at=LATER)
    assign(incident.conversation, leaver, by=bo(), at=LATER)
    return [
        lambda: leaving.member_leaves(leaver, None, by=sam(), at=LATER),
        answers(incident, "speak"),
        lambda: assign(incident.conversation, ada(), by=ada(), at=LATER),
    ]


def report_and_assign() -> list[Act]:
    """Ada reports and asks for relief, of a conversation that is handed about at that moment."""
    row = in_a_conversation().conversation
    return [
        lambda: an_incident(conversation=row, at=LATER),
        lambda: assign(row, ada(), by=ada(), at=LATER),
        lambda: requesting.ask(requesting.Wanted("switch", conversation=row), by=ada(), at=LATER),
        lambda: assign(row, bo(), by=bo(), at=LATER),
    ]


def in_a_conversation() -> Incident:
    """What Ada reported of a conversation of hers."""
    conversation = threads.thread("You are useless, all of you.", ended=DAY - timedelta(hours=1))
    return an_incident(conversation=conversation)


def answers(incident: Incident, decision: str) -> Act:
    """Bo answers."""
    alert, decided = incident.alerts.earliest("made_at"), answering.Decided(decision, REASON)
    return lambda: answering.answer(alert, decided, by=bo(), at=LATER)


def clock_in_workers(workers: int) -> dict[str, Any]:
    """Ten alerts are past due, and as many workers look at the same moment; who was asked how often."""
    Alert.objects.filter(ended_at=None).update(ended_at=LATER, end="answered")
    incidents = [an_incident(at=LATER) for _ in range(10)]
    late = LATER + timedelta(days=3)
    outcomes = at_once([lambda: escalating.escalate(at=late)] * workers)
    chains = [list(one.alerts.order_by("made_at", "pk").values_list("member__name", "end")) for one in incidents]
    return {"outcomes": outcomes, "chains": chains}


def at_once(acts: list[Act]) -> list[str]:
    """Do these at the same moment; "done", the code of the refusal, or the class of the error, for each."""
    barrier = Barrier(len(acts))

    def do(act: Act) -> str:
        try:
            with connection.execute_wrapper(resting):
                barrier.wait(timeout=30)
                act()
        except NotPossible as refused:
            return refused.code
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def resting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Run a statement, and rest where it took a lock."""
    try:
        return execute(sql, params, many, context)
    finally:
        if sql.startswith(("UPDATE", "INSERT")) or " UPDATE" in sql:
            time.sleep(REST)


main()
