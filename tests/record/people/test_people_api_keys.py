"""Keys of the API: a member makes one and sees its secret once, it ends, is revoked, and guesses are slowed down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import START, ada, bo, cy, sam
from django.db import transaction

from evenhand.record.ledger.models import Entry
from evenhand.record.people import actions, queries
from evenhand.record.people.access import api_key_for
from evenhand.record.people.actions import NewKey, make_key, note_failed_key, revoke_key, use_key
from evenhand.record.people.errors import KeyRefused, NotFound, PeopleError, TooManyTries
from evenhand.record.people.models import ApiKey, ApiRequest, Member, SignInFailure

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def a_key(by: Member | None = None, **changed: object) -> tuple[ApiKey, str]:
    wanted = {"name": "Nightly report", "scopes": ["read"]} | changed
    return make_key(NewKey(**wanted), by=by or ada(), at=START)  # type: ignore[arg-type]


def refused(secret: str, **at: timedelta) -> str:
    with pytest.raises(KeyRefused) as error:
        use_key(secret, at=START + at.get("after", timedelta()))
    return error.value.code


def test_a_key_opens_as_its_member_and_only_its_hash_is_kept():
    key, secret = a_key()
    found = use_key(secret, at=START)
    assert (found.pk, found.member) == (key.pk, ada())
    assert secret.startswith(key.prefix)
    assert len(secret) == 47
    kept = " ".join(str(value) for value in ApiKey.objects.filter(pk=key.pk).values_list()[0])
    assert secret not in kept
    assert secret.removeprefix(key.prefix) not in kept


def test_the_ledger_knows_by_ids_that_it_was_made_and_revoked():
    key, secret = a_key(name="For Mia of Alder")
    revoke_key(key, by=sam(), at=START)
    revoke_key(key, by=ada(), at=START)
    entries = list(Entry.objects.filter(subject=f"api-key:{key.pk}").order_by("number"))
    assert [(one.kind, one.actor) for one in entries] == [
        ("api-key.made", ada().actor), ("api-key.revoked", sam().actor)
    ]  # fmt: skip
    assert "Mia" not in "".join(one.body or "" for one in entries)
    assert secret not in "".join(one.body or "" for one in entries)


def test_it_says_when_it_was_used_last_to_a_minute():
    key, secret = a_key()
    for seconds, noted in ((0, 0), (59, 0), (60, 60)):
        use_key(secret, at=START + seconds * SECOND)
        assert ApiKey.objects.get(pk=key.pk).last_used_at == START + noted * SECOND


def test_a_key_that_is_unknown_revoked_or_expired_opens_nothing():
    key, secret = a_key(expires_at=START + DAY)
    assert use_key(secret, at=START + DAY - SECOND).pk == key.pk
    assert refused(secret, after=DAY) == "key-expired"
    assert refused(secret[:-1]) == "key-unknown"
    revoke_key(key, by=ada(), at=START)
    assert refused(secret) == "key-revoked"


def test_whoever_leaves_takes_their_keys_along():
    key, secret = a_key(bo())
    actions.leave(bo(), by=sam(), at=START)
    assert refused(secret) == "key-revoked"
    assert ApiKey.objects.get(pk=key.pk).revoked_by == sam()
    with pytest.raises(PeopleError, match="already-left"):
        a_key(Member.objects.get(pk=key.member_id))


@pytest.mark.parametrize(("wrong", "code"), [
    ({"name": " \t "}, "key-name"),
    ({"scopes": []}, "key-scopes"),
    ({"scopes": ["read", "everything"]}, "key-scopes"),
    ({"expires_at": START}, "key-expiry"),
])  # fmt: skip
def test_what_makes_no_sense_makes_no_key(wrong: dict[str, object], code: str):
    with pytest.raises(PeopleError) as error:
        a_key(**wrong)
    assert error.value.code == code
    assert not ApiKey.objects.exists()


def test_nobody_keeps_more_than_fifty():
    for _ in range(50):
        key, _ = a_key()
    with pytest.raises(PeopleError, match="too-many-keys"):
        a_key()
    revoke_key(key, by=ada(), at=START)
    a_key()


def test_ones_own_keys_and_those_of_others_for_administrators_alone():
    mine, _ = a_key()
    theirs, _ = a_key(cy())
    gone, _ = a_key()
    revoke_key(gone, by=ada(), at=START)
    assert list(queries.api_keys_of(ada())) == [mine]
    assert set(queries.api_keys_of_others(sam())) == {mine, theirs}
    assert api_key_for(ada(), mine.pk) == api_key_for(sam(), mine.pk) == mine
    with pytest.raises(NotFound):
        api_key_for(bo(), mine.pk)


def test_ten_wrong_keys_a_minute_from_one_address():
    for number in range(10):
        note_failed_key(address="192.0.2.1", at=START + number * SECOND)
    with pytest.raises(TooManyTries) as error:
        note_failed_key(address="192.0.2.1", at=START + 20 * SECOND)
    assert error.value.wait == 40 * SECOND
    note_failed_key(address="192.0.2.2", at=START + 20 * SECOND)
    assert SignInFailure.objects.count() == 11
    note_failed_key(address="192.0.2.1", at=START + 61 * SECOND)


def test_wrong_keys_never_keep_people_at_that_address_from_signing_in():
    member = ada()
    for number in range(80):
        SignInFailure.objects.create(email="api-key", address="api:192.0.2.1", at=START + number * SECOND)
    found = actions.check_password(member.email, "correct horse staple", address="192.0.2.1", at=START + 81 * SECOND)
    assert found == member


def claim(key: ApiKey, digest: str = "a", *, after: timedelta = timedelta()) -> ApiRequest:
    with transaction.atomic():
        return actions.claim_request(key, "order-7", digest, at=START + after)


def test_a_request_is_known_again_for_a_day():
    key, _ = a_key()
    actions.note_made(claim(key), "12")
    assert claim(key).made == "12"
    with pytest.raises(PeopleError, match="other-request"):
        claim(key, "b")
    assert claim(key, "b", after=DAY).made == ""


def test_the_words_of_two_keys_have_nothing_to_do_with_each_other():
    first, second = a_key()[0], a_key(bo())[0]
    actions.note_made(claim(first), "12")
    assert claim(second, "b").made == ""
