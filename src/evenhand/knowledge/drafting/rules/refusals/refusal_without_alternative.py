"""The rule refusal-without-alternative."""

from collections.abc import Iterator

from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.refusing import has_alternative, may_have_alternative, refusals
from evenhand.knowledge.drafting.rule import Rule


class RefusalWithoutAlternative(Rule):
    """A refusal after which the customer has nowhere to go.

    ## What it does
    Finds a refusal where nothing in the draft says what is possible: another day, another way, a part of it, another
    person, where else to turn, or what we do next. A reason alone is no alternative, nor is what goes on as it was.

    ## Why it matters
    A closed door is pushed. Whoever reads what they can do next turns to that, and the no is no longer all that the
    message was about.

    ## Example
    ```en bad
    We cannot refund the licence because it has been in use since 2 January.
    ```
    ```en bad
    The 14 days for returns ended on 2 March. We are therefore unable to take the printer back. Thank you for your understanding.
    ```
    ```en good
    We cannot refund the licence because it has been in use since 2 January. You can pass it on to a colleague until 30 June.
    ```
    ```en good
    The 14 days for returns ended on 2 March, so we cannot take the printer back. Instead I can have it repaired for EUR 60.
    ```
    ```fi bad
    Emme voi palauttaa lisenssimaksua, koska lisenssi on ollut käytössä 2.1. alkaen.
    ```
    ```fi bad
    Palautusaika päättyi 2.3., joten emme voi ottaa tulostinta takaisin. Kiitos ymmärryksestänne.
    ```
    ```fi good
    Emme voi palauttaa lisenssimaksua, koska lisenssi on ollut käytössä 2.1. alkaen. Voitte siirtää sen kollegalle.
    ```
    ```fi good
    Palautusaika päättyi 2.3., joten emme voi ottaa tulostinta takaisin. Sen sijaan huollamme sen 60 eurolla.
    ```
    ```zh-Hant bad
    因為授權從1月2日起就已啟用，我們無法退還費用。
    ```
    ```zh-Hant bad
    鑑賞期已在3月2日截止，所以無法受理退貨。感謝您的諒解。
    ```
    ```zh-Hant good
    因為授權從1月2日起就已啟用，我們無法退還費用。您可以把授權移轉給其他使用者，使用到6月30日。
    ```
    ```zh-Hant good
    鑑賞期已在3月2日截止，所以無法受理退貨。建議您改選維修方案，費用 1,500 元。
    ```
    ```zh-Hans bad
    因为授权从1月2日起就已启用，我们无法退还费用。
    ```
    ```zh-Hans bad
    七天无理由退货期已在3月2日结束，所以不能办理退货。感谢您的理解。
    ```
    ```zh-Hans good
    因为授权从1月2日起就已启用，我们无法退还费用。您可以把授权转移给其他用户，用到6月30日。
    ```
    ```zh-Hans good
    七天无理由退货期已在3月2日结束，所以不能办理退货。建议您选择维修，费用300元。
    ```
    ```yue bad
    因為個授權1月2號已經開始用，所以我哋冇辦法退返。
    ```
    ```yue bad
    退貨期3月2號已經完咗，所以唔可以退。多謝你體諒。
    ```
    ```yue good
    因為個授權1月2號已經開始用，所以我哋冇辦法退返。你可以轉畀第二個人，用到6月30號。
    ```
    ```yue good
    退貨期3月2號已經完咗，所以唔可以退。不如你揀維修，收費300蚊。
    ```

    ## Use instead
    ```en
    What I can do instead: [another day, another way, a part of it].
    If you would like somebody else to look at it: [name, office], until [day].
    ```
    ```fi
    Sen sijaan voin tarjota: [toinen päivä, toinen tapa, osa pyydetystä].
    Jos haluatte, että joku muu arvioi asian: [nimi tai taho], [päivä] mennessä.
    ```
    ```zh-Hant
    我可以改為幫您[別的日期、別的方式、其中一部分]。
    如果希望由其他人再看一次，請在[日期]前聯絡[姓名、單位]。
    ```
    ```zh-Hans
    我可以改为帮您[别的日期、别的方式、其中一部分]。
    如果希望由其他人再看一次，请在[日期]前联系[姓名、部门]。
    ```
    ```yue
    我可以改為幫你[第二日、第二個方法、其中一部分]。
    想搵第二個人再睇嘅話，可以喺[日期]之前聯絡[姓名、部門]。
    ```
    """

    code = "N302"
    slug = "refusal-without-alternative"
    severity = Severity.WARNING
    messages = {
        "": "After “{match}” nothing is left to the customer. Say what is possible, or where else they can turn."
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """A finding for the last refusal, where nothing in the draft is offered in its place."""
        found = refusals(draft)
        if found and not has_alternative(draft, found):
            severity = Severity.SUGGESTION if may_have_alternative(draft, found) else None
            yield self.finding(found[-1].start, found[-1].end, severity=severity)
