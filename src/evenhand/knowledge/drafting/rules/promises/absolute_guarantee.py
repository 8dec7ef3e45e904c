"""The rule absolute-guarantee."""

import re

from evenhand.knowledge.drafting.draft import Draft, Match
from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.drafting.rule import PhraseRule
from evenhand.knowledge.language.late import late

_BEFORE = 80  # code points before a phrase that may deny it
# Before a phrase in its sentence: it is denied, hoped, asked, or told of somebody else's words.

_DENIED = late(
    r"(?:n.t|not|unable to|never|nobody|no one|hardly|nor)(?: \w+){0,3} (?:guarantee|promise|say|swear|claim|assure|rule out)"
    r"|\b(?:hop(?:e|ing|eful)|wish|whether|you (?:ask|want|expect|request|demand|wrote|write)\w*)\b"
    r"|\b(?:en|emme|ei|etten|ettemme|kukaan)(?: \w+){0,3} (?:taata|luvata|takaamaan|lupaamaan|väittää|sanoa|uskalla)"
    r"|\b(?:toivo|pyysit|pyydät|halua)\w*"
    r"|(?:[不没沒未難难]|[無无]法)[^，,。]{0,8}(?:保[證证]|承[諾诺]|打包票|[說说])|希望|避免|以免|[您你][^，,。]{0,4}(?:要求|[問问]|希望)"
    r"|(?:唔敢|唔可以|冇辦法|冇办法|好難|好难)[^，,。]{0,6}(?:保[證证]|包|[寫写]包|[應应]承|[話话])|費事|费事",
    re.IGNORECASE,
)


class AbsoluteGuarantee(PhraseRule):
    """A guarantee without a limit.

    ## What it does
    Finds words that promise an outcome without any limit: that something will never happen again, that it is certain,
    that there is no risk, or that we guarantee it in every case.

    ## Why it matters
    Nobody can keep such a promise for ever. The first exception makes us liars in the customer's eyes, and a lawyer may
    read the sentence as a warranty. What we do to prevent it, and what happens if it does come back, convinces more.

    ## Example
    ```en bad
    I guarantee this will never happen again.
    ```
    ```en bad
    The update is completely risk-free, and you will never lose data again.
    ```
    ```en good
    The update keeps a copy of your data for 30 days; we cannot rule out an error, but nothing would be lost.
    ```
    ```en good
    We have added an alarm that calls our technician within five minutes if the export stops again.
    ```
    ```fi bad
    Takaamme, ettei tämä enää koskaan toistu.
    ```
    ```fi bad
    Palautus onnistuu satavarmasti, siinä ei ole mitään riskiä.
    ```
    ```fi good
    Emme voi taata, ettei vikaa enää tule, mutta siirrosta jää nyt kopio 30 päiväksi.
    ```
    ```fi good
    Lisäsimme hälytyksen: jos siirto katkeaa, päivystäjämme saa siitä viestin viidessä minuutissa.
    ```
    ```zh-Hant bad
    我們保證這種情況絕對不會再發生。
    ```
    ```zh-Hant bad
    這套系統萬無一失，請您絕對放心。
    ```
    ```zh-Hant good
    我們無法保證永遠不出錯，但資料會保留 30 天的備份。
    ```
    ```zh-Hant good
    我們加裝了警示：匯出一中斷，值班工程師五分鐘內就會收到通知。
    ```
    ```zh-Hans bad
    我们保证这种情况绝对不会再发生。
    ```
    ```zh-Hans bad
    这套系统万无一失，请您绝对放心。
    ```
    ```zh-Hans good
    我们无法保证永远不出错，但数据会保留30天的备份。
    ```
    ```zh-Hans good
    我们加装了告警：导出一中断，值班工程师五分钟内就会收到通知。
    ```
    ```yue bad
    我哋保證呢件事以後一定唔會再發生。
    ```
    ```yue bad
    呢套系統零風險，我寫包單畀你。
    ```
    ```yue good
    我哋唔敢保證永遠唔出錯，不過啲資料會有30日備份。
    ```
    ```yue good
    我哋加咗警報，匯出一停，當值同事五分鐘內就會收到通知。
    ```

    ## Use instead
    ```en
    So that it does not come back, we have [what was changed]; should it happen all the same, [what we do and how fast].
    ```
    ```fi
    Jotta tämä ei toistuisi, olemme [mitä muutettiin]; jos niin silti käy, [mitä teemme ja missä ajassa].
    ```
    ```zh-Hant
    為了避免再發生，我們已經[做了什麼調整]；萬一還是發生，我們會[怎麼處理、多久內處理]。
    ```
    ```zh-Hans
    为避免再次发生，我们已经[做了哪些调整]；万一还是发生，我们会[怎么处理、多久内处理]。
    ```
    ```yue
    為咗避免再發生，我哋已經[改咗啲乜]；萬一真係再發生，我哋會[點處理、幾耐內處理]。
    ```
    """

    code = "P102"
    slug = "absolute-guarantee"
    severity = Severity.ERROR
    messages = {"": "“{match}” promises without a limit, and nobody can keep that. Say what was changed instead."}

    def stands(self, draft: Draft, match: Match) -> bool:
        """Not where the words before it in the sentence deny it, hope for it or report it."""
        low = draft.sentences[match.sentence].start
        return _DENIED.search(draft.text, max(low, match.start - _BEFORE), match.start) is None
