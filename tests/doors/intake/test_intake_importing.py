"""An import from files to filed messages: bytes first, nothing twice, everything accounted for."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from builders import START, ada
from mail import LATER, US, a_mail, mbox

from evenhand.doors.connectors.incoming import Skipped
from evenhand.doors.intake import pipeline
from evenhand.doors.intake.counts import Counts
from evenhand.doors.intake.importing import finish_imports, import_paths, size_of
from evenhand.doors.intake.lock import Busy, only_import
from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Conversation, Message, Raw, Run
from evenhand.record.conversations.storing import Bytes
from evenhand.record.customers.ours import guesses, ours, set_ours
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db
Take = Callable[..., tuple[dict[str, int | float], list[Skipped]]]


def box(folder: Path, *mails: bytes, name: str = "box.mbox") -> Path:
    path = folder / name
    path.write_bytes(mbox(mails))
    return path


def lines(folder: Path, *conversations: dict[str, object], name: str = "chats.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(conversation) + "\n" for conversation in conversations), encoding="utf-8")
    return path


def chat(*texts: str, name: str = "c1", **given: object) -> dict[str, object]:
    turns = [{"from": "agent" if place % 2 else "customer", "text": text} for place, text in enumerate(texts)]
    return {"id": name, "turns": turns} | given


def test_a_mailbox_is_filed_and_read(tmp_path: Path, take: Take) -> None:
    mails = [a_mail(message_id="a@acme.example"), a_mail(message_id="b@acme.example", answers=["a@acme.example"])]
    counts, notices = take(box(tmp_path, *mails))
    assert (counts, notices) == ({"files": 1, "messages": 2, "conversations": 1, "customers": 1}, [])
    first = Message.objects.order_by("pk")[0]
    assert (first.level, first.text, first.sent_at) == ("full", "Where is my order?", START)
    assert first.language == "en"
    assert first.readings.count() == 1


def test_the_bytes_on_record_are_those_that_came(tmp_path: Path, take: Take) -> None:
    mail = a_mail(text="日本語 \x00 ÿ")
    (tmp_path / "one.eml").write_bytes(mail)
    take(tmp_path / "one.eml")
    assert bytes(Raw.objects.get().data) == mail


def test_the_same_import_again_stores_nothing(tmp_path: Path, take: Take) -> None:
    path = box(tmp_path, *(a_mail(message_id=f"{number}@acme.example") for number in range(3)))
    chats = lines(tmp_path, chat("Hi", "Hello"), chat("Hi", name="c2"))
    take(path, chats)
    messages, entries = Message.objects.count(), Entry.objects.count()
    assert take(path, chats) == ({"files": 2, "duplicates": 6, "rows": 2}, [])
    assert (Message.objects.count(), Raw.objects.count()) == (messages, 5)
    assert Entry.objects.count() == entries + 2  # that the import began and ended


def test_bytes_twice_in_one_import_count_once_as_messages(tmp_path: Path, take: Take) -> None:
    mail = a_mail(message_id="a@acme.example")
    chats = lines(tmp_path, chat("Hi", "Hello"), chat("Hi", "Hello"))
    counts, _ = take(box(tmp_path, mail, mail), chats)
    assert (counts["messages"], counts["duplicates"]) == (3, 3)


@pytest.mark.parametrize("size", [1, 2, 200])
def test_the_size_of_a_batch_makes_no_difference(
    tmp_path: Path, take: Take, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH_ITEMS", size)
    mails = [
        a_mail(message_id="a@x.example", answers=["b@x.example"]),
        a_mail(message_id="c@x.example", subject="Other"),
    ]
    mails += [a_mail(message_id="b@x.example"), mails[0], a_mail(message_id="b@x.example", text="Changed")]
    counts, _ = take(box(tmp_path, *mails))
    assert counts == {
        "files": 1, "messages": 4, "duplicates": 1, "variants": 1, "conversations": 2, "customers": 1,
    }  # fmt: skip


def test_a_grown_conversation_adds_only_its_new_turns(tmp_path: Path, take: Take) -> None:
    take(lines(tmp_path, chat("Hi", "Hello")))
    counts, _ = take(lines(tmp_path, chat("Hi", "Hello", "Where is it?")))
    assert counts == {"files": 1, "messages": 1, "duplicates": 2, "rows": 1}
    counts, _ = take(lines(tmp_path, chat("Hi", "Hello there", "Where is it?")))
    assert counts == {"files": 1, "messages": 1, "duplicates": 2, "variants": 1, "rows": 1}
    assert Conversation.objects.get().message_count == 3


def test_names_and_customers_of_chats_are_kept(tmp_path: Path, take: Take) -> None:
    take(lines(tmp_path, chat("Hi", "Hello", customer="Acme", channel="phone", subject="A call")))
    conversation = Conversation.objects.get()
    assert (str(conversation.customer), conversation.channel, conversation.subject) == ("Acme", "phone", "A call")


class TestWhatIsNoMail:
    """Everything that is not taken is named."""

    def test_in_a_folder_it_is_skipped_and_the_rest_is_taken(self, tmp_path: Path, take: Take) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "notes.txt").write_text("buy milk")
        (tmp_path / "in" / "empty.eml").write_bytes(b"")
        box(tmp_path / "in", a_mail())
        counts, notices = take(tmp_path / "in")
        assert counts == {"files": 1, "messages": 1, "conversations": 1, "customers": 1, "skipped": 2}
        assert notices == [Skipped("empty.eml", "empty"), Skipped("notes.txt", "not-mail")]

    def test_a_part_of_a_mailbox_that_is_no_mail_is_named_each_time(self, tmp_path: Path, take: Take) -> None:
        path = box(tmp_path, a_mail(), b"Colour: red\r\nSize: 4\r\n\r\nnothing\r\n")
        for already in ({"messages": 1, "conversations": 1, "customers": 1}, {"duplicates": 1}):
            counts, notices = take(path)
            assert counts == {"files": 1, "skipped": 1} | already
            assert notices == [Skipped("box.mbox, message 2", "not-mail")]
        assert Raw.objects.filter(state="no-mail").count() == 1

    def test_bad_lines_are_rejected_with_their_number(self, tmp_path: Path, take: Take) -> None:
        path = lines(tmp_path, chat("Hi"))
        path.write_text(path.read_text() + '{"id": "c2", "turns": []}\nnonsense\n')
        counts, notices = take(path)
        assert (counts["rejected"], counts["rows"], counts["messages"]) == (2, 1, 1)
        assert [notice.origin for notice in notices] == ["chats.jsonl, line 2", "chats.jsonl, line 3"]

    def test_a_missing_path_is_named(self, tmp_path: Path, take: Take) -> None:
        assert take(tmp_path / "nowhere") == ({"skipped": 1}, [Skipped("nowhere", "missing")])

    def test_an_empty_folder_holds_nothing(self, tmp_path: Path, take: Take) -> None:
        (tmp_path / "in").mkdir()
        assert take(tmp_path / "in") == ({}, [])

    def test_stored_bytes_that_cannot_be_read_as_turns_do_not_stop_the_import(self, tmp_path: Path, take: Take) -> None:
        for content in (b"{", b"[" * 100_000, b'{"id": "c", "turns": 3}', b"\xff"):
            actions.store([Bytes("turns", content, "chats.jsonl, line 1")], run=None, at=START)
        counts, _ = take(box(tmp_path, a_mail()))
        assert (counts["messages"], counts["skipped"]) == (1, 4)

    def test_a_file_whose_name_is_no_text_is_taken(self, tmp_path: Path, take: Take) -> None:
        path = tmp_path / os.fsdecode(b"l\xe4hetetyt.eml")
        path.write_bytes(a_mail())
        counts, _ = take(path)
        assert counts["messages"] == 1
        assert Raw.objects.get().origin == Run.objects.get().origin == "l?hetetyt.eml"


class TestRefused:
    """What a database does not take of one message leaves the others alone."""

    @pytest.mark.parametrize(
        "turn",
        [
            {"text": "a\x00b"},
            {"text": "a\ud800b"},
            {"text": "a", "author": "m\x00@acme.example"},
            {"text": "a", "author": "m\ud800@acme.example"},
            {"text": "a", "author": "Mia \ud800\x00"},
            {"text": "a", "author": "m" * 300 + "@acme.example"},
            {"text": "a", "sent_at": "0001-01-01T00:00:00+14:00"},
            {"text": "a", "sent_at": "9999-12-31T23:59:59-14:00"},
        ],
    )
    def test_a_turn_with_what_no_database_takes_is_filed_as_far_as_it_goes(
        self, tmp_path: Path, take: Take, turn: dict[str, str]
    ) -> None:
        hostile = {"id": "c\ud800\x00", "customer": "Ac\x00me", "turns": [{"from": "customer"} | turn]}
        for _ in range(2):
            counts, _ = take(lines(tmp_path, chat("Hi"), hostile, chat("Hi", name="c3")))
        assert (counts["duplicates"], Message.objects.count()) == (3, 3)
        assert not Raw.objects.filter(state="waiting").exists()
        assert not Message.objects.exclude(level="full").exists()

    @pytest.mark.parametrize(
        "sender", ["Mia <" + "m" * 400 + "@acme.example>", "=?utf-8?q?M=00ia?= <mia=00@acme.example>", "\udcff\x00 <@>"]
    )
    def test_two_mails_of_a_strange_sender_are_filed(self, tmp_path: Path, take: Take, sender: str) -> None:
        raw = sender.encode("utf-8", "surrogateescape")
        mails = [a_mail(text=text).replace(b"Mia Stone <mia@acme.example>", raw) for text in ("One", "Two")]
        for name, mail in zip(("1.mbox", "2.mbox"), mails, strict=True):
            take(box(tmp_path, mail, name=name))
        assert Message.objects.count() == 2
        assert not Raw.objects.filter(state="waiting").exists()


@pytest.mark.django_db(transaction=True)
class TestRefusedByTheDatabase:
    """The last resort, for content that nobody foresaw."""

    def refuse(self, monkeypatch: pytest.MonkeyPatch, *given: str) -> None:
        """Let the database refuse what holds NUL in one of these fields, on SQLite too."""
        real = actions.file_messages

        def strict(batch: list[object], **named: object) -> object:
            for item in batch:
                if any("poison" in str(getattr(item, name)) for name in given):
                    raise ValueError("A string literal cannot contain NUL (0x00) characters.")
            return real(batch, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(pipeline.actions, "file_messages", strict)

    @pytest.mark.parametrize(("fields", "sender"), [(("text",), "mia@acme.example"), (("text", "sender"), "")])
    def test_the_message_stands_there_with_what_went_in_and_takes_no_other_along(
        self, tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch, fields: tuple[str, ...], sender: str
    ) -> None:
        self.refuse(monkeypatch, *fields)
        mails = [a_mail(subject=f"Matter {number}") for number in range(3)]
        mails[1] = a_mail(text="poison", sender="mia@acme.example" if sender else "poison@acme.example")
        counts, _ = take(box(tmp_path, *mails))
        assert (counts["messages"], counts["read_in_part"]) == (3, 1)
        refused = Message.objects.get(level="headers")
        assert (refused.text, refused.sender_address, refused.problems[-1]) == ("", sender, "unfilable")
        assert not Raw.objects.filter(state="waiting").exists()

    def test_a_history_that_cannot_be_looked_up_is_left_out(
        self, tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise ValueError

        monkeypatch.setattr(pipeline, "histories", fail)
        assert take(box(tmp_path, a_mail()))[0]["messages"] == 1

    def test_trouble_with_the_database_itself_goes_up_and_the_bytes_wait(
        self, tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from django.db import OperationalError

        def fail(*_: object, **__: object) -> None:
            raise OperationalError("database or disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(pipeline.actions, "file_messages", fail)
            with pytest.raises(OperationalError):
                take(box(tmp_path, a_mail()))
        assert Raw.objects.get().state == "waiting"
        assert finish_imports(folder=tmp_path, clock=lambda: LATER).messages == 1


class TestReadingFails:
    """The analysis is an extra; the message is there without it."""

    @pytest.mark.parametrize("answers", [False, True])
    def test_a_message_without_a_reading_is_on_record(
        self, tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch, answers: bool
    ) -> None:
        def stall(self: object, items: list[tuple[int, bytes]], job: str = "mail") -> object:
            from evenhand.doors.connectors.bounded import Parsed

            if job != "read":
                return real(self, items, job)
            return iter([(key, Parsed(None, reading_problem="stalled")) for key, _ in items] if answers else [])

        real = pipeline.ParserPool.parse_many
        monkeypatch.setattr(pipeline.ParserPool, "parse_many", stall)
        take(box(tmp_path, a_mail()))
        message = Message.objects.get()
        assert (message.text, message.manner, message.readings.count()) == ("Where is my order?", "unclear", 0)


class TestWhoWeAre:
    """Nobody said who we are: the commonest recipient is taken to be us."""

    def sent_and_received(self, sent: int, received: int) -> list[bytes]:
        ours = [a_mail(sender=US, to="mia@acme.example", subject=f"S{number}") for number in range(sent)]
        return ours + [a_mail(subject=f"R{number}") for number in range(received)]

    def test_the_guess_is_made_and_waits_to_be_confirmed(self, tmp_path: Path, take: Take) -> None:
        take(box(tmp_path, *self.sent_and_received(1, 3)))
        assert guesses() == ["harbourline.example"]
        assert set(Message.objects.values_list("subject", "direction")) == {
            ("S0", "outbound"), ("R0", "inbound"), ("R1", "inbound"), ("R2", "inbound"),
        }  # fmt: skip

    def test_a_first_guess_that_was_wrong_is_put_right_at_the_end(
        self, tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pipeline, "BATCH_ITEMS", 2)
        take(box(tmp_path, *self.sent_and_received(2, 5)))
        assert guesses() == ["harbourline.example"]
        assert Message.objects.filter(direction="outbound").count() == 2
        assert not Job.objects.filter(name="recompute-directions").exists()

    def test_a_later_import_of_sent_mail_does_not_turn_it_round(self, tmp_path: Path, take: Take) -> None:
        take(box(tmp_path, *self.sent_and_received(0, 4)))
        take(box(tmp_path, *self.sent_and_received(3, 0), name="sent.mbox"))
        assert guesses() == ["harbourline.example"]
        assert Message.objects.filter(direction="outbound").count() == 3

    def test_what_somebody_confirmed_stays(self, tmp_path: Path, take: Take) -> None:
        set_ours(["acme.example"], actor="system", at=START)
        take(box(tmp_path, *self.sent_and_received(0, 4)))
        assert ours().values == {"acme.example"}

    def test_at_a_mail_provider_the_address_is_ours_and_not_the_provider(self, tmp_path: Path, take: Take) -> None:
        take(box(tmp_path, a_mail(to="desk@gmail.com"), a_mail(to="Desk@Gmail.com", sender="ida@gmail.com")))
        assert guesses() == ["desk@gmail.com"]
        assert set(Message.objects.values_list("direction", flat=True)) == {"inbound"}

    def test_chats_alone_tell_nothing(self, tmp_path: Path, take: Take) -> None:
        take(lines(tmp_path, chat("Hi", "Hello")))
        assert not ours()


class TestInterrupted:
    """What an earlier run stored and did not file."""

    def test_the_next_import_files_what_waits(self, tmp_path: Path, take: Take) -> None:
        actions.store([Bytes("mail", a_mail(), "box.mbox, message 1")], run=None, at=START)
        counts, _ = take(box(tmp_path, a_mail(subject="Another")))
        assert counts["messages"] == 2

    def test_what_waits_is_read_in_portions_of_bounded_size(
        self, tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pipeline, "BATCH_BYTES", 600)
        portions: list[int] = []
        real = actions.file_messages
        monkeypatch.setattr(
            pipeline.actions,
            "file_messages",
            lambda batch, **given: (portions.append(len(batch)), real(batch, **given))[1],
        )
        mails = [Bytes("mail", a_mail(subject=f"M{number}"), "box") for number in range(5)]
        actions.store([*mails, Bytes("mail", a_mail(text="x" * 2_000), "box")], run=None, at=START)
        assert take()[0]["messages"] == 6
        assert max(portions) <= 2
        assert sum(portions) == 6

    def test_finishing_twice_does_no_harm(self, tmp_path: Path) -> None:
        actions.store([Bytes("mail", a_mail(), "box")], run=None, at=START)
        assert finish_imports(folder=tmp_path, clock=lambda: LATER).messages == 1
        assert finish_imports(folder=tmp_path, clock=lambda: LATER).messages == 0


def test_a_run_is_kept_with_its_counts_and_its_member(tmp_path: Path) -> None:
    counts, _ = import_paths([box(tmp_path, a_mail())], folder=tmp_path, by=ada(), clock=lambda: LATER, processes=1)
    run = Run.objects.get()
    assert (run.origin, run.by, run.finished_at, run.counts) == ("box.mbox", ada(), LATER, counts.as_dict())
    assert Entry.objects.filter(kind="message.inbound", actor=ada().actor).count() == 1
    assert Raw.objects.get().run == run


def test_progress_tells_bytes_and_counts_and_reaches_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH_ITEMS", 2)
    path = box(tmp_path, *(a_mail(subject=f"M{number}") for number in range(5)))
    told: list[tuple[int, int]] = []

    def tell(done: int, counts: Counts) -> None:
        told.append((done, counts.messages + counts.duplicates))

    for _ in range(2):
        told.clear()
        import_paths([path], folder=tmp_path, by=None, clock=lambda: LATER, processes=1, progress=tell)
        assert told == sorted(told)
        assert told[-1][1] == 5
        assert 0.7 * size_of(path) < told[-1][0] <= size_of(path)


class TestOneAtATime:
    """Two imports into one workspace."""

    def test_a_second_import_is_told_who_is_at_work(self, tmp_path: Path) -> None:
        with only_import(tmp_path), pytest.raises(Busy, match=rf"process {os.getpid()}\) is at work in {tmp_path}"):
            import_paths([], folder=tmp_path, by=None, clock=lambda: LATER)
        assert not Run.objects.exists()

    def test_the_lock_goes_with_its_holder(self, tmp_path: Path) -> None:
        with only_import(tmp_path):
            pass
        with only_import(tmp_path), (tmp_path / "import.lock").open() as file, pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_dates_in_the_future_are_not_believed(tmp_path: Path, take: Take) -> None:
    take(box(tmp_path, a_mail(sent_at=LATER + timedelta(days=400))))
    assert Message.objects.get().at == LATER
