"""The rule vague."""

from collections.abc import Iterator

from evenhand.knowledge.drafting.draft import Draft, Match
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import OUTSIDE, Rule

_TIME = "time"
_ASKS = "ask"  # the sentence asks the reader for something, so the vague time is theirs
_WHEN = tuple(
    "when|how long|milloin|koska|kauanko|kuinka kauan|何時|何时|多久|幾時|几时|幾耐|什么时候|什麼時候|甚麼時候|哪天|哪一天|邊日".split(
        "|"
    )
)


class Vague(Rule):
    """A word that could mean anything.

    ## What it does
    Finds times without a time ("soon", "in due course"), acts without content ("appropriate measures") and hedges
    ("we will see what we can do"). A vague time is let pass where a real one stands in the sentence or beside it. It is a
    suggestion; where the customer asked when and the reply names no time at all, it is a warning.

    ## Why it matters
    "Soon" is an hour for the reader and a month for us. Vague words sound friendly when they are written and like an
    excuse when they are read a week later; one figure or one fact ends the guessing.

    ## Example
    ```en bad
    The refund should reach you in due course.
    ```
    ```en bad
    We have taken appropriate measures.
    ```
    ```en good
    The refund reaches you within three working days, by Friday at the latest.
    ```
    ```en good
    We have replaced the cable and tested the line for an hour.
    ```
    ```fi bad
    Rahat ovat tilillänne aikanaan.
    ```
    ```fi bad
    Olemme ryhtyneet asianmukaisiin toimenpiteisiin.
    ```
    ```fi good
    Rahat ovat tilillänne viimeistään perjantaina 13.3.
    ```
    ```fi good
    Vaihdoimme kaapelin ja testasimme linjaa tunnin ajan.
    ```
    ```zh-Hant bad
    款項近期內就會入帳。
    ```
    ```zh-Hant bad
    我們已經採取適當措施。
    ```
    ```zh-Hant good
    款項最晚3月13日（五）入帳。
    ```
    ```zh-Hant good
    我們已經更換線路，並連續測試了一小時。
    ```
    ```zh-Hans bad
    款项近期就会到账。
    ```
    ```zh-Hans bad
    我们已经采取适当措施。
    ```
    ```zh-Hans good
    款项最晚3月13日（周五）到账。
    ```
    ```zh-Hans good
    我们已经更换线路，并连续测试了一小时。
    ```
    ```yue bad
    費用方面大致上係咁上下。
    ```
    ```yue bad
    我哋已經採取咗適當措施。
    ```
    ```yue good
    筆錢最遲3月13號（星期五）過數。
    ```
    ```yue good
    我哋換咗條線，再試足一個鐘。
    ```

    ## Use instead
    ```en time
    … by [day, time].
    ```
    ```en
    We have [what exactly]; you will notice it by [what changes].
    ```
    ```fi time
    … viimeistään [päivä, kellonaika].
    ```
    ```fi
    Olemme [mitä tarkalleen]; huomaatte sen siitä, että [mikä muuttuu].
    ```
    ```zh-Hant time
    ……最晚[日期、時間]。
    ```
    ```zh-Hant
    我們已經[具體做了什麼]，您會看到[哪裡不同]。
    ```
    ```zh-Hans time
    ……最晚[日期、时间]。
    ```
    ```zh-Hans
    我们已经[具体做了什么]，您会看到[哪里不同]。
    ```
    ```yue time
    ……最遲[日期、時間]。
    ```
    ```yue
    我哋已經[具體做咗乜]，你會見到[邊度唔同咗]。
    ```
    """

    code = "C501"
    slug = "vague"
    severity = Severity.SUGGESTION
    audiences = OUTSIDE
    messages = {
        "": "“{match}” could mean anything. Say what exactly was or will be done.",
        "time": "“{match}” is another time for each reader. Name a day or a number of days.",
        "hedge": "“{match}” leaves open whether anything happens. Say what is sure and what is not.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """One finding a sentence and kind."""
        matches = draft.matches(self.slug)
        asking = {match.sentence for match in matches if match.cue.kind == _ASKS}
        told: set[tuple[int, str]] = set()
        for match in matches:
            place = match.sentence, match.cue.kind
            if match.cue.kind == _ASKS or match.sentence in asking or place in told:
                continue
            told.add(place)
            if match.cue.kind != _TIME:
                yield self.finding(match.start, match.end, match.cue.kind)
            elif not _timed(draft, match):
                severity = Severity.WARNING if _asked_when(draft) and not draft.deadlines else None
                yield self.finding(match.start, match.end, _TIME, severity=severity)


def _timed(draft: Draft, match: Match) -> bool:
    low, high = draft.around(match.sentence)
    return any(low <= time.start < high for time in draft.deadlines if not _same(time.start, time.end, match))


def _same(start: int, end: int, match: Match) -> bool:
    """Whether the time is the vague words themselves."""
    return start < match.end and match.start < end


def _asked_when(draft: Draft) -> bool:
    inbound = (draft.facts.inbound or "").lower()
    return any(mark in inbound for mark in "?？") and any(word in inbound for word in _WHEN)
