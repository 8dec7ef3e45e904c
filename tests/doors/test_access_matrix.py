"""Every address × every role, against one readable table: access_matrix.txt.

An address without a row fails, and so does a row without an address. The outsider is an agent of another team; the
objects that are asked for belong to the Nordic desk. `sign-in` stands for being sent to the sign-in page.
"""

from __future__ import annotations

from pathlib import Path

import promises
import pytest
from builders import START, ada, aino, bo, cy, helena, petra, sam, signed_in, team
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from incidents import an_incident
from mail import a_conversation, a_raw, an_arrival

from evenhand.record.agreements import approvals, approvals_sending, stakeholders
from evenhand.record.agreements.minutes import NewMinute, open_minute
from evenhand.record.agreements.models import CapabilityCheck, Suggestion, Wait
from evenhand.record.conversations.models import Attachment, Conversation, Message, Reading
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.erasing import actions as erasing
from evenhand.record.erasing import retention
from evenhand.record.erasing.handouts import ask_member_file
from evenhand.record.ledger.models import Checkpoint
from evenhand.record.outbox.models import Job, Letter
from evenhand.record.people import actions
from evenhand.record.people.models import Authority, Holiday, Member
from evenhand.record.protection import packs
from evenhand.record.protection.alerts import requesting
from evenhand.record.protection.models import Appeal, EmployerLetter, Merit, Restriction, Warning
from evenhand.record.replies.actions.standing import let_stand

TABLE = Path(__file__).with_name("access_matrix.txt")
WITH_A_FILE = b"""From: Mia <mia@acme.example>
To: ada@harbourline.example
Subject: The late delivery
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=cut

--cut
Content-Type: text/plain

Where is it?
--cut
Content-Type: text/plain; name=a.txt
Content-Disposition: attachment; filename=a.txt

The order.
--cut--
"""
WHO = {
    "nobody": lambda: None,
    "agent": ada,
    "outsider": cy,
    "lead": bo,
    "manager": helena,
    "finance": petra,
    "wellbeing": aino,
    "administrator": sam,
}


def rows() -> dict[tuple[str, str], dict[str, str]]:
    """The table: (method, name of the address) → role → status, or "sign-in"."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    lines = [line for line in lines if not line[0].startswith("#")]
    head = lines[0][2:]
    assert head == list(WHO)
    return {(line[0], line[1]): dict(zip(head, line[2:], strict=True)) for line in lines[1:]}


def names(resolver: URLResolver | None = None) -> list[str]:
    """The names of all addresses; one without a name is an error."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver) and str(pattern.pattern) == "api/":
            continue  # whose keys and scopes have a table of their own, tests/doors/api
        if isinstance(pattern, URLResolver):
            found += names(pattern)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            found.append(pattern.name)
    return found


def objects() -> dict[str, object]:
    """One of everything, of the Nordic desk; the argument of each address by the first word of its name."""
    row = a_conversation(an_arrival(raw_id=a_raw(WITH_A_FILE).pk, html="<p>Where is it?</p>"))
    customer = row.customer or Customer.objects.create(name="Acme", first_seen_at=START)
    Customer.objects.filter(pk=customer.pk).update(team=team("Nordic desk"))
    Conversation.objects.filter(pk=row.pk).update(team=team("Nordic desk"), customer=customer)
    message = Message.objects.get(conversation=row)
    reading = Reading.objects.filter(message=message).first() or Reading.objects.create(
        message=message, model="evenhand", version="1", at=START, body={"language": "en"}
    )
    attachment = Attachment.objects.create(message=message, index=0, filename="a.txt")
    contact = Contact.objects.filter(customer=customer).first() or Contact.objects.create(
        customer=customer, name="Mia", first_seen_at=START
    )
    job = Job.objects.create(name="tidy", state=Job.State.DEAD, enqueued_at=START, due_at=START, finished_at=START)
    invitation, _ = actions.invite(actions.Invited("x@firm.example"), by=sam(), at=START)
    minute = open_minute(NewMinute("Reports", "Two a month.", conversation=row), by=ada(), at=START)
    named = stakeholders.add_theirs(minute, stakeholders.Named("Mia", "mia@firm.example"), by=ada(), at=START)
    (sent,) = approvals_sending.send(minute, link_to=str, by=ada(), at=START)
    question = approvals.ask_by_link(sent.token, "Why?", at=START)
    promise = promises.commitment(row, "Send the list", party="them")
    suggestion = Suggestion.objects.create(message=message, party="us", start=0, end=5, what="Send it", found_at=START)
    wait = Wait.objects.create(commitment=promise, since=START, begun_at=START)
    check = CapabilityCheck.objects.create(
        what="Move it", hours=2, ready_by=START, valid_until=START, conversation=row, checked_at=START
    )
    erasure = erasing.ask(f"message:{message.pk}", "objection", reason="", by=bo(), at=START)
    incident = an_incident(by=ada())
    measures = one_of_each_measure(contact)
    rule = retention.ask_rule("looks", 12, reason="", by=helena(), at=START)
    return measures | {
        "retention": rule.pk, "handout": ask_member_file(helena(), language="en", at=START).pk,
        "settings-erasing": erasure.pk, "rule": "absolute-guarantee", "settings-rule": "absolute-guarantee",
        "standing": let_stand(row, "absolute-guarantee", "", "It is so.", by=ada(), at=START).pk,
        "settings-api-key": actions.make_key(actions.NewKey("A", ["read"]), by=ada(), at=START)[0].pk,
        "settings-holiday": Holiday.objects.create(day="2026-12-25", added_at=START).pk, "calendar-feed": "a-token",
        "settings-authority": Authority.objects.create(kind="refund", role="agent", granted_at=START).pk,
        "commitment": promise.pk, "suggestion": suggestion.pk, "wait": wait.pk, "check": check.pk,
        "minute": minute.pk, "stakeholder": named.pk, "question": question.pk,
        "letter": Letter.objects.get(about=f"approval-link:{sent.link.pk}").pk,
        "conversation": row.pk, "message": message.pk, "reading": reading.pk, "attachment": attachment.pk,
        "customer": customer.pk, "contact": contact.pk, "settings-job": job.pk,
        "settings-letter": Letter.objects.get(about=f"approval-link:{sent.link.pk}").pk,
        "settings-member": actions.create_member(actions.Person("y@firm.example", "Y"), at=START).pk,
        "settings-team": team("Nordic desk").pk, "settings-invitation": invitation.pk,
        "ledger-checkpoint": Checkpoint.objects.create(size=1, root="00" * 32, note="a note", made_at=START).pk,
        "invitation": "a-token", "password-reset": "a-token", "agree": "a-token",
        "languagetool-key": "a-token", "incident": incident.pk, "alert": incident.alerts.get().pk,
        "request": requesting.ask(requesting.Wanted("rest"), by=ada(), at=START).pk, "pack-ask": incident.pk,
        "pack": packs.ask(incident, reason="a", language="en", redacts=True, by=helena(), at=START).pk,
    }  # fmt: skip


