"""The addresses of erasing and of legal holds."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.erasing import asking, deciding, holding

urlpatterns = [
    path("messages/<int:pk>/erase", asking.message, name="message-erase"),
    path("conversations/<int:pk>/erase", asking.conversation, name="conversation-erase"),
    path("contacts/<int:pk>/erase", asking.contact, name="contact-erase"),
    path("record/minutes/<int:pk>/erase", asking.minute, name="minute-erase"),
    path("conversations/<int:pk>/hold", holding.hold, name="conversation-hold"),
    path("conversations/<int:pk>/hold/end", holding.end, name="conversation-hold-end"),
    path("settings/erasing", deciding.show, name="settings-erasing"),
    path("settings/erasing/<int:pk>/approve", deciding.approve, name="settings-erasing-approve"),
    path("settings/erasing/<int:pk>/refuse", deciding.refuse, name="settings-erasing-refuse"),
]
