"""The rule unfair-restriction."""

from collections.abc import Iterator

from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import Rule

_CUT_OFF = "cut-off"
_NEEDED = ("reason", "end", "appeal")  # in the order in which a missing one is named


class UnfairRestriction(Rule):
    """Cutting a customer off without a reason, an end or a way to appeal.

    ## What it does
    Finds threats and announcements that we will block, ban, cut off or no longer answer somebody, and asks whether the
    draft says all that makes such a step fair: why, from when until when or when it is looked at again, and how the
    customer can have it reviewed. One that says all three passes; so do blocks that the customer asked for.

    ## Why it matters
    A restriction without a reason is revenge in the reader's eyes, and one without an end or an appeal leaves shouting
    somewhere else as the only way out. In many places it is also unlawful to cut off a paid service like that.

    ## Example
    ```en bad
    If you write to us in this tone once more, we will block your address.
    ```
    ```en bad
    We will no longer respond to your messages.
    ```
    ```en good
    Because of the insults of 2 March, we will answer you by letter only from today until 30 April.
    On that day we will review this. If you disagree, you can ask our head of service, Ms Lind, to look at it again.
    ```
    ```en good
    At your request we have blocked the card; a new one is on its way.
    ```
    ```fi bad
    Jos jatkatte tähän sävyyn, estämme numeronne.
    ```
    ```fi bad
    Emme enää vastaa viesteihinne.
    ```
    ```fi good
    Koska puheluissa 2.3. ja 4.3. uhkailtiin asiakaspalvelijaa, vastaamme teille vain kirjeitse 30.4. asti.
    Arvioimme asian silloin uudelleen. Jos olette eri mieltä, voitte pyytää palvelujohtajaamme käsittelemään päätöksen.
    ```
    ```fi good
    Suljimme kortin pyynnöstänne, ja uusi on postissa.
    ```
    ```zh-Hant bad
    您再用這種口氣來信，我們就把您列入黑名單。
    ```
    ```zh-Hant bad
    您的來信我們一律不再回覆。
    ```
    ```zh-Hant good
    因為3月2日的來電中有辱罵同仁的言語，即日起到4月30日我們只以書面回覆，屆時重新檢視。若您不同意，可以向客服主管林小姐提出申訴。
    ```
    ```zh-Hant good
    已依您的要求停用舊卡，新卡已寄出。
    ```
    ```zh-Hans bad
    您再用这种口气发消息，我们就把您拉黑。
    ```
    ```zh-Hans bad
    您的来信我们一律不再回复。
    ```
    ```zh-Hans good
    由于3月2日来电中有辱骂同事的言语，即日起至4月30日我们只以书面形式回复，届时重新评估。如您不同意，可以向客服主管林女士申诉。
    ```
    ```zh-Hans good
    已应您的要求停用旧卡，新卡已寄出。
    ```
    ```yue bad
    你再係咁嘅語氣，我哋就封咗你個戶口。
    ```
    ```yue bad
    以後你啲訊息我哋唔會再覆。
    ```
    ```yue good
    因為3月2號嘅電話入面有辱罵同事嘅說話，由今日起到4月30號我哋只會用書面回覆，到時再檢討。如果你唔同意，可以向客戶服務主管林小姐申訴。
    ```
    ```yue good
    已經按你要求停咗張舊卡，新卡寄咗出嚟。
    ```

    ## Use instead
    ```en
    Because of [what happened, when], we will [answer by letter only] from [day] to [day], and then look at it again.
    If you disagree with this decision, write to [name, address], who was not involved.
    ```
    ```fi
    Koska [mitä tapahtui, milloin], [vastaamme vain kirjeitse] [päivä]–[päivä] ja arvioimme asian sitten uudelleen.
    Jos olette päätöksestä eri mieltä, kirjoittakaa [nimi, osoite], joka ei ole ollut asiassa mukana.
    ```
    ```zh-Hant
    因為[何時發生何事]，自[日期]至[日期]我們[只以書面回覆]，並於[日期]重新檢視。若您不同意，請洽未參與此事的[姓名、聯絡方式]。
    ```
    ```zh-Hans
    由于[何时发生何事]，自[日期]至[日期]我们[只以书面回复]，并于[日期]重新评估。如不同意，请联系未参与此事的[姓名、联系方式]。
    ```
    ```yue
    因為[幾時發生咩事]，由[日期]到[日期]我哋[只會用書面回覆]，[日期]會再檢討。如果你唔同意，可以搵冇參與呢件事嘅[姓名、聯絡方法]。
    ```
    """

    code = "N303"
    slug = "unfair-restriction"
    severity = Severity.ERROR
    messages = {
        "reason": "“{match}” cuts the customer off and does not say why. Name what happened and when.",
        "end": "“{match}” restricts without an end. Say until when it holds, or when it will be looked at again.",
        "appeal": "“{match}” leaves no way to object. "
        "Say who, not involved so far, can review it and how to reach them.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """The first restriction of the draft, with what it lacks first: one letter announces one restriction."""
        matches = draft.matches(self.slug)
        restriction = next((match for match in matches if match.cue.kind == _CUT_OFF), None)
        if restriction is None:
            return
        said = {match.cue.kind for match in matches}
        missing = next((kind for kind in _NEEDED if kind not in said), None)
        if missing is not None:
            yield self.finding(restriction.start, restriction.end, missing)
