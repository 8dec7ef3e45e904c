"""The addresses of minutes."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.minutes import acts, changing, views

urlpatterns = [
    path("record", views.record, name="record"),
    path("record/minutes", views.minutes, name="minutes"),
    path("record/minutes/new", views.new, name="minutes-new"),
    path("record/minutes/<int:pk>", views.minute, name="minute"),
    path("record/minutes/<int:pk>/change", changing.change, name="minute-change"),
    path("record/minutes/<int:pk>/text", acts.rewrite, name="minute-text"),
    path("record/minutes/<int:pk>/value", acts.set_value, name="minute-value"),
    path("record/minutes/<int:pk>/theirs", acts.add_theirs, name="minute-theirs"),
    path("record/minutes/<int:pk>/ours", acts.add_ours, name="minute-ours"),
    path("record/minutes/<int:pk>/send", acts.send, name="minute-send"),
    path("record/minutes/<int:pk>/withdraw", acts.withdraw, name="minute-withdraw"),
    path("record/minutes/<int:pk>/drop", acts.drop, name="minute-drop"),
    path("record/minutes/<int:pk>/approve", acts.approve, name="minute-approve"),
    path("record/minutes/<int:pk>/object", acts.object_to, name="minute-object"),
    path("record/stakeholders/<int:pk>/remind", acts.remind, name="stakeholder-remind"),
    path("record/stakeholders/<int:pk>/remove", acts.remove, name="stakeholder-remove"),
    path("record/questions/<int:pk>/answer", acts.answer, name="question-answer"),
    path("record/letters/<int:pk>", acts.hand_over, name="letter"),
]
