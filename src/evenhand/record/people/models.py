"""Members, teams, roles, and how people come in: invitations, resets, second factors."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Role(models.TextChoices):
    """What a member may do; a member can hold several."""

    AGENT = "agent"
    LEAD = "lead"
    MANAGER = "manager"
    FINANCE = "finance"
    WELLBEING = "wellbeing"
    ADMINISTRATOR = "administrator"


def usual_week() -> list[list[list[str]]]:
    """Monday to Friday from nine to five: what holds until somebody sets the working hours."""
    return [[["09:00", "17:00"]] for _ in range(5)] + [[], []]


class Workspace(models.Model):
    """The firm's own settings; one row.

    A minute worth more than `approval_value_limit` needs more than a link to agree to; where it is null none does.
    """

    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="en")
    timezone = models.CharField(max_length=64, default="UTC")
    end_of_business = models.TimeField(default="17:00")
    week = models.JSONField(default=usual_week)
    approval_value_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    approval_value_currency = models.CharField(max_length=3, blank=True, default="")


class Holiday(models.Model):
    """A day on which the firm does not work."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=120, blank=True, default="")
    added_by = models.ForeignKey("Member", models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("day",)


class Members(BaseUserManager["Member"]):
    """Finds members for Django's sign-in."""

    def get_by_natural_key(self, username: str | None) -> Member:
        """The member with this address, whatever its capitals."""
        return self.get(email=(username or "").strip().lower())


class Member(AbstractBaseUser):
    """A person here. `email` is kept in lower case; whoever left keeps their row and can no longer sign in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="en")
    timezone = models.CharField(max_length=64, default="UTC")
    theme = models.CharField(max_length=5, default="auto")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = Members()
    USERNAME_FIELD = "email"

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether this member may sign in (Django asks for this name)."""
        return self.left_at is None

    @property
    def actor(self) -> str:
        """How the ledger names this member."""
        return f"member:{self.pk}"

    def roles(self) -> frozenset[str]:
        """The roles held now; one query the first time."""
        if not hasattr(self, "_roles"):
            self._roles = frozenset(self.grants.values_list("role", flat=True))
        return self._roles

    def team_ids(self) -> frozenset[int]:
        """The teams this member belongs to; one query the first time."""
        if not hasattr(self, "_team_ids"):
            self._team_ids = frozenset(self.memberships.values_list("team_id", flat=True))
        return self._team_ids

    def forget_rights(self) -> None:
        """Roles and teams are looked up anew; called by the actions that change them."""
        self.__dict__.pop("_roles", None)
        self.__dict__.pop("_team_ids", None)


class RoleGrant(models.Model):
    """A role held by a member, and who gave it."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=Role.choices)
    granted_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("member", "role"), name="role_once"),)


class Team(models.Model):
    """People who share a queue."""

    name = models.CharField(max_length=80, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A member of a team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, models.CASCADE, related_name="memberships")
    since = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("team", "member"), name="membership_once"),)


class Invitation(models.Model):
    """An invitation by link; only the hash of its token is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, default="en")
    roles = models.JSONField(default=list)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class PasswordReset(models.Model):
    """A reset by link; only the hash of its token is kept."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="resets")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class SecondFactor(models.Model):
    """A time-based one-time password (RFC 6238); `last_step` refuses the same code twice."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="second_factor")
    secret = models.CharField(max_length=64)
    set_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)


class RecoveryCode(models.Model):
    """A code for the day the telephone is lost; used once."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)


class SignInFailure(models.Model):
    """A sign-in that failed, for slowing down guesses."""

    email = models.CharField(max_length=254, db_index=True)
    address = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)


class Authority(models.Model):
    """What a member, or whoever holds a role, may give a customer without asking: up to an amount, or a percentage.

    One of `member` and `role` is set. A discount may have an amount, a percentage or both; the others have an amount.
    """

    class Kind(models.TextChoices):
        """Money back, a lower price, or something else of that worth."""

        REFUND = "refund"
        DISCOUNT = "discount"
        CONCESSION = "concession"

    member = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="authorities")
    role = models.CharField(max_length=16, choices=Role.choices, blank=True, default="")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    granted_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField()
    ended_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("kind", "-granted_at", "-pk")


class CalendarFeed(models.Model):
    """A secret address under which a member's calendar program reads what they owe; only its hash is kept."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()


class ApiKey(models.Model):
    """A key under which a program acts as a member; only the hash of the secret is kept.

    `prefix` is the beginning of the secret, to tell keys apart. `last_used_at` is true to a minute.
    """

    class Scope(models.TextChoices):
        """What a program may do with a key: look, change, have a draft checked."""

        READ = "read"
        WRITE = "write"
        CHECK = "check"

    member = models.ForeignKey(Member, models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=16)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")


class ApiRequest(models.Model):
    """A request that made something, under a word that its sender chose, so that the same one makes it once.

    `digest` is the SHA-256 of what was asked, `made` is the number of what came of it ("12").
    """

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="requests")
    word = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    made = models.CharField(max_length=96, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "word"), name="api_request_once"),)
