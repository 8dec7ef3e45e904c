"""Where a message's own words end: the sign-off with the name, the device line, the card, the disclaimer.

Only the last lines are looked at. Thanks stay with the body, for they are said to somebody; a name under them does not.
A postscript under the name is body again.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.phrases import beginning, phrases
from evenhand.knowledge.language.quotes import Line
from evenhand.knowledge.language.text import Text

LOOKED_AT = 40  # lines from the end that may belong to a signature
_SHORT = 64  # characters of a line on a card
_NAME_AT_MOST = 40
_ENDING = " ,.!~，。！～、:：;-"
_GADGET = (
    "iphone|ipad|android|安卓|手机|手提电话|平板|华为|huawei|荣耀|小米|xiaomi|redmi|oppo|vivo|samsung|三星|galaxy|yahoo|奇摩|"
    "outlook|qq|网易|foxmail|移动端|客户端"
)
_DEVICE = late(
    r"(?:sent (?:from|via|using) (?:my |an? )?(?:iphone|ipad|android|samsung|galaxy|huawei|xiaomi|pixel|"
    r"nokia|oneplus|mobile|phone|blackberry|outlook|mail|yahoo|gmail|proton|handheld|windows)\b.{0,60}|"
    r"get outlook for (?:ios|android|mobile).{0,60}|"
    r"lähetetty .{0,40}(?:iphonesta|ipadista|puhelimes\w*|laittees\w*|android\w*|outlookista|samsung\w*|"
    r"galaxy\w*|huawei\w*|matkapuhelimes\w*).{0,30}|hanki outlook\b.{0,60}|"
    rf"(?:我?从|(?:发|寄|传|来)自\s?于?)\s?(?:我的)?\s?[^,，。]{{0,12}}(?:{_GADGET})[^,，。]{{0,20}}|"
    r"(?:获取|取得|下载) ?outlook.{0,60})\Z"
)
_DISCLAIMER = late(
    r"(?:disclaimer|confidentiality notice|important notice|confidential:|luottamuksellisuus)|"
    r"(?:this|the) (?:e-?mail|message|communication|transmission)\b.{0,160}?"
    r"(?:confidential|privileged|intended|unauthori)|"
    r"(?:the )?information (?:contained )?in this (?:e-?mail|message)|please consider the environment|"
    r"tämä(?:n)? (?:sähköposti|viesti)\w*.{0,160}?(?:luottamuksel|tarkoitettu|salassa)|ajattele (?:luontoa|ympäristöä)|"
    r"(?:本|此|这封|该)(?:电子)?(?:邮件|信件|电邮).{0,80}?(?:机密|保密|仅供|专供|特定收件|指定)|声明[:：]|免责声明|"
    r"(?:请考虑|为了)环"
)
_CONTACT = late(
    r"(?:tel|phone|mobile|mob|cell|fax|puh|gsm|p|m|t|e|d|w|direct|office|e-?mail|web|www|whatsapp|wechat|line|skype|y-tunnus|"
    r"电话|手机|手提|传真|邮箱|电邮|电子邮件|地址|网址|微信|直线|热线|统一编号|统编)\.?\s?[:：./]\s?\S|\+?[\d(][\d\s\-()/]{6,}\Z|"
    r"[^\s@]{1,64}@[^\s@]{1,80}\Z|(?:https?://|www\.)\S+\Z|.{0,30}\+\d{1,3}[\d\s\-()]{6,}"
)
_CLOSING_NAME = late(r"[^\s，。,.!！?？]{1,10}\s?(?:敬上|谨上|敬启|谨启|拜上|谨致|敬复|谨复|启上|(?<=\s)上)\Z")
_DASHED_NAME = late(r"[-/~]{1,2}\s?[a-zà-ÿ]{2,20}(?:\s[a-zà-ÿ]{2,20})?\Z")
_POSTSCRIPT = late(r"(?:p\.?\s?s\b|ps\b|附[:：]|又及|另[:：外])")
_FULL_STOP = late(r"[.!?。！？](?:\Z|\s)")
_INLINE = late(
    r"(?<=[.!?)])\s+(?:t\.|terv\.?|yst\.? ?terv\.?|terveisin|ystävällisin terveisin|br,?|rgds,?|"
    r"(?:best |kind )?regards,?)\s+"
    r"(?=[a-zà-ÿ]{2,20}(?:[ -][a-zà-ÿ]{1,20}){0,2}\.?\Z)"
)
_INLINE_WITHIN = 70


def signatures(text: Text, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The signatures among the last lines of one stretch of the writer's own words: folded offsets, in order.

    `lines` are those of the stretch that are not blank, at most `LOOKED_AT`, the last one last.
    """
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        first = _begins(text, lines, index)
        if first is None:
            index += 1
            continue
        last = _reaches(lines, first)
        found.append((lines[first].start, lines[last - 1].end))
        index = max(last, index + 1)
    if not found and lines:
        found += _inline(text, lines[-1])
    return found


