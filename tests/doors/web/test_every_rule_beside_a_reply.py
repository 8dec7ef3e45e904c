"""Every rule that needs no facts speaks beside the reply that is being written, in every variety, at its place."""

from __future__ import annotations

import re

import builders
import promises
import pytest
from builders import ada
from threads import NOW

from evenhand.doors import clock
from evenhand.knowledge.drafting.check import check, for_audience
from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.page import page_of
from evenhand.knowledge.language.shape import VARIETIES, Variety

pytestmark = pytest.mark.django_db
SHOWN = re.compile(r'data-start="(\d+)" data-end="(\d+)"')
EXAMPLES = [
    (f"😀 {one.text}", one.variety)
    for rule in for_audience(Audience.CUSTOMER)
    for one in page_of(type(rule)).examples
    if one.is_bad and not one.facts
]


@pytest.mark.parametrize("variety", VARIETIES)
def test_every_rule_speaks_beside_a_reply(variety: Variety, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    row, client = promises.desk(), builders.signed_in(ada())
    heard = set()
    for text, language in EXAMPLES:
        if language != variety:
            continue
        form = {"text": text}
        html = client.post(f"/conversations/{row.pk}/draft/check", form, HTTP_HX_REQUEST="true").content.decode()
        shown = {(int(start), int(end)) for start, end in SHOWN.findall(html)}
        alone = check(text)  # without the facts of the desk, which make some of them graver
        missing = [each for each in alone if (each.start, each.end) not in shown]
        assert not [each.slug for each in missing], (text, html)
        heard.update(each.slug for each in alone)
    needing_facts = {"promise-before-owed-input", "contradicts-record", "beyond-authority", "unanswered-question"}
    needing_facts |= {"unchecked-promise", "wrong-language", "internal-leak"}
    assert heard >= {rule.slug for rule in for_audience(Audience.CUSTOMER)} - needing_facts
