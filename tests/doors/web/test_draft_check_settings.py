"""The firm's draft check: rules off and on with a reason, figures of nobody, and the page of each rule."""

from __future__ import annotations

import builders
import promises
import pytest
from builders import ada, bo, sam, somebody
from threads import NOW, thread

from evenhand.doors import clock
from evenhand.knowledge.drafting.catalogue import catalogue
from evenhand.record.replies.actions.standing import let_stand
from evenhand.record.replies.models import RuleOff

pytestmark = pytest.mark.django_db
ADDRESS = "/settings/draft-check"
SLUG = "absolute-guarantee"
GUARANTEE = "We guarantee that this will never happen again."


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_a_rule_is_switched_off_for_everybody_and_on_again():
    client, row = builders.signed_in(bo()), promises.desk("The parcel has come.")
    client.post(f"{ADDRESS}/{SLUG}/off", {"reason": "Our contracts promise it."})
    html = client.get(ADDRESS).content.decode()
    assert "Our contracts promise it." in html
    assert "Bo Lindqvist" in html
    check = f"/conversations/{row.pk}/draft/check"
    agent = builders.signed_in(ada())
    assert "Nothing to mend." in agent.post(check, {"text": GUARANTEE}, HTTP_HX_REQUEST="true").content.decode()
    assert "Our contracts promise it." in agent.get(f"/rules/{SLUG}").content.decode()
    client.post(f"{ADDRESS}/{SLUG}/on")
    assert "Found: 1 error." in agent.post(check, {"text": GUARANTEE}, HTTP_HX_REQUEST="true").content.decode()


def test_a_reason_is_needed_and_an_agent_may_not():
    client = builders.signed_in(sam())
    client.post(f"{ADDRESS}/{SLUG}/off", {"reason": " "})
    assert "Say in a few words why" in client.get(ADDRESS).content.decode()
    assert builders.signed_in(ada()).post(f"{ADDRESS}/{SLUG}/off", {"reason": "So."}).status_code == 403
    assert not RuleOff.objects.exists()


def test_figures_stand_for_five_members_at_least_and_name_nobody():
    people = [somebody(f"{name} Doe", ["agent"]) for name in ("Una", "Vic", "Wim", "Xia", "Yan")]
    for one in people[:4]:
        let_stand(thread(), SLUG, "", "So.", by=one, at=NOW)
    client = builders.signed_in(sam())
    assert "There is no figure to show yet." in client.get(ADDRESS).content.decode()
    let_stand(thread(), SLUG, "", "So.", by=people[4], at=NOW)
    html = client.get(ADDRESS).content.decode()
    assert '<td class="figure">5</td>' in html
    assert not any(one.name in html for one in people)


@pytest.mark.parametrize("language", ["en", "fi", "zh-hant", "zh-hans"])
def test_every_rule_has_its_page_in_four_languages(language: str):
    client = builders.signed_in(somebody("Una Doe", ["agent"], language=language))
    for rule in catalogue():
        for variety in ("en", "fi", "zh-Hant", "yue", "zh-Hans"):
            answer = client.get(f"/rules/{rule.slug}?lang={variety}")
            assert answer.status_code == 200
    assert client.get("/rules/no-such-rule").status_code == 404


def test_the_examples_are_in_the_drafts_language_and_the_rest_in_the_pages():
    html = builders.signed_in(somebody("Una Doe", ["agent"], language="fi")).get(f"/rules/{SLUG}?lang=zh-Hant")
    assert "Takuu ilman rajaa" in html.content.decode()
    assert 'lang="zh-Hant"' in html.content.decode()