def one_of_each_measure(contact: Contact) -> dict[str, object]:
    """A restriction of this contact, and what belongs to one."""
    merit = Merit.objects.create(contact=contact, asked="It.", demand="fair", ours="no", standing="nothing", at=START)
    told = {"contact": contact, "reason": "Names.", "language": "en", "at": START}
    restriction = Restriction.objects.create(
        kind="end", from_at=START, review_at="2026-04-01", merit=merit, by=helena(), **told
    )
    return {
        "restriction": restriction.pk, "warning": Warning.objects.create(by=bo(), **told).pk, "appeal": "a-token",
        "appeal-decide": Appeal.objects.create(restriction=restriction, words="No.", received_at=START).pk,
        "employer-answer": EmployerLetter.objects.create(kind="ask", to="hr@acme.example", by=bo(), **told).pk,
    }  # fmt: skip


def argument_of(name: str, things: dict[str, object]) -> list[object]:
    """What the address of this name takes: the thing whose word its name begins with, the longest such word."""
    pattern = next(iter(get_resolver().reverse_dict.getlist(name)))
    if not pattern[0][0][1]:
        return []
    fitting = [word for word in things if name == word or name.startswith(word + "-")]
    return [things[max(fitting, key=len)]]


def test_every_address_has_a_row_and_every_row_an_address():
    in_table = {name for _, name in rows()}
    assert set(names()) - in_table == set(), "add these to access_matrix.txt"
    assert in_table - set(names()) == set(), "these rows lead nowhere"


def test_no_name_stands_for_two_addresses():
    assert len(names()) == len(set(names()))


def answer_to(member: Member | None, method: str, address: str) -> str:
    """What this member gets; what their request does is undone before the next one tries."""
    with transaction.atomic():
        client = signed_in(member)
        answer = client.get(address) if method == "GET" else client.post(address)
        transaction.set_rollback(True)
    to_sign_in = answer.status_code == 302 and answer.headers["Location"].split("?")[0] == reverse("sign-in")
    return "sign-in" if to_sign_in else str(answer.status_code)


@pytest.mark.django_db
def test_each_role_gets_what_the_table_says():
    members = {role: make() for role, make in WHO.items()}
    things = objects()
    differing = {}
    for (method, name), expected in rows().items():
        address = reverse(name, args=argument_of(name, things))
        got = {role: answer_to(member, method, address) for role, member in members.items()}
        if got != expected:
            differing[method, name] = {role: got[role] for role in got if got[role] != expected[role]}
    assert not differing


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in WHO if role != "nobody"])
def test_whoever_has_left_gets_nowhere(role):
    member = WHO[role]()
    client: Client = signed_in(member)
    Member.objects.filter(pk=member.pk).update(left_at=START)
    for name in ("today", "inbox", "customers", "search", "settings", "settings-members", "settings-jobs"):
        assert client.get(reverse(name)).headers["Location"].startswith("/sign-in")
