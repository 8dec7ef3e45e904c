"""The rule promise-before-owed-input."""

from collections.abc import Iterator

from evenhand.knowledge.drafting.deliveries import deliveries, depends_on_input, is_checked
from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import Rule

_NAMED_AT_MOST = 3  # owed inputs that a message names


class PromiseBeforeOwedInput(Rule):
    """A delivery date while the customer still owes us what the work needs.

    ## What it does
    Finds what the draft promises to deliver by a time while inputs are owed, unless the promise depends on them or a
    capability check covers the thing until that time. Where the record does not know what is owed, the rule is silent.

    ## Why it matters
    The clock runs for us while we wait for the customer. When the day passes, nobody remembers the missing file, and the
    delay is ours in black and white. "By Friday, provided we have your files by Wednesday" shares the work out fairly.

    ## Example
    ```en bad {"owed_inputs": [{"what": "logo files", "since": "2026-03-02"}]}
    We will deliver the printed folders by Friday, 20 March.
    ```
    ```en bad {"owed_inputs": [{"what": "access to the test server"}]}
    No worries, the new shop will be live on 16 March.
    ```
    ```en good {"owed_inputs": [{"what": "logo files", "since": "2026-03-02"}]}
    We will deliver the printed folders by Friday, 20 March, provided we have your logo files by Friday, 13 March.
    ```
    ```en good {"owed_inputs": [{"what": "delivery address"}], "capability_checks": [{"what": "folders, printing"}]}
    We will deliver the printed folders by Friday, 20 March.
    ```
    ```fi bad {"owed_inputs": [{"what": "logon tiedostot", "since": "2026-03-02"}]}
    Toimitamme painetut kansiot perjantaihin 20.3. mennessä.
    ```
    ```fi bad {"owed_inputs": [{"what": "testipalvelimen tunnukset"}]}
    Uusi kauppa on valmis maanantaina 16.3.
    ```
    ```fi good {"owed_inputs": [{"what": "logon tiedostot", "since": "2026-03-02"}]}
    Toimitamme painetut kansiot perjantaihin 20.3. mennessä, kunhan saamme logon tiedostot teiltä viimeistään 13.3.
    ```
    ```fi good {"owed_inputs": [{"what": "toimitusosoite"}], "capability_checks": [{"what": "kansioiden painatus"}]}
    Toimitamme painetut kansiot perjantaihin 20.3. mennessä.
    ```
    ```zh-Hant bad {"owed_inputs": [{"what": "商標原始檔", "since": "2026-03-02"}]}
    印好的資料夾我們會在3月20日前送到。
    ```
    ```zh-Hant bad {"owed_inputs": [{"what": "測試主機的帳號"}]}
    請放心，新的商店我們會在3月16日上線。
    ```
    ```zh-Hant good {"owed_inputs": [{"what": "商標原始檔", "since": "2026-03-02"}]}
    只要在3月13日前收到您的商標原始檔，我們會在3月20日前把資料夾送到。
    ```
    ```zh-Hant good {"owed_inputs": [{"what": "送貨地址"}], "capability_checks": [{"what": "資料夾印製"}]}
    印好的資料夾我們會在3月20日前送到。
    ```
    ```zh-Hans bad {"owed_inputs": [{"what": "商标原始文件", "since": "2026-03-02"}]}
    印好的文件夹我们会在3月20日前送到。
    ```
    ```zh-Hans bad {"owed_inputs": [{"what": "测试服务器的账号"}]}
    请放心，新的商店我们会在3月16日上线。
    ```
    ```zh-Hans good {"owed_inputs": [{"what": "商标原始文件", "since": "2026-03-02"}]}
    只要在3月13日前收到您的商标原始文件，我们会在3月20日前把文件夹送到。
    ```
    ```zh-Hans good {"owed_inputs": [{"what": "收货地址"}], "capability_checks": [{"what": "文件夹印制"}]}
    印好的文件夹我们会在3月20日前送到。
    ```
    ```yue bad {"owed_inputs": [{"what": "商標原檔", "since": "2026-03-02"}]}
    印好嘅文件夾我哋會喺3月20號之前送到。
    ```
    ```yue bad {"owed_inputs": [{"what": "測試伺服器嘅戶口"}]}
    放心，個新網店我哋3月16號會上線。
    ```
    ```yue good {"owed_inputs": [{"what": "商標原檔", "since": "2026-03-02"}]}
    只要3月13號之前收到你個商標原檔，我哋會喺3月20號之前將啲文件夾送到。
    ```
    ```yue good {"owed_inputs": [{"what": "送貨地址"}], "capability_checks": [{"what": "文件夾印製"}]}
    印好嘅文件夾我哋會喺3月20號之前送到。
    ```

    ## Use instead
    ```en
    … by [date], provided we have [input] from you by [date].
    As soon as we have [input], we need [number] working days; with it by [date], we deliver on [date].
    ```
    ```fi
    … [päivä] mennessä, kunhan saamme teiltä [tiedot] viimeistään [päivä].
    Kun [tiedot] ovat meillä, tarvitsemme [määrä] työpäivää; jos saamme ne [päivä], toimitamme [päivä].
    ```
    ```zh-Hant
    只要在[日期]前收到您的[資料]，我們會在[日期]前交付。
    收到[資料]後需要[天數]個工作天；[日期]前給我們，[日期]就能交付。
    ```
    ```zh-Hans
    只要在[日期]前收到您的[资料]，我们会在[日期]前交付。
    收到[资料]后需要[天数]个工作日；[日期]前给我们，[日期]就能交付。
    ```
    ```yue
    只要[日期]之前收到你嘅[資料]，我哋會喺[日期]之前交到貨。
    收齊[資料]之後要[日數]個工作天；[日期]前畀到我哋，[日期]就交到。
    ```
    """

    code = "P104"
    slug = "promise-before-owed-input"
    severity = Severity.ERROR
    messages = {
        "": "“{match}” promises a time while we still wait for the customer: {owed}. Make the promise depend on it."
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """A finding for each delivery by a time that neither depends on the owed inputs nor is checked."""
        owed = draft.facts.owed_inputs
        if not owed or not draft.deadlines:
            return
        named = "; ".join(each.what for each in owed[:_NAMED_AT_MOST])
        for each in deliveries(draft):
            if not depends_on_input(draft, each) and not is_checked(draft, each):
                yield self.finding(each.start, each.end, values={"owed": named})
