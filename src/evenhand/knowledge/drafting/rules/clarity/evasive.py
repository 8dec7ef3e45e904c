"""The rule evasive."""

from collections.abc import Iterator

from evenhand.knowledge.drafting.draft import Draft, Match
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import Rule

_CAUSE = "cause"  # a cause, an act or an answer
_CONTENT = "content"  # anything concrete, also a next step or a question
_EMPTY = "empty"


class Evasive(Rule):
    """Words that step round the answer.

    ## What it does
    Finds reasons that are none ("due to unforeseen circumstances"), deeds without a doer ("mistakes were made"), answers
    that refuse to be one ("no comment", "that is hard to say") and empty assurances ("we take this very seriously"). It is
    let pass where the cause, the act or the answer stands beside it; an empty assurance passes where anything concrete
    stands in the reply.

    ## Why it matters
    The customer hears that we know more than we say. A plain "we do not know yet, and we look at it until Thursday" is
    believed; a round sentence is quoted back to us with the question asked again, louder.

    ## Example
    ```en bad
    Your order is late due to unforeseen circumstances.
    ```
    ```en bad
    Mistakes were made in the handling of your order.
    ```
    ```en good
    Your order is late because our cutting machine stood still for two days.
    ```
    ```en good
    We packed the wrong part. The right one left this morning and is with you on Friday.
    ```
    ```fi bad
    Tilauksenne on myöhässä meistä riippumattomista syistä.
    ```
    ```fi bad
    Laskunne käsittelyssä on valitettavasti tapahtunut virheitä.
    ```
    ```fi good
    Tilauksenne on myöhässä, koska leikkurimme seisoi kaksi päivää.
    ```
    ```fi good
    Pakkasimme väärän osan. Oikea lähti tänä aamuna ja on teillä perjantaina.
    ```
    ```zh-Hant bad
    由於不可抗力因素，您的訂單延後了。
    ```
    ```zh-Hant bad
    詳細原因不便透露，還請見諒。
    ```
    ```zh-Hant good
    您的訂單延後，是因為我們的裁切機停了兩天。
    ```
    ```zh-Hant good
    我們裝錯了零件。正確的今早已經寄出，星期五會送到。
    ```
    ```zh-Hans bad
    由于种种原因，您的订单延后了。
    ```
    ```zh-Hans bad
    具体原因不方便透露，请您谅解。
    ```
    ```zh-Hans good
    您的订单延后，是因为我们的裁切机停了两天。
    ```
    ```zh-Hans good
    我们装错了配件。正确的今早已经寄出，周五送到。
    ```
    ```yue bad
    由於種種原因，你張訂單遲咗。
    ```
    ```yue bad
    詳細原因唔方便透露，請你見諒。
    ```
    ```yue good
    你張訂單遲咗，係因為我哋部裁切機停咗兩日。
    ```
    ```yue good
    我哋裝錯咗零件。啱嗰件今朝寄出咗，星期五會到。
    ```

    ## Use instead
    ```en
    The cause was [cause]; we have [what was done].
    We do not know the cause yet. We look at [what] until [day], and then I write to you.
    I may not give you [what], because [reason]; what I can tell you is [fact].
    ```
    ```fi
    Syy oli [syy]; olemme [mitä tehtiin].
    Emme vielä tiedä syytä. Tutkimme [mitä] [päivä] asti, ja sen jälkeen kirjoitan teille.
    En saa kertoa [mitä], koska [syy]; sen voin sanoa, että [tosiasia].
    ```
    ```zh-Hant
    原因是[原因]，我們已經[做了什麼]。
    原因目前還不知道。我們會查[什麼]到[日期]，當天寫信告訴您。
    [什麼]因為[理由]不能提供；我能說的是[事實]。
    ```
    ```zh-Hans
    原因是[原因]，我们已经[做了什么]。
    原因目前还不知道。我们会查[什么]到[日期]，当天写信告诉您。
    [什么]因为[理由]不能提供；我能说的是[事实]。
    ```
    ```yue
    原因係[原因]，我哋已經[做咗乜]。
    原因暫時未知。我哋會查[乜]到[日期]，當日寫信話你知。
    [乜]因為[理由]唔可以提供；我可以講嘅係[事實]。
    ```
    """

    code = "C502"
    slug = "evasive"
    severity = Severity.WARNING
    messages = {
        "reason": "“{match}” is no reason. Say what happened, or that we do not know it yet and until when we look.",
        "hidden": "“{match}” hides who did what. Say it plainly, as far as it is known.",
        "dodge": "“{match}” steps round the question. Answer it, or say why we cannot and what we can say.",
        "empty": "“{match}” stands alone. Without a fact or a next step the customer hears that nothing will happen.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """One finding a sentence; an empty assurance only where nothing concrete stands in the draft."""
        matches = draft.matches(self.slug)
        causes = {match.sentence for match in matches if match.cue.kind == _CAUSE}
        is_concrete = bool(causes or any(match.cue.kind == _CONTENT for match in matches))
        told: set[int] = set()
        for match in matches:
            if match.cue.kind in (_CAUSE, _CONTENT) or match.sentence in told or _said(draft, match, causes):
                continue
            if match.cue.kind == _EMPTY and (is_concrete or draft.deadlines or draft.amounts):
                continue
            told.add(match.sentence)
            yield self.finding(match.start, match.end, match.cue.kind)


def _said(draft: Draft, match: Match, causes: set[int]) -> bool:
    """Whether what the phrase avoids is said beside it."""
    if draft.text[match.end : match.end + 1] in (":", "：", "(", "（"):
        return True
    return bool(causes & {match.sentence, match.sentence + 1})
