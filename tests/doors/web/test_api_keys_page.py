"""The page of keys: Ada makes one and sees it once; Sam sees that it is there and may revoke it; Cy does not."""

from __future__ import annotations

import re

import builders
import pytest
from builders import PASSWORD, ada, cy, sam
from programs import Program

from evenhand.record.people.models import ApiKey, Member

pytestmark = pytest.mark.django_db
PAGE = "/settings/api-keys"
FORM = {"name": "Nightly report", "scopes": ["read"], "lifetime": "90", "password": PASSWORD}


def post(member: Member, address: str = PAGE, **form: object) -> str:
    return builders.signed_in(member).post(address, form, follow=True).content.decode()


def page(member: Member) -> str:
    return builders.signed_in(member).get(PAGE).content.decode()


def test_a_key_is_shown_once_and_works():
    made = re.search(r'value="(evh_[\w-]{43})"', post(ada(), **FORM))
    assert made is not None
    assert Program(made[1]).get("/me").body["name"] == ada().name
    again = page(ada())
    assert made[1] not in again
    assert "Nightly report" in again
    assert made[1][:10] in again


@pytest.mark.parametrize("wrong", [
    {"name": ""}, {"scopes": []}, {"scopes": ["everything"]}, {"lifetime": "5000"}, {"password": "a guess"},
])  # fmt: skip
def test_a_form_that_is_not_right_makes_nothing(wrong: dict[str, object]):
    shown = post(ada(), **FORM | wrong)
    assert "data-wrong" in shown
    assert "evh_" not in shown
    assert not ApiKey.objects.exists()


def test_the_owner_revokes_it_and_so_does_an_administrator_and_nobody_else():
    for who, status in ((cy(), 404), (sam(), 302), (ada(), 302)):
        post(ada(), **FORM)
        key = ApiKey.objects.latest("pk")
        answer = builders.signed_in(who).post(f"{PAGE}/{key.pk}/revoke")
        assert answer.status_code == status
        assert (ApiKey.objects.get(pk=key.pk).revoked_by == who) is (status == 302)


def test_others_see_nothing_of_it_and_administrators_that_it_is_there():
    post(ada(), **FORM)
    assert "Nightly report" not in page(cy())
    seen = page(sam())
    assert "Nightly report" in seen
    assert ada().name in seen
    assert "evh_" not in seen


def test_a_key_may_work_until_it_is_revoked():
    post(ada(), **FORM | {"lifetime": "0"})
    assert ApiKey.objects.get().expires_at is None
    assert "it is revoked" in page(ada())


def test_a_key_for_checking_alone_comes_with_the_address_for_clients_of_languagetool():
    shown = post(ada(), **FORM | {"scopes": ["check"]})
    address = re.search(r'value="http://testserver(/lt/evh_[\w-]{43}/v2)"', shown)
    assert address is not None
    text = {"text": "I guarantee this will never happen again.", "language": "en"}
    assert builders.signed_in(None).post(f"{address[1]}/check", text).json()["matches"]
    assert "/lt/" not in post(ada(), **FORM | {"scopes": ["read", "check"]})
    assert "/lt/" not in page(ada())
