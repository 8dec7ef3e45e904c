"""The addresses of commitments, and of what is done with them in a conversation."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.commitments import acts, in_thread, views

urlpatterns = [
    path("record/commitments", views.commitments, name="commitments"),
    path("record/commitments/<int:pk>", views.commitment, name="commitment"),
    path("record/commitments/<int:pk>/fulfil", acts.fulfil, name="commitment-fulfil"),
    path("record/commitments/<int:pk>/release", acts.release, name="commitment-release"),
    path("record/commitments/<int:pk>/break", acts.break_word, name="commitment-break"),
    path("record/commitments/<int:pk>/reopen", acts.reopen, name="commitment-reopen"),
    path("record/commitments/<int:pk>/postpone", acts.postpone, name="commitment-postpone"),
    path("record/commitments/<int:pk>/owner", acts.owner, name="commitment-owner"),
    path("record/commitments/<int:pk>/wait", acts.wait, name="commitment-wait"),
    path("waits/<int:pk>/end", acts.end_wait, name="wait-end"),
    path("suggestions/<int:pk>/record", in_thread.record_suggestion, name="suggestion-record"),
    path("suggestions/<int:pk>/set-aside", in_thread.set_aside, name="suggestion-set-aside"),
    path("conversations/<int:pk>/promise", in_thread.promise, name="conversation-promise"),
    path("conversations/<int:pk>/update", in_thread.update, name="conversation-update"),
    path("conversations/<int:pk>/update/withdraw", in_thread.no_update, name="conversation-no-update"),
    path("conversations/<int:pk>/check", in_thread.check, name="conversation-check"),
    path("checks/<int:pk>/withdraw", in_thread.withdraw_check, name="check-withdraw"),
    path("customers/<int:pk>/promise", in_thread.promise_of_customer, name="customer-promise"),
]
