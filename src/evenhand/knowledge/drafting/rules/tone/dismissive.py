"""The rule dismissive."""

from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.drafting.rule import SentenceRule


class Dismissive(SentenceRule):
    """The customer's matter is waved away.

    ## What it does
    Finds what makes the matter small ("not the end of the world", "nobody else has complained"), tells the customer how
    to feel ("calm down", "sorry you feel that way") or sends them off ("not our problem", "just google it"). A plain
    limit ("this is not part of the subscription") and a pointer to a page with the answer are let pass.

    ## Why it matters
    People grow louder until they feel heard. Whoever is told to calm down has a second complaint, and it is a better
    one than the first. To say what it costs them takes one sentence, and promises nothing.

    ## Example
    ```en bad
    It is not the end of the world.
    ```
    ```en bad
    Nobody else has complained about this.
    ```
    ```en bad
    Please calm down first.
    ```
    ```en bad
    That is not our problem.
    ```
    ```en good
    Two days without the till at Christmas is a serious matter, and I see why you are angry.
    ```
    ```en good
    Thank you for telling us. You are the first to report this, so your screenshot helps us a great deal.
    ```
    ```fi bad
    Eihän tämä nyt maailmanloppu ole.
    ```
    ```fi bad
    Kukaan muu ei ole valittanut tästä.
    ```
    ```fi bad
    Rauhoittukaa nyt ensin.
    ```
    ```fi good
    Kaksi päivää ilman kassaa joulun alla on vakava asia, ja ymmärrän harminne.
    ```
    ```fi good
    Kiitos, että kerroitte. Olette ensimmäinen, joka huomasi tämän, joten kuvakaappauksestanne on paljon apua.
    ```
    ```zh-Hant bad
    又不是什麼大不了的事。
    ```
    ```zh-Hant bad
    別的客戶都沒問題，怎麼就您有意見？
    ```
    ```zh-Hant bad
    請您先冷靜一點。
    ```
    ```zh-Hant good
    年底收銀機停了兩天，影響真的很大，您會生氣我完全理解。
    ```
    ```zh-Hant good
    謝謝您告訴我們，這張截圖對我們查原因很有幫助。
    ```
    ```zh-Hans bad
    多大点事，您想太多了。
    ```
    ```zh-Hans bad
    您又不是我们唯一的客户。
    ```
    ```zh-Hans good
    年底收银机停了两天，影响确实很大，您着急我完全理解。
    ```
    ```zh-Hans good
    谢谢您告诉我们，这张截图对我们查原因很有帮助。
    ```
    ```yue bad
    小事啫，你諗多咗。
    ```
    ```yue bad
    你冷靜啲先啦。
    ```
    ```yue good
    年尾收銀機停咗兩日，影響真係好大，你嬲我完全明白。
    ```
    ```yue good
    多謝你話畀我哋知，呢張截圖對我哋查原因好有幫助。
    ```

    ## Use instead
    ```en
    I understand that this has cost you [what], and at [what] time.
    What I can do from here is [the next step].
    ```
    ```en away
    This is handled by [who]; you reach them at [how]. I will pass on what you have told me, if you wish.
    ```
    ```fi
    Ymmärrän, että tämä on maksanut teille [mitä] ja juuri [milloin].
    Tästä eteenpäin voin tehdä näin: [seuraava vaihe].
    ```
    ```fi away
    Tätä hoitaa [kuka], ja tavoitatte heidät [miten]. Välitän halutessanne kertomanne heille.
    ```
    ```zh-Hant
    我了解這件事讓您[損失或不便]，而且正好在[時候]。
    接下來我這邊可以做的是：[下一步]。
    ```
    ```zh-Hant away
    這部分由[單位]負責，聯絡方式是[方式]。需要的話，我可以把您說的情況一併轉達。
    ```
    ```zh-Hans
    我了解这件事让您[损失或不便]，而且正好在[时候]。
    接下来我这边可以做的是：[下一步]。
    ```
    ```zh-Hans away
    这部分由[部门]负责，联系方式是[方式]。需要的话，我可以把您说的情况一并转达。
    ```
    ```yue
    我明白呢件事搞到你[損失或不便]，仲要喺[時候]。
    跟住落嚟我呢邊可以做嘅係：[下一步]。
    ```
    ```yue away
    呢部分由[單位]負責，聯絡方法係[方法]。有需要嘅話，我可以將你講嘅情況一齊轉達。
    ```
    """

    code = "T406"
    slug = "dismissive"
    severity = Severity.WARNING
    messages = {
        "": "“{match}” makes the customer's matter small, so they will make it bigger. Say what it has cost them.",
        "calm": "“{match}” tells the customer how to feel, and that never cools anybody. Say what you do next.",
        "away": "“{match}” sends the customer off. Say who can help and how to reach them, or what you can do yourself.",
    }
