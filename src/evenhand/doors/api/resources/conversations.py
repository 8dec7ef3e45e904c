"""Conversations: listed, read, and noted in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.db.models import Q
from django.http import HttpRequest
from ninja import Query, Router
from ninja.responses import Status

from evenhand.doors import clock
from evenhand.doors.api.document import BODY_ERRORS, ERRORS
from evenhand.doors.api.keys import READ, WRITE, member_with
from evenhand.doors.api.once import Word, made_once
from evenhand.doors.api.paging import PageOf, Paging, next_of, place_of
from evenhand.doors.api.problems import ProblemShape
from evenhand.doors.api.shapes.common import Id, PathId
from evenhand.doors.api.shapes.conversations import (
    ConversationPage,
    ConversationShape,
    MessagePage,
    MessageShape,
    NewNote,
    conversation_shape,
    line_of,
    messages_of,
)
from evenhand.record.conversations import queries
from evenhand.record.conversations.access import conversation_for, message_for
from evenhand.record.conversations.actions import add_note
from evenhand.record.conversations.models import Conversation

RIGHT = "see_conversations"
router = Router(tags=["conversations"])


@router.get("", response={200: ConversationPage, **ERRORS}, auth=READ, summary="List conversations")
def list_conversations(
    request: HttpRequest,
    page: PageOf,
    state: Annotated[Literal["open", "snoozed", "closed"], Query()] = "open",
    order: Annotated[Literal["ranked", "waiting", "newest", "hottest"], Query()] = "ranked",
    customer: Annotated[Id | None, Query()] = None,
    owner: Annotated[Literal["", "me", "nobody"], Query()] = "",
) -> ConversationPage:
    """The conversations that the member may see, in an order of the inbox; closed ones by when they were closed."""
    member = member_with(request, RIGHT)
    of = f"conversations:{state}:{order}:{customer}:{owner}"
    filters = queries.Filters(state=state, customer=customer, owner=owner)
    after = place_of(page.after, of=of)
    found = queries.inbox(member, filters, order, now=clock.now(), after=after, size=page.limit)
    return ConversationPage(items=[line_of(row) for row in found.rows], next=next_of(found.more, of=of))


@router.get(
    "/{pk}", response={200: ConversationShape, 404: ProblemShape, **ERRORS}, auth=READ, summary="One conversation"
)
def get_conversation(request: HttpRequest, pk: PathId, page: PageOf) -> ConversationShape:
    """One conversation with its messages, the oldest first. Words that the page hides are hidden here, too."""
    row = conversation_for(member_with(request, RIGHT), pk)
    return conversation_shape(row, _thread(row, page))


@router.post(
    "/{pk}/notes",
    response={201: MessageShape, 404: ProblemShape, 409: ProblemShape, **BODY_ERRORS},
    auth=WRITE,
    summary="Write a note",
)
def write_note(request: HttpRequest, pk: PathId, body: NewNote, word: Word = "") -> Status[MessageShape]:
    """Write a note that only we see."""
    member = member_with(request, RIGHT)
    row = conversation_for(member, pk)
    number = made_once(request, word, body, lambda: add_note(row, body.text, by=member, at=clock.now()).pk)
    (shape,) = messages_of([message_for(member, number)])
    return Status(201, shape)


def _thread(row: Conversation, page: Paging) -> MessagePage:
    of = f"messages:{row.pk}"
    query = row.messages.select_related("author", "contact").defer("html").order_by("at", "pk")
    if place := place_of(page.after, of=of):
        at, _, pk = place.partition("~")
        last = datetime.fromisoformat(at)
        query = query.filter(Q(at__gt=last) | Q(at=last, pk__gt=int(pk)))
    rows = list(query[: page.limit + 1])
    shown = rows[: page.limit]
    more = f"{shown[-1].at.isoformat()}~{shown[-1].pk}" if len(rows) > page.limit else None
    return MessagePage(items=messages_of(shown), next=next_of(more, of=of))
