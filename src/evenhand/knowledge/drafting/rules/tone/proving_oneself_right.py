"""The rule proving-oneself-right."""

from evenhand.knowledge.drafting.draft import Draft, Match
from evenhand.knowledge.drafting.finding import Finding, Safety, Severity
from evenhand.knowledge.drafting.openers import opener
from evenhand.knowledge.drafting.rule import SentenceRule


class ProvingOneselfRight(SentenceRule):
    """Words that are there to win the argument.

    ## What it does
    Finds "as I already told you" and its like, proofs that are held up ("the logs clearly show", "in black and white")
    and sentences about who is right ("you are mistaken", "I never said that"). A plain fact with its day is let pass:
    "the parcel was signed for on 3 March at 10:15".

    ## Why it matters
    Whoever is proved wrong in writing does not agree but looks for the mistake in the proof. The customer needs the
    answer, and it takes one plain sentence, as if it were asked for the first time.

    ## Example
    ```en bad
    Let me repeat this slowly: the warranty covers parts only.
    ```
    ```en bad
    Our logs clearly show that the import ran at 9:00.
    ```
    ```en bad
    You are simply mistaken about the price.
    ```
    ```en good
    The warranty covers parts; the work costs 80 euros an hour. I have attached the page that says so.
    ```
    ```en good
    The parcel was signed for on 3 March at 10:15. Who could have taken it in at your office?
    ```
    ```fi bad
    Toistan vielä kerran: takuu kattaa vain osat.
    ```
    ```fi bad
    Lokit osoittavat kiistatta, että tuonti ajettiin yhdeksältä.
    ```
    ```fi bad
    Väitteenne ei pidä paikkaansa.
    ```
    ```fi good
    Takuu kattaa osat, ja työ maksaa 80 euroa tunnilta. Liitin sivun, jolla se kerrotaan.
    ```
    ```fi good
    Paketti kuitattiin vastaanotetuksi 3.3. klo 10.15. Kuka teillä voisi tietää siitä?
    ```
    ```zh-Hant bad
    我再強調一次，保固只包含零件。
    ```
    ```zh-Hant bad
    系統紀錄清楚顯示，匯入是九點執行的。
    ```
    ```zh-Hant good
    保固包含零件，工資是每小時 800 元，說明頁附在這封信裡。
    ```
    ```zh-Hant good
    包裹在 3 月 3 日 10:15 由貴公司簽收，請問可以幫忙問一下櫃台嗎？
    ```
    ```zh-Hans bad
    我再强调一遍，保修只包零件。
    ```
    ```zh-Hans bad
    您的说法与事实不符。
    ```
    ```zh-Hans good
    保修包零件，人工费每小时 80 元，说明页附在这封邮件里。
    ```
    ```zh-Hans good
    包裹在 3 月 3 日 10:15 由贵公司签收，请问能帮忙问一下前台吗？
    ```
    ```yue bad
    我再講多次，保養淨係包零件㗎咋。
    ```
    ```yue bad
    我哋完全冇錯，有錄音為證。
    ```
    ```yue good
    保養包零件，人工就每個鐘 200 蚊，說明嗰頁我夾埋喺呢封電郵。
    ```
    ```yue good
    件貨 3 月 3 號 10:15 喺貴公司簽收咗，可唔可以幫手問下接待處？
    ```

    ## Use instead
    ```en
    [The answer in one plain sentence.] I have attached [the page] that shows it.
    On [day, time] [what happened]. How does that look on your side?
    ```
    ```fi
    [Vastaus yhdellä selvällä lauseella.] Liitin [sivun], josta asia näkyy.
    [Päivä ja kellonaika] [mitä tapahtui]. Miltä tilanne näyttää teidän puolellanne?
    ```
    ```zh-Hant
    [一句話講清楚答案。]相關的[說明]附在這封信裡。
    [日期、時間][發生了什麼]。請問您那邊看到的情況是怎樣？
    ```
    ```zh-Hans
    [一句话说清楚答案。]相关的[说明]附在这封邮件里。
    [日期、时间][发生了什么]。请问您那边看到的情况是怎样的？
    ```
    ```yue
    [一句講清楚個答案。]有關嘅[說明]我夾埋喺呢封電郵。
    [日期、時間][發生咗咩事]。請問你嗰邊見到嘅情況係點？
    ```
    """

    code = "T402"
    slug = "proving-oneself-right"
    severity = Severity.WARNING
    messages = {
        "": "“{match}” sounds like “I told you so”. Give the answer once more, plainly, as if for the first time.",
        "proof": "“{match}” holds up a proof to win with. Give the fact and its day, and attach the page without comment.",
        "right": "“{match}” is about who is right, and the customer will answer to that. Say what holds now and what comes next.",
    }

    def told(self, draft: Draft, match: Match) -> Finding:
        """Where the sentence begins with it and stands without it, it is taken out in one click."""
        removal = opener(draft, match.sentence)
        if removal is None or not removal.start <= match.start < removal.end:
            return super().told(draft, match)
        start, end, words = removal
        return self.finding(start, end, match.cue.kind, replacement=words, safety=Safety.SAFE)