def _begins(text: Text, lines: Sequence[Line], index: int) -> int | None:
    """The line at which a signature begins, if the line at `index` says so."""
    line = lines[index]
    plain = line.text.strip(_ENDING)
    if line.text in ("--", "—") or _is_sign_off(text, line, plain):
        return index if _is_closing(text, lines, index) else None
    if plain in phrases("thanks") and index + 1 < len(lines) and _is_name(text, lines[index + 1]):
        return index + 1
    if len(line.text) <= _SHORT and (_DEVICE.match(line.text) or _CLOSING_NAME.match(line.text)):
        return index
    if _DISCLAIMER.match(line.text):
        return index
    if index and _begins_card(text, lines, index):
        return index
    if index and index == len(lines) - 1 and _is_dashed_name(text, lines[index - 1], line):
        return index
    return None


def _is_dashed_name(text: Text, above: Line, line: Line) -> bool:
    """A last line such as "-Tom" or "// Anna", not an item of a list."""
    if not _DASHED_NAME.match(line.text) or above.text[0] in "-*•":
        return False
    name = line.text.lstrip("-/~ ")
    return _is_name(text, Line(line.end - len(name), line.end, name))


def _is_closing(text: Text, lines: Sequence[Line], index: int) -> bool:
    """Whether what follows a sign-off looks like the rest of a signature: the next line belongs to it, or nothing."""
    if index + 1 >= len(lines) or lines[index].text in ("--", "—"):
        return True
    following = lines[index + 1]
    return _belongs(following) or bool(_POSTSCRIPT.match(following.text)) or _gap(text, lines, index) > 1


def _is_sign_off(text: Text, line: Line, plain: str) -> bool:
    """A sign-off phrase alone on its line, or with the name behind it."""
    if plain in phrases("signoff") or line.text.rstrip(",!") in phrases("signoff"):
        return True
    if len(plain) <= _SHORT and plain.endswith(" terveisin"):
        return plain.count(" ") <= 3
    match = beginning("signoff").match(line.text)
    if not match or match.end() == len(line.text):
        return False
    behind = line.text[match.end() :].lstrip(_ENDING)
    return bool(behind) and _is_name(text, Line(line.end - len(behind), line.end, behind))


def _reaches(lines: Sequence[Line], first: int) -> int:
    """The index behind the last line of the signature that begins at `first`."""
    open_end = lines[first].text in ("--", "—")
    for index in range(first, len(lines)):
        if _POSTSCRIPT.match(lines[index].text):
            return index
        if _DISCLAIMER.match(lines[index].text):
            return len(lines)
        if index > first and not open_end and not _belongs(lines[index]):
            return index
    return len(lines)


def _belongs(line: Line) -> bool:
    """Whether a line can stand on a card: short and no sentence, or a way to reach somebody."""
    if _CONTACT.match(line.text) or _DEVICE.match(line.text):
        return True
    if line.text.strip(_ENDING) in phrases("signoff"):
        return True
    short = _SHORT if line.text.isascii() else 24 if "一" <= max(line.text) <= "鿿" else _SHORT
    return len(line.text) <= short and not _FULL_STOP.search(line.text.rstrip(".")) and line.text[-1] not in "?？!！。"


def _is_name(text: Text, line: Line) -> bool:
    """One to four words with capitals, or two to four Chinese characters, and nothing else."""
    if len(line.text) > _NAME_AT_MOST:
        return False
    first, last = text.original_span(line.start, line.end)
    words = normalize("NFC", text.original[first:last]).strip(_ENDING + "()").split()
    if len(words) == 1 and 2 <= len(words[0]) <= 4 and all("㐀" <= letter <= "鿿" for letter in words[0]):
        return True
    capital = [word for word in words if word[:1].isupper() and word.strip(".,()-'").replace("-", "").isalpha()]
    shouted = len(words) > 1 and all(word.isupper() and len(word) > 3 for word in words)
    return 0 < len(words) <= 4 and len(capital) == len(words) and not shouted


def _begins_card(text: Text, lines: Sequence[Line], index: int) -> bool:
    """A paragraph to the end that begins with a name and holds a way to reach the person."""
    if _gap(text, lines, index - 1) < 2 or not _is_name(text, lines[index]):
        return False
    below = lines[index + 1 :]
    return any(_CONTACT.match(line.text) for line in below) and all(_belongs(line) for line in below)


def _gap(text: Text, lines: Sequence[Line], index: int) -> int:
    """Line breaks between a line and the next."""
    return text.folded.count("\n", lines[index].end, lines[index + 1].start)


def _inline(text: Text, line: Line) -> list[tuple[int, int]]:
    """A sign-off with a name at the end of the last line: "… Missä se viipyy? T. Matti"."""
    start = max(line.start, line.end - _INLINE_WITHIN)
    match = _INLINE.search(text.folded, start, line.end)
    if not match or not _is_name(text, Line(match.end(), line.end, text.folded[match.end() : line.end])):
        return []
    return [(match.start() + len(match[0]) - len(match[0].lstrip()), line.end)]
