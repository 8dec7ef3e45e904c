"""Tables as CSV: no cell that a spreadsheet runs, the rows and rights of the page, the reader's language and zone."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import builders
import promises
import pytest
import threads
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.reports.cells import FORMULA_BEGINS, neutral
from evenhand.doors.web.tables import BATCH, Column, csv_file
from evenhand.record.agreements.actions import endings
from evenhand.record.conversations.queries import PAGE
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job
from evenhand.record.people.models import Member

PAGES = (
    "inbox",
    "customers",
    "commitments",
    "minutes",
    "ledger",
    "settings-erasing",
    "mistakes",
    "settings-members",
    "settings-jobs",
    "settings-imports",
    "settings-readings",
)
WORDS = Column[str]("words", "Words", lambda row: row)


def file_of(answer: object) -> str:
    return b"".join(answer).decode("utf-8")  # type: ignore[call-overload]


def lines_of(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff"), "spreadsheets know UTF-8 by its mark"
    return list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))


def written(*values: str) -> list[list[str]]:
    return lines_of(file_of(csv_file(RequestFactory().get("/?as=csv"), "words", [WORDS], values)))[1:]


@given(st.sampled_from(sorted(FORMULA_BEGINS)), st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_could_begin_a_formula_gets_an_apostrophe(begin: str, rest: str) -> None:
    assert neutral(begin + rest) == f"'{begin}{rest}"


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_every_cell_comes_back_as_it_was_but_for_that_apostrophe(values: list[str]) -> None:
    rows = [cells[0] if cells else "" for cells in written(*values)]
    assert rows == [neutral(value) for value in values]
    assert not any(row[:1] in FORMULA_BEGINS for row in rows if row)


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", '"\n"'])
def test_a_line_break_inside_a_cell_begins_no_row(break_: str) -> None:
    assert written(f"before{break_}=after") == [[f"before{break_}=after"]]


def test_numbers_stay_numbers_and_times_come_in_the_zone_of_the_reader() -> None:
    columns = [
        Column[None]("n", "N", lambda _: Decimal("-3.50")),
        Column[None]("at", "At", lambda _: datetime(2026, 3, 2, 7, 0, tzinfo=UTC)),
        Column[None]("none", "None", lambda _: None),
    ]
    with timezone.override(ZoneInfo("Europe/Helsinki")):
        answer = csv_file(RequestFactory().get("/?as=csv"), "x", columns, [None])
        for_programs = csv_file(RequestFactory().get("/?as=csv&heads=codes"), "x", columns, [None])
        assert lines_of(file_of(answer))[1] == ["-3.50", "2026-03-02 09:00:00", ""]
        assert lines_of(file_of(for_programs)) == [["n", "at", "none"], ["-3.50", "2026-03-02T07:00:00+00:00", ""]]


def test_the_file_is_sent_while_the_rows_are_read() -> None:
    read: list[int] = []

    def rows() -> object:
        for number in range(3 * BATCH):
            read.append(number)
            yield str(number)

    pieces = iter(csv_file(RequestFactory().get("/"), "x", [WORDS], rows()))  # type: ignore[arg-type]
    next(pieces)
    assert len(read) == BATCH
    assert len(list(pieces)) == 3


@pytest.mark.django_db
def test_the_inbox_comes_whole_in_the_language_of_the_member_by_the_filters_of_the_address() -> None:
    ada = builders.ada()
    Member.objects.filter(pk=ada.pk).update(language="fi")
    for number in range(PAGE + 3):
        threads.thread(subject=f"=HYPERLINK({number})", language="fi")
    threads.thread(subject="Not in Finnish", language="en")
    client = builders.signed_in(Member.objects.get(pk=ada.pk))
    answer = client.get("/inbox?as=csv&language=fi")
    head, *rows = lines_of(file_of(answer))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="inbox.csv"'
    assert head[1] == "Asiakas"
    assert len(rows) == PAGE + 3
    assert all(row[3].startswith("'=HYPERLINK(") for row in rows)


@pytest.mark.django_db
def test_an_outsider_gets_a_file_without_the_conversations_of_another_team() -> None:
    threads.thread(subject="Of the Nordic desk", team=builders.team("Nordic desk"))
    subjects = {
        name: [row[3] for row in lines_of(file_of(builders.signed_in(who()).get("/inbox?as=csv")))[1:]]
        for name, who in (("ada", builders.ada), ("cy", builders.cy))
    }
    assert subjects == {"ada": ["Of the Nordic desk"], "cy": []}


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_the_file_is_for_whoever_may_see_the_page_and_for_nobody_else(name: str) -> None:
    Job.objects.create(name="tidy", enqueued_at=builders.START, due_at=builders.START)
    threads.thread(whose=threads.customer(), subject="Order 7")
    for who in (builders.ada, builders.bo, builders.cy, builders.helena, builders.petra, builders.aino, builders.sam):
        client = builders.signed_in(who())
        page, file = client.get(reverse(name)), client.get(reverse(name), {"as": "csv"})
        assert file.status_code == page.status_code
        if page.status_code == 200:
            assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
            assert len(lines_of(file_of(file))[0]) > 1


def taken() -> list[tuple[str, str, int, bool]]:
    """What the ledger says about files: who took which table, how many rows, and whether all of them."""
    entries = Entry.objects.filter(kind="table.exported").order_by("number")
    bodies = [json.loads(entry.body) if isinstance(entry.body, str) else entry.body for entry in entries]
    return [(one.actor, one.subject, body["rows"], body["is_whole"]) for one, body in zip(entries, bodies, strict=True)]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_the_ledger_keeps_who_took_which_table_and_how_many_rows(name: str) -> None:
    threads.thread(whose=threads.customer(), subject="Order 7")
    bo, sam = builders.bo(), builders.sam()
    who = bo if builders.signed_in(bo).get(reverse(name)).status_code == 200 else sam
    assert taken() == [], "looking at a page is no export"
    rows = lines_of(file_of(builders.signed_in(who).get(reverse(name), {"as": "csv"})))[1:]
    ((actor, table, count, whole),) = taken()
    assert (actor, count, whole) == (who.actor, len(rows), True)
    assert table.startswith("table:")


@pytest.mark.django_db
def test_a_file_that_breaks_off_is_kept_with_the_rows_that_were_read() -> None:
    for number in range(BATCH + 1):
        threads.thread(subject=f"Order {number}")
    answer = builders.signed_in(builders.ada()).get("/inbox?as=csv")
    next(iter(answer))
    assert taken() == []
    for close in answer._resource_closers:  # what close() does, but for hanging up on the test's database
        close()
    assert taken() == [(builders.ada().actor, "table:inbox", BATCH, False)]


@pytest.mark.django_db
def test_whoever_may_not_see_the_page_leaves_no_entry() -> None:
    assert builders.signed_in(builders.petra()).get("/inbox?as=csv").status_code == 403
    assert taken() == []


@pytest.mark.django_db
def test_the_page_links_to_its_file_with_its_filters() -> None:
    threads.thread(language="fi")
    page = builders.signed_in(builders.ada()).get("/inbox?language=fi&after=x").content.decode()
    assert 'href="/inbox?language=fi&amp;as=csv" download' in page


@pytest.mark.django_db
def test_promises_come_with_how_they_ended_and_the_ledger_without_what_it_holds() -> None:
    row = promises.desk()
    endings.fulfil(promises.commitment(row, "Send the figures"), by=builders.ada(), at=threads.NOW)
    client = builders.signed_in(builders.ada())
    promised = [line[2:5:2] for line in lines_of(file_of(client.get("/record/commitments?as=csv&state=all")))[1:]]
    assert promised == [["Send the figures", "kept"]]
    head, *entries = lines_of(file_of(builders.signed_in(builders.bo()).get("/settings/ledger?as=csv&heads=codes")))
    assert head == ["number", "kind", "actor", "at", "subject", "leaf_hash"]
    assert [int(line[0]) for line in entries] == list(range(len(entries)))
    assert "commitment.recorded" in {line[1] for line in entries}
