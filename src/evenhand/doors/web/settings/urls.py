"""Addresses of the settings."""

from django.urls import path

from evenhand.doors.web.settings import imports, jobs, members, profile, readings, security, teams, workspace

urlpatterns = [
    path("settings", profile.show, name="settings"),
    path("settings/security", security.show, name="settings-security"),
    path("settings/security/second-step", security.second_step, name="settings-second-step"),
    path("settings/security/second-step/off", security.second_step_off, name="settings-second-step-off"),
    path("settings/security/recovery-codes", security.recovery_codes, name="settings-recovery-codes"),
    path("settings/members", members.members, name="settings-members"),
    path("settings/members/<int:pk>", members.member, name="settings-member"),
    path("settings/members/<int:pk>/reset", members.reset, name="settings-member-reset"),
    path("settings/members/<int:pk>/second-step/off", members.second_step_off, name="settings-member-second-step-off"),
    path("settings/members/<int:pk>/leave", members.leave, name="settings-member-leave"),
    path("settings/invitations/<int:pk>/withdraw", members.withdraw, name="settings-invitation-withdraw"),
    path("settings/teams", teams.teams, name="settings-teams"),
    path("settings/teams/<int:pk>/rename", teams.rename, name="settings-team-rename"),
    path("settings/workspace", workspace.show, name="settings-workspace"),
    path("settings/workspace/ours", workspace.ours, name="settings-ours"),
    path("settings/workspace/approvals", workspace.approval_limit, name="settings-approvals"),
    path("settings/imports", imports.show, name="settings-imports"),
    path("settings/readings", readings.show, name="settings-readings"),
    path("settings/readings/start", readings.start, name="settings-readings-start"),
    path("settings/readings/pause", readings.pause, name="settings-readings-pause"),
    path("settings/jobs", jobs.show, name="settings-jobs"),
    path("settings/jobs/<int:pk>/retry", jobs.retry, name="settings-job-retry"),
    path("settings/jobs/<int:pk>/drop", jobs.drop, name="settings-job-drop"),
]
