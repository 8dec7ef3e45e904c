"""The rule unbacked-claim."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from evenhand.knowledge.drafting.draft import Draft, Match
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.language.deadlines import Deadline
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.text import fold

_REACH = 400  # code points looked at on either side
_AT_ONCE = 4  # code points between a claim and the day on which it was agreed
_SPOKEN = late(
    r"call|meeting|mail|phone|letter|chat|conversation|workshop|message|review|visit|puhelu|palaver|kokou|sähköposti"
    r"|viesti|keskustelu|tapaami|käynni|通话|电话|会议|邮件|来信|电邮|开会|讯息|信息|会上|倾"
)


class UnbackedClaim(Rule):
    """A claim of what was agreed or said that cites nothing.

    ## What it does
    Finds "as agreed", "as we told you", "per the contract" and the like where neither the sentence nor the one beside
    it says where that stands: a day, the words themselves, a point of the minutes, a clause, an attachment. The day of
    what is still to come backs no claim about what was agreed.

    ## Why it matters
    A customer who remembers otherwise reads it as a lie, and one who has forgotten reads it as a reproach. With the day
    and the words they can look it up; without them it is our word against theirs.

    ## Example
    ```en bad
    As agreed, the training is charged separately.
    ```
    ```en bad
    The contract is clear on this: on-site visits are not part of the monthly fee.
    ```
    ```en good
    In the minutes of 3 March (point 4) we agreed that the training is charged separately.
    ```
    ```en good
    Section 4.2 of the contract says: "On-site visits are charged by the hour."
    ```
    ```fi bad
    Sovitun mukaisesti koulutus laskutetaan erikseen.
    ```
    ```fi bad
    Sopimuksen mukaan käynnit eivät kuulu kuukausimaksuun.
    ```
    ```fi good
    Sovimme 3.3. pidetyssä palaverissa (muistion kohta 4), että koulutus laskutetaan erikseen.
    ```
    ```fi good
    Sopimuksen kohdan 4.2 mukaan käynnit laskutetaan tunneittain.
    ```
    ```zh-Hant bad
    如先前約定，教育訓練另外計費。
    ```
    ```zh-Hant bad
    依照合約，到府服務不在月費之內。
    ```
    ```zh-Hant good
    3月3日會議紀錄第四點寫明：「教育訓練另外計費」，紀錄隨信附上。
    ```
    ```zh-Hant good
    依合約第 4.2 條，到府服務按小時計費。
    ```
    ```zh-Hans bad
    按照之前的约定，培训另行收费。
    ```
    ```zh-Hans bad
    我们之前已经告知过您，上门服务不在月费里。
    ```
    ```zh-Hans good
    3月3日的会议纪要第四点写明：“培训另行收费”，纪要附在邮件里。
    ```
    ```zh-Hans good
    根据合同第4.2条，上门服务按小时计费。
    ```
    ```yue bad
    照我哋之前講好嘅，培訓係另外計錢。
    ```
    ```yue bad
    跟合約，上門服務唔包喺月費入面。
    ```
    ```yue good
    3月3號嘅會議紀錄第四點寫咗：「培訓另外計錢」，紀錄附喺呢封信。
    ```
    ```yue good
    根據合約第4.2條，上門服務係按鐘計。
    ```

    ## Use instead
    ```en
    In the minutes of [day], point [number], we agreed: “[words]”.
    In our mail of [day] we wrote: “[words]”. If you remember it otherwise, please tell us.
    ```
    ```fi
    [Päivä] pidetyn palaverin muistion kohdassa [numero] sovimme: ”[sanat]”.
    Kirjoitimme [päivä]: ”[sanat]”. Jos muistatte tämän toisin, kertokaa meille.
    ```
    ```zh-Hant
    [日期]會議紀錄第[幾]點寫明：「[原文]」。
    我們在[日期]的信裡寫的是：「[原文]」。如果您的印象不同，請告訴我們。
    ```
    ```zh-Hans
    [日期]会议纪要第[几]点写明：“[原文]”。
    我们在[日期]的邮件里写的是：“[原文]”。如果您的印象不同，请告诉我们。
    ```
    ```yue
    [日期]嘅會議紀錄第[幾]點寫咗：「[原文]」。
    我哋[日期]封信寫嘅係：「[原文]」。如果你記得嘅唔同，請話畀我哋知。
    ```
    """

    code = "R203"
    slug = "unbacked-claim"
    severity = Severity.WARNING
    messages = {
        "as": "“{match}” leans on an agreement without saying where it stands. Give the day, the words or the point.",
        "told": "“{match}” says what was agreed or told without showing it. Give the day, the words or the point.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """The first claim of each sentence that nothing backs."""
        claimed: set[int] = set()
        for match in draft.matches(self.slug):
            if match.sentence not in claimed and self.stands(draft, match):
                claimed.add(match.sentence)
                yield self.finding(match.start, match.end, match.cue.kind)

    def stands(self, draft: Draft, match: Match) -> bool:
        """Whether nothing in the sentence, or beside it, says where the claim can be read. A question claims nothing."""
        asks = any(clause.is_question for clause in draft.document.utterances[match.sentence].clauses[-1:])
        if asks and match.cue.kind == "told":
            return False
        low, high = draft.around(match.sentence)
        low, high = max(low, match.start - _REACH), min(high, match.end + _REACH)
        return _citation().search(_without_coming_days(draft, match, low, high)) is None


def _without_coming_days(draft: Draft, match: Match, low: int, high: int) -> str:
    """The folded words around a claim, without the days that are still to come."""
    pieces, begin = [], low
    for each in draft.deadlines:
        if begin <= each.start and each.end <= high and _is_of_the_matter(draft, match, each):
            pieces.append(draft.text[begin : each.start])
            begin = each.end
    return fold(" ".join([*pieces, draft.text[begin:high]])).folded


def _is_of_the_matter(draft: Draft, match: Match, time: Deadline) -> bool:
    """Whether a time is that of what was agreed, not the day on which it was."""
    sent_at = draft.facts.sent_at
    if sent_at is None or time.due is None or _day(time.due) <= sent_at.date():
        return False
    between = fold(
        draft.text[match.end : time.start] if time.start >= match.end else draft.text[time.end : match.start]
    )
    if "," in between.folded or "，" in between.folded:
        return True
    return not (len(between.folded) <= _AT_ONCE and time.start >= match.end or _SPOKEN.search(between.folded[:_REACH]))


def _day(due: date | datetime) -> date:
    return due.date() if isinstance(due, datetime) else due


@cache
def _citation() -> re.Pattern[str]:
    """A day, quoted words, a numbered point, something enclosed: what the reader can look up."""
    days = (
        r"\d{1,2}[./]\d{1,2}(?!\d)|\d{4}-\d{1,2}-\d|[\d一二三四五六七八九十]月|[\d一二三四五六七八九十][号日](?!内)"
        r"|(?:周|星期|礼拜)[一二三四五六日天]|昨天|昨日|今天|今早|今日|寻日|噚日|琴日|前日|上午|下午|刚才|刚刚|头先"
        r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!s)|\b(?:yesterday|today|this morning|this afternoon)\b"
        r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.? \d|\b\d{1,2}(?:st|nd|rd|th)\b"
        r"|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
        r"|\b(?:maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai)(?!sin)|\b(?:eilen|eilisessä|tänään|aamulla)\b"
        r"|\d{1,2}\. ?[a-zä]{4,9}kuuta"
    )
    words = r'"[^"\n]{6,}"|「[^」\n]{3,}」|『[^』\n]{3,}』|“[^”\n]{3,}”|《[^》\n]{2,}》'
    points = (
        r"§|#\d|第 ?[\d一二三四五六七八九十.]{1,6} ?[条点项款章页]|附件|附上|随信|随函|附档|附喺|夹附|见附|连结|链接"
        r"|会议(?:纪录|记录|纪要)|https?:"
        r"|\b(?:point|item|section|clause|article|paragraph|page|appendix|annex|order|invoice|quote) ?[#\d(ivx]"
        r"|\b(?:sec|no|nr)\.? ?[#\d]|\b(?:attached|enclosed|attachment|link|minutes of)\b"
        r"|\b(?:kohta|kohda|kohti|pykäl|liit[et]|sivu|ohessa|ohei|liittee|muistio|pöytäkirja)[a-zäö]{0,8}"
    )
    return re.compile("|".join((days, words, points)))
