"""The rule unchecked-promise."""

from collections.abc import Iterator

from evenhand.knowledge.drafting.deliveries import (
    Delivery,
    deliveries,
    depends_on_input,
    holds,
    is_about,
    is_checked,
    is_payment,
)
from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import Rule


class UncheckedPromise(Rule):
    """A promise by a time that nobody has checked.

    ## What it does
    Finds what the draft promises to deliver by a time where the record knows which capability checks were made and none
    of them covers that thing until that time. What counts is work that somebody has to find the hours for: to deliver,
    to install, to repair, to train. To call, to answer, to send a form or a copy and to pay money needs no check. A
    check covers a thing when they share a word that says what is meant. Where the record does not know, the rule is
    silent.

    ## Why it matters
    A date is quickly written and slowly kept. If those who do the work were not asked, the customer plans around a day
    that may never have been possible, and the next message has to take it back.

    ## Example
    ```en bad {"capability_checks": []}
    We will deliver the new label printer by Friday, 13 March.
    ```
    ```en bad {"capability_checks": [{"what": "training of the warehouse team", "by": "Ada", "until": "2026-03-20"}]}
    The import of your price list will be ready by Friday, 13 March.
    ```
    ```en good {"capability_checks": [{"what": "label printer, delivery", "by": "Ada", "until": "2026-03-16"}]}
    We will deliver the new label printer by Friday, 13 March.
    ```
    ```en good {"capability_checks": []}
    I am asking our technicians which day is possible and will call you by Thursday, 12 March, at noon.
    ```
    ```fi bad {"capability_checks": []}
    Toimitamme uuden tarratulostimen perjantaihin 13.3. mennessä.
    ```
    ```fi bad {"capability_checks": [{"what": "varaston koulutus", "by": "Ada", "until": "2026-03-20"}]}
    Hinnaston siirto on valmis perjantaina 13.3.
    ```
    ```fi good {"capability_checks": [{"what": "tarratulostimen toimitus", "by": "Ada", "until": "2026-03-16"}]}
    Toimitamme uuden tarratulostimen perjantaihin 13.3. mennessä.
    ```
    ```fi good {"capability_checks": []}
    Kysyn asentajiltamme, mikä päivä käy, ja soitan teille viimeistään torstaina 12.3. kello 12.
    ```
    ```zh-Hant bad {"capability_checks": []}
    我們會在3月13日前把新的標籤機送到貴公司。
    ```
    ```zh-Hant bad {"capability_checks": [{"what": "倉儲人員教育訓練", "by": "Ada", "until": "2026-03-20"}]}
    價目表匯入我們會在3月13日前完成。
    ```
    ```zh-Hant good {"capability_checks": [{"what": "標籤機交貨", "by": "Ada", "until": "2026-03-16"}]}
    我們會在3月13日前把新的標籤機送到貴公司。
    ```
    ```zh-Hant good {"capability_checks": []}
    我正在跟工程師確認哪一天可以施工，3月12日中午前會打電話告訴您。
    ```
    ```zh-Hans bad {"capability_checks": []}
    我们会在3月13日前把新的标签机送到贵公司。
    ```
    ```zh-Hans bad {"capability_checks": [{"what": "仓库人员培训", "by": "Ada", "until": "2026-03-20"}]}
    价目表导入我们会在3月13日前完成。
    ```
    ```zh-Hans good {"capability_checks": [{"what": "标签机到货", "by": "Ada", "until": "2026-03-16"}]}
    我们会在3月13日前把新的标签机送到贵公司。
    ```
    ```zh-Hans good {"capability_checks": []}
    我正在跟工程师确认哪天可以上门，3月12日中午前给您打电话答复。
    ```
    ```yue bad {"capability_checks": []}
    我哋會喺3月13號之前將部新標籤機送到貴公司。
    ```
    ```yue bad {"capability_checks": [{"what": "倉務員培訓", "by": "Ada", "until": "2026-03-20"}]}
    張價目表我哋3月13號之前會匯入好晒。
    ```
    ```yue good {"capability_checks": [{"what": "標籤機送貨", "by": "Ada", "until": "2026-03-16"}]}
    我哋會喺3月13號之前將部新標籤機送到貴公司。
    ```
    ```yue good {"capability_checks": []}
    我而家問緊師傅邊日得，3月12號中午之前會打畀你。
    ```

    ## Use instead
    ```en
    I am checking which day we can keep and will tell you by [day, time].
    Our technicians need until [day] to say whether [date] is possible; you will hear from me then.
    ```
    ```fi
    Tarkistan, minkä päivän pystymme pitämään, ja kerron sen viimeistään [päivä ja kellonaika].
    Tekijämme vahvistavat [päivä] mennessä, onnistuuko [päivämäärä]; kuulette minusta silloin.
    ```
    ```zh-Hant
    我先跟負責的同仁確認哪一天做得到，最晚[日期、時間]告訴您。
    ```
    ```zh-Hans
    我先跟负责的同事确认哪一天做得到，最晚[日期、时间]告诉您。
    ```
    ```yue
    我先同負責嘅同事確認邊日做得到，最遲[日期、時間]話你知。
    ```
    """

    code = "P103"
    slug = "unchecked-promise"
    severity = Severity.ERROR
    messages = {
        "": "“{match}” binds us to a time, and nobody has checked that we can keep it. Ask those who do the work first.",
        "expired": "“{match}” promises more than was checked: the answer on “{check}” holds until {until} only.",
        "other": "“{match}” binds us to a time, but what was checked is something else: {check}.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """A finding for each delivery by a time that no check covers, whatever the customer still owes."""
        if draft.facts.capability_checks is None or not draft.deadlines:
            return
        for each in deliveries(draft):
            if not (is_payment(draft, each) or is_checked(draft, each) or depends_on_input(draft, each)):
                yield self._unchecked(draft, each)

    def _unchecked(self, draft: Draft, delivery: Delivery) -> Finding:
        checks = draft.facts.capability_checks or ()
        late = next((each for each in checks if is_about(draft, delivery, each)), None)
        if late is not None and not holds(draft, delivery, late):
            values = {"check": late.what, "until": str(late.until)[:10]}
            return self.finding(delivery.start, delivery.end, "expired", values, phrase="")
        if checks:
            values = {"check": "; ".join(each.what for each in checks[:3])}
            return self.finding(delivery.start, delivery.end, "other", values, phrase="")
        return self.finding(delivery.start, delivery.end)
