"""Ordinary business sentences that share words with attacks and threats; each must stay clear of them."""

from __future__ import annotations

import pytest

from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.reading import read
from evenhand.knowledge.language.signals.findings import find_harsh_words
from evenhand.knowledge.language.signals.matching import scan

ORDINARY = (
    "Can you read the attached file? Are you able to open it?",
    "Do you speak English or should I write in Finnish?",
    "Do you work on Saturdays?",
    "Is anyone there on Monday?",
    "I want to learn to write macros.",
    "We'll get you the documents tomorrow.",
    "When I arrive at reception I will find you at the desk.",
    "I will look you up on LinkedIn and follow you there.",
    "We will wait for you outside the station.",
    "Please put your name and address on the invoice.",
    "Could you share your phone number with our driver?",
    "Accidents happen, no worries.",
    "The technician who used to help us, he is dead, sadly.",
    "You are dead right about the numbers.",
    "The handrail is loose, someone could get hurt.",
    "The outage hit us hard and pushed our launch back.",
    "I hope you get your job done in time.",
    "People like you make this company great.",
    "The screen is dim and the cable is too thick.",
    "Can you come to my hotel tonight to repair the wifi?",
    "We want a european plug.",
    "The version is too old to use.",
    "I'll shoot you an email and hit you up later.",
    "We can switch to the other plan or we can wait.",
    "My colleague fell ill; could you cut us some slack?",
    "What are we paying for in item 3 of the invoice?",
    "Our customers from Hitchcock and Scunthorpe say hello.",
    "MongoDB on the staging server is slow.",
    "Osaatteko sanoa, paljonko toimitus maksaa?",
    "Osaatko laskea, paljonko alv on?",
    "Odotan teitä parkkipaikalla kello 10.",
    "Laitan osoitteesi tilaukseen ja jaan yhteystiedot kuljettajalle.",
    "Pitääkö minun tavata asentaja vai voiko avaimen jättää?",
    "Akku ei kuole enää kesken päivän.",
    "Saatte nähdä raportin huomenna.",
    "Löydän teidät kartalta, kiitos.",
    "Lähde vetämään projektia, me autamme.",
    "MongoDB ja laiska lataus toimivat nyt.",
    "Haluan puhua esihenkilön kanssa.",
    "要不要我帮你们看一下后台？",
    "我会打你们的电话确认。",
    "我妈的订单还没到，请查一下。",
    "等了三小时，请问还要多久？",
    "靠北边的窗户关不上。",
    "请起草你们的合同发给我。",
    "这款是低能耗的机型吗？",
    "你们不配送到郊区吗？",
    "你们除了周末还有谁值班？",
    "你这个东西多少钱？",
    "你们什么东西没带，请告诉我。",
    "系统崩溃了，请恢复昨天的数据。",
    "我知道你们的地址，明天直接过去取。",
    "出門小心，聽說有颱風。",
    "到你们家的网站上找不到型号。",
    "水滾之後機器會自動關嗎？",
    "我收到诈骗邮件，请确认是不是你们发的。",
    "把我當朋友就好，不用客氣。",
    "他妈妈会来取货。",
    "我等你收工先打你電話。",
    "我喺你公司樓下等你攞貨。",
    "唔好意思，想問下張單幾時到？",
    "電壓起伏好大，請睇下。",
    "多謝你哋嘅耐性。",
    "香港人都鍾意呢個設計。",
    "粉腸粥兩碗，送到樓下，唔該。",
    "將你個名同電話留低，我哋覆你。",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_business_words_are_no_attack(text: str) -> None:
    found = read(text).manner
    assert found.level not in ("abusive", "threatening"), (found.reasons, [span.text for span in found.spans])


@pytest.mark.parametrize("text", ORDINARY)
def test_the_lists_alone_find_no_attack_in_ordinary_business_words(text: str) -> None:
    document = prepare(text)
    found = find_harsh_words(document, scan(document))
    assert found.attack < 0.6, [finding.hit.entry for finding in found.found]
