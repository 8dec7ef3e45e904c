"""Peoples, faiths, ethnic groups and Chinese surnames as one and the same word: swapping them changes no weight.

The forms are those of `<language>/people.tsv`, which the lists use as well; one that ends in "~" is the stem of a word.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from evenhand.knowledge.language.late import late

PEOPLE, SURNAME = "¤", "某"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施庄文牛樊葛邢安齐易乔伍庞颜"
    "倪游章简翁赖詹欧麦霍关屈区凌巫柯涂"
)
_TITLED = late(
    rf"[{_SURNAMES}](?=先生|小姐|女士|太太|太|生(?![产气意日活病效成])|经理|主任|总监|总|师傅|老师|工程师|律师|医生|专员|同学|哥|姐|sir)"
)
_LANGUAGES = Path(__file__).parent.parent
_REMEMBERED = 30_000


@cache
def _forms(language: str) -> tuple[str, ...]:
    path = _LANGUAGES / language / "people.tsv"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    cells = (cell.strip() for line in lines if not line.startswith("#") for cell in line.split("\t"))
    return tuple(dict.fromkeys(cell for cell in cells if cell))


@cache
def _latin() -> tuple[frozenset[str], tuple[str, ...]]:
    forms = [form for language in ("en", "fi") for form in _forms(language)]
    whole = frozenset(part for form in forms if not form.endswith("~") for part in form.split() if len(part) > 3)
    return whole, tuple(form.rstrip("~") for form in forms if form.endswith("~") and len(form) > 4)


@cache
def _han() -> re.Pattern[str]:
    forms = {form.rstrip("~") for language in ("zh", "yue") for form in _forms(language)}
    forms |= {form[:-1] for form in forms if form.endswith("人") and len(form) > 2}
    return late("|".join(sorted((re.escape(form) for form in forms), key=len, reverse=True)) or "(?!)")


class _Neutral(dict[str, str]):
    """What a Latin word counts as, learnt when it first occurs."""

    def __missing__(self, word: str) -> str:
        whole, stems = _latin()
        neutral = PEOPLE if word in whole or word.startswith(stems) else word
        if len(self) < _REMEMBERED:
            self[word] = neutral
        return neutral


neutral_word = _Neutral().__getitem__


def neutral_han(plain: str) -> str:
    """Chinese text with every people as one sign, and every surname before a title as another."""
    return _TITLED.sub(SURNAME, _han().sub(PEOPLE, plain))
