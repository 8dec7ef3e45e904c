"""The English lists of manner: whom they strike, whom they spare, and that every people is treated alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import grows_linearly, repeated

import evenhand.knowledge.language as language
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.signals.findings import THREATS, Findings, attacks, find_harsh_words
from evenhand.knowledge.language.signals.matching import scan

PEOPLE = Path(language.__file__).parent / "en" / "people.tsv"


def found(text: str) -> Findings:
    document = prepare(text)
    return find_harsh_words(document, scan(document))


def weight(text: str) -> int:
    """The weight of the gravest attack on those who serve, 0 to 3."""
    return max((finding.weight for finding in found(text).found if attacks(finding)), default=0)


def threatens(text: str) -> bool:
    return any(finding.kind in THREATS and finding.weight >= 2 for finding in found(text).found)


@pytest.mark.parametrize(
    "text",
    [
        "Which of you muppets signed this off?",
        "You are a lying crook and everybody at the depot knows it.",
        "Wake up, you lazy donkeys.",
        "Your plumber is a useless clown.",
        "What a shower of amateurs.",
        "You people are vultures.",
        "Ye pack of chancers.",
        "Are you thick?",
        "You spineless little man.",
        "You have the manners of a goat.",
        "A houseplant would do a better job.",
        "My toddler has more sense than your whole team.",
        "I'd rather argue with a brick wall.",
        "Who taught you to write?",
        "How did you ever get this job?",
        "Read it slowly, with your finger under the words.",
        "Have somebody explain it to you.",
        "Is there a grown-up I can talk to?",
        "Put somebody on who has a brain.",
        "You couldn't organise a piss-up in a brewery.",
        "It must be nice to be paid for doing nothing.",
        "Perhaps you should look for a job with fewer letters.",
        "Bless your heart.",
        "Well done, Einstein.",
        "I pity your colleagues.",
        "When they handed out brains you were at lunch.",
        "You belong in a zoo.",
        "Crawl back under your stone.",
        "I don't talk to underlings.",
        "Your mother must be so ashamed of you.",
        "I hope you choke on your bonus.",
        "I'll dance on your grave.",
        "Lay off the pies and answer me.",
        "With a face like that you should stay off camera.",
        "Put a man on the line, I want to talk to a man who knows engines.",
        "Nice legs, sweetheart, what are you wearing?",
        "You absolute \U0001f921",
        "You w*nkers.",
    ],
)
def test_attacks_are_found(text: str) -> None:
    assert weight(text) >= 1
    assert found(text).attack >= 0.35


@pytest.mark.parametrize(
    "text",
    [
        "I will break your legs.",
        "Next time your driver comes he'll leave in an ambulance.",
        "I know which car you drive.",
        "Nice family you have. Be a shame if something happened to them.",
        "You should check your brakes before you drive home.",
        "I'll post your home address on every forum there is.",
        "Your daughter goes to the school by the river, doesn't she?",
        "My brothers will be waiting outside when your shift is over.",
        "A brick through your window, that's what you'll get.",
        "Somebody should put a bullet in you.",
    ],
)
def test_threats_are_found(text: str) -> None:
    assert threatens(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm such an idiot, I typed the old password.",
        "Me being a muppet, I ordered it twice.",
        "My surname is Fool, please correct the badge.",
        "Somebody on your forum called me a moron.",
        "I am not saying you are thieves, I am saying the sum is wrong.",
        "Some idiot drove into our gate. Can you send a welder?",
        "My ex is a lying bastard, so please change the lock.",
        "You magnificent bastards, it works!",
        "You're a bloody legend.",
        "We need two bastard files and a monkey wrench.",
        "Please check the oil dipstick and the donkey engine.",
        "A customer wrote that our staff are clowns; how would you answer?",
        "We book a clown for the party and two donkeys.",
        "This form is as much use as a chocolate teapot.",
        "The four-eyes principle applies to payments.",
        "Do you have people like you in Leeds? We are lucky to have people like you.",
        "I hope you get well soon.",
        "Kill the old session and hang up, please.",
        "We will be waiting for you at the gate.",
        "I know which car you mean, the blue van in the advert.",
        "Please put your name and address on the parcel.",
        "Could you send a native German translator?",
        "When I go back to Germany I will need an invoice.",
        "The goods should go back to Poland on Monday.",
        "Thank you for showing us how to read the meter.",
        "Is reading the manual enough or should we book a course?",
        "Can you explain it to my son? He is twelve.",
        "You made a mistake and you did not read my mail.",
    ],
)
def test_fair_words_are_spared(text: str) -> None:
    assert weight(text) < 2
    assert found(text).attack < 0.6
    assert not threatens(text)


FRAMES = (
    "Thieving {}, the lot of you.",
    "You {} always cheat.",
    "I don't take orders from {}.",
    "Could a {} technician come on Monday?",
    "We are a {} company and pay in thirty days.",
    "Is the manual in {}?",
)


@pytest.mark.parametrize("frame", FRAMES)
def test_every_people_is_treated_alike(frame: str) -> None:
    rows = [line.split("\t") for line in PEOPLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    forms = [form for row in rows for form in row]
    assert len(forms) > 250
    assert len({weight(frame.format(form.title())) for form in forms}) == 1


def test_hostile_text_is_read_in_linear_time() -> None:
    texts = repeated("you are a the your mother people like you would rather talk to a wall than ")
    assert grows_linearly(scan, lambda length: prepare(texts(length)), short=10_000)
