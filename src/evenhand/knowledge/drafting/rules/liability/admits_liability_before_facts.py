"""The rule admits-liability-before-facts."""

from collections.abc import Iterator, Mapping

from evenhand.knowledge.drafting.draft import Draft, Match
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import Rule

_FAULT, _LIABILITY = "fault", "liability"
_FOUND, _CAUSE, _OPEN = "found", "cause", "open"


class AdmitsLiabilityBeforeFacts(Rule):
    """Fault, negligence or damages admitted before the facts are known.

    ## What it does
    Finds sentences that take the blame, confess negligence, or undertake to pay damages, where the draft does not say
    what was found. Regret passes, and so does a mistake of ours that is named with its cause: "we found that our import
    skipped row 12; that was our mistake".

    ## Why it matters
    What is said in the first hour is quoted for years. An admission made to calm somebody binds us, may cost the cover
    of our insurance, and has to be taken back when the cause turns out to be another. Regret costs nothing and can be
    said at once; fault is said when it has been found, and then with the cause.

    ## Example
    ```en bad
    This was entirely our fault, and we are liable for everything that followed.
    ```
    ```en bad
    We were negligent, there is no other word for it.
    ```
    ```en good
    I am very sorry that your kitchen was flooded. Our technician is there now to find the cause.
    ```
    ```en good
    We checked the log and found that our import skipped row 12. That was our mistake, and I am sorry.
    ```
    ```fi bad
    Vika on kokonaan meidän, ja vastaamme kaikista vahingoistanne.
    ```
    ```fi bad
    Myönnämme, että olemme toimineet huolimattomasti.
    ```
    ```fi good
    Olen hyvin pahoillani, että keittiönne kastui. Asentajamme on paikalla selvittämässä syytä.
    ```
    ```fi good
    Tarkistimme lokin ja totesimme, että siirtomme ohitti rivin 12. Se oli meidän virheemme, ja pahoittelen sitä.
    ```
    ```zh-Hant bad
    這件事完全是我們的過失，一切損失由我們賠償。
    ```
    ```zh-Hant bad
    我們承認是我們疏忽了。
    ```
    ```zh-Hant good
    得知您家廚房淹水，我非常抱歉。技師已經到場查原因。
    ```
    ```zh-Hant good
    我們查了紀錄，發現匯入時漏掉第12筆。這是我們的疏失，非常抱歉。
    ```
    ```zh-Hans bad
    这件事完全是我们的过错，一切损失由我们赔偿。
    ```
    ```zh-Hans bad
    我们承认是我们疏忽了。
    ```
    ```zh-Hans good
    得知您家厨房被淹，我非常抱歉。技师已经到场查找原因。
    ```
    ```zh-Hans good
    我们查了日志，发现导入时漏掉了第12条。这是我们的失误，非常抱歉。
    ```
    ```yue bad
    件事完全係我哋錯，所有損失我哋賠晒。
    ```
    ```yue bad
    我哋認係我哋疏忽。
    ```
    ```yue good
    知道你屋企廚房浸咗，我真係好抱歉。師傅已經到咗現場搵原因。
    ```
    ```yue good
    我哋查過紀錄，發現匯入嗰陣漏咗第12條。呢個係我哋嘅錯，好對唔住。
    ```

    ## Use instead
    ```en
    I am sorry that this happened to you. We are finding out the cause and will tell you by [day, time] what it was.
    We found that [cause]. That was our mistake, and we will put it right by [what, when].
    ```
    ```fi
    Olen pahoillani, että näin kävi. Selvitämme syytä ja kerromme viimeistään [päivä, kellonaika], mitä selvisi.
    Totesimme, että [syy]. Se oli meidän virheemme, ja korjaamme sen [miten, milloin].
    ```
    ```zh-Hant
    發生這樣的事，我很抱歉。我們正在查原因，最晚[日期、時間]告訴您查到什麼。
    我們查到[原因]。這是我們的疏失，我們會在[時間]前[怎麼補正]。
    ```
    ```zh-Hans
    发生这样的事，我很抱歉。我们正在查原因，最晚[日期、时间]告诉您查到了什么。
    我们查到[原因]。这是我们的失误，我们会在[时间]前[怎么改正]。
    ```
    ```yue
    發生咗咁嘅事，我好抱歉。我哋查緊原因，最遲[日期、時間]話你知查到啲乜。
    我哋查到[原因]。呢個係我哋嘅錯，我哋會喺[時間]之前[點樣補救]。
    ```
    """

    code = "L601"
    slug = "admits-liability-before-facts"
    severity = Severity.ERROR
    messages = {
        "fault": "“{match}” takes the blame, and the draft does not say what was found. "
        "Say that you are sorry, and name the fault with its cause once you know it.",
        "liability": "“{match}” admits liability or promises damages before the facts are known, and binds us. "
        "Say what is being looked into and when the customer hears of it.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """One finding for each sentence that admits what nothing in the draft has found."""
        kinds: dict[int, set[str]] = {}
        for match in draft.matches(self.slug):
            kinds.setdefault(match.sentence, set()).add(match.cue.kind)
        told: set[int] = set()
        for match in draft.matches(self.slug):
            admits = match.cue.kind in (_FAULT, _LIABILITY)
            if admits and match.sentence not in told and not _is_founded(kinds, match):
                told.add(match.sentence)
                yield self.finding(match.start, match.end, match.cue.kind)


def _is_founded(kinds: Mapping[int, set[str]], admission: Match) -> bool:
    """Whether the cause is told beside the admission, or anywhere while nothing is said to be open."""
    here = admission.sentence
    beside = {kind for place in (here - 1, here, here + 1) for kind in kinds.get(place, ())}
    if _FOUND in beside:
        return True
    if any(_OPEN in each for each in kinds.values()):
        return False
    return (admission.cue.kind == _FAULT and _CAUSE in beside) or any(_FOUND in each for each in kinds.values())
