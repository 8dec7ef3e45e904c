"""Search: messages by words, customers by the beginning of their name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from evenhand.doors.web.conversation.thread import hidden_words, sender_of
from evenhand.doors.web.conversation.views import number_in
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.inbox.views import is_partial
from evenhand.doors.web.passages import masked
from evenhand.doors.web.search.highlight import Piece, excerpt
from evenhand.doors.web.typed import typed
from evenhand.knowledge.language.terms import Query, query
from evenhand.record.conversations.models import Message
from evenhand.record.conversations.queries_search import search as find
from evenhand.record.conversations.queries_thread import readings_of
from evenhand.record.customers.access import customers_for
from evenhand.record.customers.models import Customer
from evenhand.record.customers.queries import customers_named
from evenhand.record.people.models import Member

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that was found, and its words around what was searched."""

    message: Message
    whose: str
    who: str
    subject: str
    pieces: list[Piece]


@require_safe
@vary_on_headers("HX-Request")
@allowed("see_conversations")
def search(request: HttpRequest) -> HttpResponse:
    """The page, or with htmx only what was found."""
    member = member_of(request)
    words = typed(request.GET, "q", most=LONGEST)
    wanted = query(words)
    customer = number_in(request, "customer")
    found = find(member, wanted, customer=customer, after=request.GET.get("after", ""))
    kept = {"q": words, **({"customer": customer} if customer else {})}
    context: dict[str, Any] = {
        "words": words,
        "customer": _customer(member, customer),
        "hits": _hits(found.messages, wanted),
        "count": f"{len(found.messages)}+" if found.more else str(len(found.messages)),
        "cut": found.cut,
        "is_first": "after" not in request.GET,
        "customers": customers_named(member, words) if words and "after" not in request.GET else [],
        "more_url": "?" + urlencode({**kept, "after": found.more}) if found.more else "",
        "without_customer_url": "?" + urlencode({"q": words}),
    }
    return render(request, "search/_results.html" if is_partial(request) else "search/page.html", context)


def _hits(messages: list[Message], wanted: Query) -> list[Hit]:
    hidden = hidden_words(messages, readings_of([message.pk for message in messages]))
    return [_hit(message, masked(message.text, hidden[message.pk]), wanted) for message in messages]


def _hit(message: Message, text: str, wanted: Query) -> Hit:
    customer, who = message.conversation.customer, sender_of(message)
    subject = message.shown_subject or gettext("(no subject)")
    return Hit(message, customer.name if customer else who, who, subject, excerpt(text, wanted))


def _customer(member: Member, pk: int | None) -> Customer | None:
    return customers_for(member).filter(pk=pk).first() if pk else None
