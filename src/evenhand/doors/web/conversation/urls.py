"""The addresses of a conversation, its messages and their files."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.conversation import acts, citing, files, sending, views, writing

urlpatterns = [
    path("conversations/<int:pk>", views.conversation, name="conversation"),
    path("conversations/<int:pk>/assign", acts.assign, name="conversation-assign"),
    path("conversations/<int:pk>/close", acts.close, name="conversation-close"),
    path("conversations/<int:pk>/reopen", acts.reopen, name="conversation-reopen"),
    path("conversations/<int:pk>/snooze", acts.snooze, name="conversation-snooze"),
    path("conversations/<int:pk>/wake", acts.wake, name="conversation-wake"),
    path("conversations/<int:pk>/team", acts.move_to_team, name="conversation-team"),
    path("conversations/<int:pk>/customer", acts.set_customer, name="conversation-customer"),
    path("conversations/<int:pk>/note", writing.note, name="conversation-note"),
    path("conversations/<int:pk>/cite", citing.cite_in_draft, name="conversation-cite"),
    path("conversations/<int:pk>/reply", writing.reply, name="conversation-reply"),
    path("messages/<int:pk>/reveal", acts.reveal, name="message-reveal"),
    path("messages/<int:pk>/read-again", acts.read_again, name="message-read-again"),
    path("messages/<int:pk>/send-again", sending.send_again, name="message-send-again"),
    path("messages/<int:pk>/sent", sending.sent_by_hand, name="message-sent-by-hand"),
    path("messages/<int:pk>/body", files.body, name="message-body"),
    path("messages/<int:pk>/raw", files.raw, name="message-raw"),
    path("attachments/<int:pk>", files.attachment, name="attachment"),
    path("readings/<int:pk>/correct", acts.correct, name="reading-correct"),
]
