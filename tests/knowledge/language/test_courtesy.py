"""A sentence that only thanks adds nothing to how a message reads; one that says more is read."""

import pytest

from evenhand.knowledge.language.courtesy import LONGEST, only_thanks
from evenhand.knowledge.language.reading import read
from evenhand.knowledge.language.text import fold

THANKS = (
    "Thank you so much for your help!", "Many thanks in advance.", "Kiitos paljon avusta ja mukavaa päivänjatkoa!",
    "感謝您的協助。", "非常感謝，祝您順心。", "谢谢你们的支持！", "唔該晒你哋！",
)  # fmt: skip
MORE = (
    "Thanks for nothing.", "Thanks to you I lost a customer.", "Kiitos ei mistään.", "謝謝你害我丟了客戶。",
    "谢谢你们的废物客服。", "Help!", "帮忙！", "", "Thanks, " * LONGEST,
)  # fmt: skip
PAIRS = (
    ("You have kept me waiting for three weeks and I am furious!", "Thank you so much for your help!"),
    ("Are you really too stupid to read a number?", "Many thanks in advance."),
    ("Te olette pelkkiä idiootteja.", "Kiitos paljon avusta ja mukavaa päivänjatkoa!"),
    ("你們到底在搞什麼？", "感謝您的協助。"),
    ("你们客服都是废物。", "谢谢你们的支持！"),
)


@pytest.mark.parametrize("text", THANKS)
def test_thanks_and_courtesy_alone_are_only_thanks(text: str) -> None:
    assert only_thanks(fold(text).folded)


@pytest.mark.parametrize("text", MORE)
def test_whatever_says_more_is_read(text: str) -> None:
    assert not only_thanks(fold(text).folded)


@pytest.mark.parametrize(("text", "thanks"), PAIRS)
def test_thanks_before_or_behind_change_no_level(text: str, thanks: str) -> None:
    plain = read(text).manner.level
    assert plain != "civil"
    assert read(f"{thanks} {text}").manner.level == plain
    assert read(f"{text} {thanks}").manner.level == plain
