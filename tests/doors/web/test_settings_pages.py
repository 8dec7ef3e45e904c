"""A member's own settings, signing in, the firm."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

import pyotp
import pytest
from builders import PASSWORD, START, ada, sam, signed_in

from evenhand.record.customers.models import OwnAddress
from evenhand.record.customers.ours import ours, set_ours
from evenhand.record.outbox.models import Job
from evenhand.record.people import actions
from evenhand.record.people.models import Member, RecoveryCode, SecondFactor, Workspace

pytestmark = pytest.mark.django_db
NEW = "four calm grey herons"
PROFILE = {"name": "Ada V.", "language": "zh-hant", "timezone": "Asia/Taipei", "theme": "dark"}
FIRM = {"name": "Harbourline", "language": "fi", "timezone": "Europe/Helsinki", "end_of_business": "16:30"}


def page(client, address: str, data=None) -> str:
    answer = client.get(address) if data is None else client.post(address, data, follow=True)
    return answer.content.decode()


def test_the_answer_to_saving_is_in_the_language_just_chosen():
    html = page(signed_in(ada()), "/settings", PROFILE)
    assert '<html lang="zh-Hant" data-theme="dark">' in html
    assert "個人設定已儲存。" in html


def test_people_in_hong_kong_get_its_letter_forms():
    html = page(signed_in(ada()), "/settings", {**PROFILE, "timezone": "Asia/Hong_Kong"})
    assert '<html lang="zh-Hant-HK"' in html


@pytest.mark.parametrize(
    ("field", "value"), [("language", "sv"), ("timezone", "Mars/Base"), ("theme", "pink"), ("name", " ")]
)
def test_what_is_not_among_the_choices_is_refused(field, value):
    answer = signed_in(ada()).post("/settings", {**PROFILE, field: value})
    assert field in answer.context["form"].errors
    assert Member.objects.get(pk=ada().pk).language == "en"


def test_a_changed_password_keeps_this_browser_and_signs_the_others_out():
    here, there = signed_in(ada()), signed_in(ada())
    html = page(here, "/settings/security", {"old_password": PASSWORD, "new_password": NEW, "again": NEW})
    assert "Your password is changed." in html
    assert here.get("/settings").status_code == 200
    assert there.get("/settings").status_code == 302


def test_a_wrong_present_password_is_told_at_its_field():
    answer = signed_in(ada()).post("/settings/security", {"old_password": "wrong", "new_password": NEW, "again": NEW})
    assert answer.context["form"].errors["old_password"] == ["This is not your present password."]


def test_a_password_like_ones_own_name_or_address_is_refused():
    for new in ("ada virtanen", "ada@harbourline"):
        answer = signed_in(ada()).post(
            "/settings/security", {"old_password": PASSWORD, "new_password": new, "again": new}
        )
        assert "new_password" in answer.context["form"].errors


def test_the_second_step_is_switched_on_by_a_drawing_or_a_key_and_a_first_code():
    client = signed_in(ada())
    html = page(client, "/settings/security/second-step")
    secret = SecondFactor.objects.get().secret
    assert "<svg" in html
    assert secret in re.sub(r"<code[^>]*>|\s", "", html)
    assert "style=" not in html
    wrong = client.post("/settings/security/second-step", {"code": "000000"})
    assert "does not fit" in wrong.context["form"].errors["code"][0]
    done = page(client, "/settings/security/second-step", {"code": pyotp.TOTP(secret).now()})
    assert len(re.findall(r"<code>[a-z0-9]{5}-[a-z0-9]{5}</code>", done)) == 10
    assert client.get("/settings/security/second-step").status_code == 302
    assert "On: signing in asks for a code" in page(client, "/settings/security")


def switched_on(member: Member) -> list[str]:
    actions.begin_second_factor(member, at=START)
    now = datetime.now(UTC)
    code = pyotp.TOTP(SecondFactor.objects.get(member=member).secret).at(now)
    return actions.confirm_second_factor(member, code, at=START, code_at=now)


def test_ones_own_sign_ins_are_shown_to_oneself_alone():
    actions.record_sign_in(ada(), address="192.0.2.1", at=START, second_step=True)
    mine = page(signed_in(ada()), "/settings/security")
    assert "Your latest sign-ins" in mine
    assert "with the second step" in mine
    assert "2 Mar" in mine
    theirs = signed_in(sam()).get(f"/settings/members/{ada().pk}").context["history"]
    assert [one.kind for one in theirs] == ["role.granted", "member.joined"]
    assert "Your latest sign-ins" not in page(signed_in(sam()), "/settings/security")


def test_switching_off_asks_for_the_password():
    switched_on(ada())
    client = signed_in(ada())
    refused = client.post("/settings/security/second-step/off", {"password": "wrong"})
    assert refused.context["confirm"].errors["password"] == ["This is not your present password."]
    assert SecondFactor.objects.exists()
    client.post("/settings/security/second-step/off", {"password": PASSWORD})
    assert not SecondFactor.objects.exists()


def test_new_recovery_codes_ask_for_the_password_and_are_shown_once():
    old = switched_on(ada())
    client = signed_in(ada())
    assert "codes" not in (client.post("/settings/security/recovery-codes", {"password": "wrong"}).context or {})
    shown = client.post("/settings/security/recovery-codes", {"password": PASSWORD}).context["codes"]
    assert len(shown) == 10
    assert not set(shown) & set(old)
    assert not any(code in page(client, "/settings/security") for code in shown)


def test_recovery_codes_without_a_second_step_are_refused_with_a_sentence():
    answer = signed_in(ada()).post("/settings/security/recovery-codes", {"password": PASSWORD})
    assert answer.context["confirm"].errors["password"] == ["The second step is off."]
    assert not RecoveryCode.objects.exists()


def test_the_firms_settings_are_saved_and_its_name_stands_on_every_page():
    html = page(signed_in(sam()), "/settings/workspace", FIRM)
    assert "The firm&#x27;s settings are saved." in html
    assert Workspace.objects.get().end_of_business == time(16, 30)
    assert "· Harbourline</title>" in page(signed_in(ada()), "/settings")


def test_an_hour_that_is_none_is_refused():
    answer = signed_in(sam()).post("/settings/workspace", {**FIRM, "end_of_business": "25:00"})
    assert "end_of_business" in answer.context["form"].errors


def test_saying_who_we_are_has_the_messages_sorted_anew():
    html = page(signed_in(sam()), "/settings/workspace/ours", {"ours": "harbourline.example\nAda@Other.Example"})
    assert "The worker now sorts the messages anew" in html
    assert ours().values == {"harbourline.example", "ada@other.example"}
    assert Job.objects.filter(name="recompute-directions").count() == 1


def test_a_guess_of_the_import_is_shown_until_somebody_confirms_it():
    set_ours(["harbourline.example"], actor="system", at=START, confirmed=False)
    client = signed_in(sam())
    assert "The last import took harbourline.example to be yours" in page(client, "/settings/workspace")
    html = page(client, "/settings/workspace/ours", {"ours": "harbourline.example"})
    assert "Nothing had to be sorted anew." in html
    assert not OwnAddress.objects.filter(confirmed_at=None).exists()


def test_a_line_that_is_no_domain_is_told_at_its_field_and_nothing_changes():
    set_ours(["harbourline.example"], actor="system", at=START)
    answer = signed_in(sam()).post("/settings/workspace/ours", {"ours": "harbourline.example\nnonsense"})
    assert answer.context["ours_form"].errors["ours"] == ["Each line has to be a domain or a mail address."]
    assert ours().values == {"harbourline.example"}
