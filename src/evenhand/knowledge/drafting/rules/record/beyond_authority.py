"""The rule beyond-authority."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, islice

from evenhand.knowledge.drafting.draft import Draft, Match
from evenhand.knowledge.drafting.facts import Limits, Money
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.language.amounts import Amount, may_be

_MOST = 30  # phrases and amounts of one sentence that are looked at
_GIVING = ("refund", "discount", "concession")


class BeyondAuthority(Rule):
    """More money than the writer may give.

    ## What it does
    Compares refunds, discounts and other concessions that the draft promises or offers with what the writer may decide
    alone. Refusals, what the customer asks for, what was given before and what somebody else has approved are let pass.
    What is waived or paid for the customer is measured by the limit of refunds where none is set for it. A limit in
    another currency is not known; the rule only says so.

    ## Why it matters
    Whoever reads "we will refund EUR 500" has been promised EUR 500 by the firm. To take it back costs more trust than
    a refusal would have, and to keep it overrules whoever should have been asked.

    ## Example
    ```en bad {"authority": {"refund_max": {"amount": "200", "currency": "EUR"}}}
    We will refund you EUR 500 by Friday, 13 March.
    ```
    ```en bad {"authority": {"discount_max_percent": 5}}
    To make up for the trouble you get 20 % off the March invoice.
    ```
    ```en good {"authority": {"refund_max": {"amount": "200", "currency": "EUR"}}}
    We will refund you EUR 150 by Friday, 13 March.
    ```
    ```en good {"authority": {"refund_max": {"amount": "200", "currency": "EUR"}}}
    A refund of EUR 500 needs my manager's approval; I have asked him and will call you by Friday, 13 March.
    ```
    ```fi bad {"authority": {"refund_max": {"amount": "200", "currency": "EUR"}}}
    Hyvitämme teille 500 euroa perjantaihin 13.3. mennessä.
    ```
    ```fi bad {"authority": {"discount_max_percent": 5}}
    Saatte maaliskuun laskusta 20 prosentin alennuksen.
    ```
    ```fi good {"authority": {"refund_max": {"amount": "200", "currency": "EUR"}}}
    Hyvitämme teille 150 euroa perjantaihin 13.3. mennessä.
    ```
    ```fi good {"authority": {"discount_max_percent": 5}}
    Pyytämänne 20 prosentin alennus vaatii esihenkilöni päätöksen, jonka saatte perjantaihin 13.3. mennessä.
    ```
    ```zh-Hant bad {"authority": {"refund_max": {"amount": "3000", "currency": "TWD"}}}
    我們會在3月13日前退還您新台幣 8,000 元。
    ```
    ```zh-Hant bad {"authority": {"discount_max_percent": 5}}
    這次造成您的不便，下一期帳單給您打八折。
    ```
    ```zh-Hant good {"authority": {"refund_max": {"amount": "3000", "currency": "TWD"}}}
    我們會在3月13日前退還您新台幣 2,500 元。
    ```
    ```zh-Hant good {"authority": {"discount_max_percent": 5}}
    您希望的八折需要經理核准，3月13日前會給您答覆。
    ```
    ```zh-Hans bad {"authority": {"refund_max": {"amount": "500", "currency": "CNY"}}}
    我们会在3月13日前退还您2000元。
    ```
    ```zh-Hans bad {"authority": {"discount_max_percent": 5}}
    这次给您添麻烦了，下个月的账单给您打八折。
    ```
    ```zh-Hans good {"authority": {"refund_max": {"amount": "500", "currency": "CNY"}}}
    我们会在3月13日前退还您400元。
    ```
    ```zh-Hans good {"authority": {"discount_max_percent": 5}}
    您希望的八折需要经理批准，3月13日前会给您答复。
    ```
    ```yue bad {"authority": {"refund_max": {"amount": "500", "currency": "HKD"}}}
    我哋會喺3月13號之前退返二千蚊畀你。
    ```
    ```yue bad {"authority": {"discount_max_percent": 5}}
    今次添咗你麻煩，下個月張單計你八折。
    ```
    ```yue good {"authority": {"refund_max": {"amount": "500", "currency": "HKD"}}}
    我哋會喺3月13號之前退返四百蚊畀你。
    ```
    ```yue good {"authority": {"discount_max_percent": 5}}
    你想要嘅八折要經理批，3月13號之前會答覆你。
    ```

    ## Use instead
    ```en
    I can decide on up to [limit] myself. For more I ask [name]; you will have the answer by [day].
    ```
    ```fi
    Voin itse päättää enintään [raja]. Suuremmasta summasta päättää [nimi]; saatte vastauksen viimeistään [päivä].
    ```
    ```zh-Hant
    我能決定的上限是[金額]，超過的部分由[姓名]決定，最晚[日期]給您答覆。
    ```
    ```zh-Hans
    我能决定的上限是[金额]，超出的部分由[姓名]决定，最晚[日期]给您答复。
    ```
    ```yue
    我自己可以決定嘅上限係[金額]，多過呢個數要由[姓名]決定，最遲[日期]答覆你。
    ```
    """

    code = "R202"
    slug = "beyond-authority"
    severity = Severity.ERROR
    messages = {
        "": "“{match}” is more than you may give alone ({limit}). Have it approved first, or offer what is within it.",
        "none": "“{match}” gives away what you may not give alone. Have it approved before you promise it.",
        "currency": "“{match}” is in another currency than your limit ({limit}). Ask whether you may promise it.",
        "unmeasured": "“{match}” names no amount. Say how much, within what you may give alone ({limit}).",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """At most one finding for each sentence that gives something."""
        limits = draft.facts.authority
        if limits is None:
            return
        for sentence, group in groupby(draft.matches(self.slug), key=lambda match: match.sentence):
            cues = list(islice(group, _MOST))
            if not any(cue.cue.kind == "told" for cue in cues) and not _was_given(draft, sentence, cues):
                yield from self._in_sentence(draft, sentence, cues, limits)

    def _in_sentence(self, draft: Draft, sentence: int, cues: Sequence[Match], limits: Limits) -> Iterator[Finding]:
        """The first giving that is too much, in a clause in which nothing is refused."""
        amounts = _amounts(draft, sentence)
        starts = [start for start, _ in draft.clauses(sentence)]
        refused = {bisect_right(starts, cue.start) for cue in cues if cue.cue.kind == "refused"}
        for cue in cues:
            clause = bisect_right(starts, cue.start)
            if cue.cue.kind not in (*_GIVING, "all") or clause in refused:
                continue
            near = [each for each in amounts if bisect_right(starts, each.start) == clause]
            far = [each for each in amounts if bisect_right(starts, each.start) not in refused]
            found = self._judged(cue, _meant(cue, near) or _meant(cue, far), limits)
            if found is not None:
                yield found
                return

    def _judged(self, cue: Match, amount: Amount | None, limits: Limits) -> Finding | None:
        kind = cue.cue.kind
        if amount is None:
            return self._without_amount(cue, limits)
        start, end = min(cue.start, amount.start), max(cue.end, amount.end)
        if amount.kind == "percent":
            return self._share(start, end, kind, amount, limits)
        limit = _limit(kind, limits)
        if limit is None:
            return None
        values = {"limit": _shown(limit)}
        if not limit.amount:
            return self.finding(start, end, "none") if amount.value else None
        if not may_be(amount.unit, limit.currency):
            return self.finding(start, end, "currency", values, severity=Severity.SUGGESTION)
        return self.finding(start, end, "", values) if amount.value > limit.amount else None

    def _share(self, start: int, end: int, kind: str, amount: Amount, limits: Limits) -> Finding | None:
        """A percentage is measured by the limit of discounts, whatever it is called."""
        limit = limits.discount_max_percent
        if limit is None or amount.value <= limit or kind == "refund":
            return None
        return (
            self.finding(start, end, "", {"limit": f"{_plain(limit)} %"}) if limit else self.finding(start, end, "none")
        )

    def _without_amount(self, cue: Match, limits: Limits) -> Finding | None:
        if cue.cue.kind != "all":
            return None
        limit = _limit("all", limits)
        if limit is None:
            return None
        if not limit.amount:
            return self.finding(cue.start, cue.end, "none")
        return self.finding(cue.start, cue.end, "unmeasured", {"limit": _shown(limit)}, severity=Severity.SUGGESTION)


def _was_given(draft: Draft, sentence: int, cues: Sequence[Match]) -> bool:
    """Whether it tells of what was given on a day before, and not of what is given with this letter."""
    return any(cue.cue.kind == "given" for cue in cues) and bool(draft.times_in(sentence))


def _amounts(draft: Draft, sentence: int) -> list[Amount]:
    """Money and shares in the sentence; in the next one where that names the sum."""
    own = _within(draft, sentence)
    if own or sentence + 1 >= len(draft.sentences):
        return own
    following = draft.sentences[sentence + 1]
    named = any(
        match.sentence == sentence + 1 and match.cue.kind == "sum" for match in draft.matches(BeyondAuthority.slug)
    )
    return _within(draft, sentence + 1) if named and following else []


def _within(draft: Draft, sentence: int) -> list[Amount]:
    low, high = draft.sentences[sentence].start, draft.sentences[sentence].end
    first = bisect_left(draft.amounts, low, key=_start)
    return [each for each in draft.amounts[first : first + _MOST] if each.start < high and each.kind != "count"]


def _start(amount: Amount) -> int:
    return amount.start


def _meant(cue: Match, amounts: Sequence[Amount]) -> Amount | None:
    """The amount that is given: the next behind the words, else the nearest before them."""
    shares = cue.cue.kind == "discount"
    fitting = [each for each in amounts if (each.kind == "percent") == shares] or list(amounts)
    behind = [each for each in fitting if each.end > cue.start]
    return behind[0] if behind else fitting[-1] if fitting else None


def _limit(kind: str, limits: Limits) -> Money | None:
    """The limit for this kind of giving; the higher one where the words leave open which it is."""
    if kind == "refund":
        return limits.refund_max
    if kind == "concession":  # what is not asked for costs as much as what is paid back
        return limits.concession_max or limits.refund_max
    if kind == "discount" and limits.discount_max_percent == 0:
        return Money(Decimal(0))
    known = [each for each in (limits.refund_max, limits.concession_max) if each is not None]
    return max(known, key=lambda each: each.amount, default=None)


def _shown(limit: Money) -> str:
    return f"{_plain(limit.amount)} {limit.currency}".strip()


def _plain(number: Decimal) -> str:
    return f"{number:f}"
