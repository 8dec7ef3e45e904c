"""What stands around harsh words in Finnish, colloquial forms included."""

from re import compile as pattern

from evenhand.knowledge.language.signals.context import Cues

_TITLES = (
    r"(?!\w+(?:ni|mme)\b)(?:aspa\w*|asiakaspalvelija\w*|työntekijä\w*|henkilökun\w*|henkilöstö\w*|tiimi\w*|väki\w*|"
    r"väkenne|myyjä\w*|päällikkö\w*|esihenkilö\w*|pomo\w*|kouluttaja\w*|konsultti\w*|konsultit|asentaja\w*|"
    r"kuljettaja\w*|kuski\w*|insinööri\w*|koodari\w*|kirjanpitäjä\w*|siivooja\w*|maalari\w*|ajojärjestelijä\w*|"
    r"opettaja\w*|sihteeri\w*|graafikko\w*|palkanlaskija\w*|huoltomie\w*|putkimie\w*|sähkömie\w*|kääntäjä\w*|"
    r"rekrytoija\w*|laskuttaja\w*|vastaaja\w*|osasto\w*)"
)
_WHO = (
    rf"(?:sinä|sä|sie|sää|nää|te|työ|hän|he|teikäläiset|porukkanne|porukka|asiakaspalvelunne|tyypit|tyyppi|"
    rf"siellä|kaikki siellä|koko porukka|koko firma|jokainen teistä|kukaan teistä|kaikki te|{_TITLES})"
)
_BE = r"(?:olette|ootte|olet|oot|on|ovat|oletteko|ootteko|oletko|ootko|onko|taidatte olla|taidat olla|lienette|ootteks)"
_YOU_ARE = (
    r"(?:olette|ootte|olet|oot|oletteko|ootteko|oletko|ootko|taidatte olla|taidat olla|lienette|ootteks|ootta|ootsä|"
    r"oo sie|uot|oletpa|ootpa|olettepa|olethan|olettehan|oothan|oletkin|olettekin|ootki|mahdat olla|mahdatte olla|"
    r"vaikutat|vaikutatte|sietäisitte|senkin|mokoma|mokomat|voi teitä|voi sinua|voi sua)"
)
_FILL = (
    r"(?:(?:kaikki|niin|ihan|aivan|täysin|täys|todella|tosi|vaan|vain|kyllä|oikeesti|oikeasti|noin|näin|"
    r"yhtä|te|sä|sinä|siellä|"
    r"vittu|saatanan|vitun|helvetin|ihme|oikea|oikeita|varsinainen|varsinaisia|pelkkä|pelkkiä|yksi|joku|"
    r"sellainen|ehkä|vähän|"
    r"tyhmä|tyhmiä|laiskoja|jotain|aika|myös|ja|joko|tai|koko|hemmetin|hiton|perkeleen|typerä|typeriä|"
    r"täydellinen|melkoi\w+|melkosi\w+|aikamoi\w+|semmo\w+|sellai\w+|tuollai\w+|tommo\w+|kerta kaikkiaan|suoraan "
    r"sanottuna|sanottuna|suorastaan|yhtä|samanlai\w+|maailman|suomen|uskomattoman|hämmästyttävän|poikkeuksellisen|"
    r"älyttömän|helkkarin|pirun|kohtuuttoman|joka iikka) ?){0,5}"
)

CUES = Cues(
    staff_before=pattern(
        rf"(?:\b{_WHO} (?:\w+ )?{_BE} {_FILL}|\b(?:onko|ovatko) {_WHO} {_FILL}|"
        rf"\b{_YOU_ARE} (?:{_WHO} )?{_FILL}|\b(?:sinä|sä|te|senkin|tuo|nuo|nää|teidän|sun|sinun) {_FILL}|"
        r"\b(?:siellä|sieltä|siel|teillä|teiltä|teil) (?:\w+ ){0,3}(?:joku|yks|yksi) (?:\w+ )?)\Z"
    ),
    person_after=pattern(
        r" (?:\w+ )?(?:ihmi\w+|tyyp\w+|porukka\w*|aspa\w*|asiakaspalvelija\w*|työnteki\w+|myyjä\w*|"
        r"päällikkö\w*|pomo\w*|akka\w*|"
        r"ämmä\w*|äijä\w*|nainen|naiset|mies|miehet|poika|tyttö|sakki|lauma|henkilökun\w*|asentaja\w*|"
        r"koodari\w*|johtaja\w*)\b"
    ),
    thing_after=pattern(
        r" (?:\w+ )?(?:järjestelmä\w*|ohjelma\w*|ohjelmisto\w*|softa\w*|sovellu\w*|appi\w*|sivu\w*|"
        r"sivusto\w*|portaali\w*|palvelu\w*|"
        r"tuote\w*|tuotte\w*|kone\w*|tulosti\w*|laite\w*|laitte\w*|prosessi\w*|ohje\w*|vastau\w*|viesti\w*|"
        r"kysymy\w*|virhe\w*|"
        r"lasku\w*|sopimu\w*|idea\w*|selity\w*|käytäntö\w*|päivity\w*|botti\w*|lomake\w*|järjesty\w*|"
        r"homma\w*|juttu\w*|hinta\w*|hinno\w*|maksu\w*|sääntö\w*|säännö\w*|ehto\w*|ehdo\w*|ratkaisu\w*|pyyn\w+|"
        r"aikataulu\w*|toimitu\w*|käyttö\w*|linja\w*|logiikka\w*|tapa\w*|päätö\w*|systeemi\w*|peli\w*|meno\w*|"
        r"touhu\w*|toiminta\w*|toiminna\w*|firma\w*|yrity\w*|pulju\w*|lafka\w*|verkko\w*|netti\w*|yhtey\w*|nappi\w*|"
        r"nappul\w*|puhelu\w*|jono\w*|chatti\w*|logo\w*|väri\w*|kuva\w*|teksti\w*|temppu\w*|moka\w*|erehdy\w*|"
        r"tilanne\w*|tilante\w*|asia|asian|asiaa|\w+(?:minen|misen|mista|mistä|uutta|yyttä|syste\w+))\b"
    ),
    other_before=pattern(
        r"\b(?:meidän|meijän|minun|mun|oma|entinen|entiset|edellinen|edelliset|aiempi|aiemmat|exä\w*|hakkeri\w*|"
        r"kuka lie|kukalie|huijarisoittaja\w*|naapuri\w*|lehdessä|telkkarissa|"
        r"(?:pomo|esimiehe|esihenkilö|kollega|työkaveri|miehe|vaimo|velje|sisko|isä|äiti|serkku|poika|tyttäre|lapse|"
        r"naapuri|kämppikse|asiakkaa|alihankkija|vuokralaise|anoppi|appi|ystävä|kaveri|opettaja|valmentaja|puoliso)"
        r"(?:ni|mme))\b(?: \w+){0,4} ?\Z|"
        # "joku ääliö" is anybody, unless the place says that he sits at the reader's.
        r"(?<!teillä )(?<!teil )(?<!teiltä )(?<!sieltä )(?<!siellä )(?<!siel )(?<!teidän )\bjoku (?:\w+ )?\Z"
    ),
    self_before=pattern(
        r"\b(?:minä|mä|mää|mie|olen|oon|olin|olinki|olinkin|tunnen|tunsin|itseni|itteni|itseäni|me|oltiin|olimme|"
        r"olemme|ollaan|minua|mua|meitä|minusta tuntuu|taidan olla|taisin olla|olisin|oisin|meikä|meikäläinen|"
        r"voi mua|voi minua)(?: (?:itse|ite|itseni|olen|oon|olin|ihan|kyllä|kyl|varmaan|niin|vähän|aika|oikea|"
        r"varsinainen|täysi|täys|tosi|todella|joku|jo|kai|olla|vain|vaan|itteni|aivan|ehkä|nyt|ollut|ollu|taas|sitten|sit|kuin|ku|oloni|"
        r"näytin|näytän|se|ja|siis|vanha|tyhmä|hölmö|semmonen|sellainen|sellanen|tällanen|tällainen|yks|yksi|"
        r"minä|mä|mie|täydellinen|"
        r"melkoinen|aikamoinen|että|myös|suomen|maailman|suurin|pahin))* ?\Z"
    ),
    denied_before=pattern(
        r"\b(?:ei|en|et|ette|emme|eivät|eikä|enkä|älä|älkää|tuskin)(?: (?:ole|oo|ollut|ollu|olla|ollenkaan|"
        r"todellakaan|tietenkään|tarkoita|"
        r"väitä|sano|sanonut|että|te|sinä|sä|olisitte|olette|ootte|mitään|mikään|kukaan|olisi|ois|siis|aio|"
        r"halua|haluta|missään|tapauksessa|yhtään|tullut|tule))* ?\Z"
    ),
    reported_before=pattern(
        r"(?:\b(?:haukkui|haukkuivat|haukkunut|haukuttiin|kutsui|kutsuivat|kutsuttiin|nimitti|nimitteli|"
        r"nimittelivät|sanoi|sanoivat|sanottiin|väitti|"
        r"tiuski|huusi|huudettiin|kirjoitti|vastasi|käski|käskettiin|leimasi|luuli|pitää|pitävät|pidetään|"
        r"solvasi|karjui|karjuivat|rääkyi|kiljui|ärjyi|ärähti|tokaisi|totesi|pilkkasi|uhkasi|uhattiin|nimittivät|"
        r"nimitettiin|haukkunu|sanan|sanaa|sanalla|sanoilla|sain kuulla|kuulin)"
        r"(?: (?:minua|mua|minulle|mulle|meitä|meille|"
        r"häntä|hänelle|kollegaani|puhelimessa|että|olen|oon|suoraan|jopa|minun|olevan|mun|vain|ihan|minut|"
        r"tyyliin|suunnilleen|jotain|mut|miut|minnuu|vaimoani|miestäni|lastani|tyttäreni|tytärtäni|poikaani|olevani|"
        r"oon|että))*|"
        r"\b(?:en|emme) (?:sano|väitä|tarkoita|kutsu|hauku)(?: \w+){0,4}) ?[:,]? ?[\"']?\Z"
    ),
    reported_after=pattern(
        r"[\"']?(?:ksi)? (?:haukkui|haukkuminen|kutsuminen|nimittely|sanoi|huusi|kutsuttiin|haukuttiin|"
        r"oli hänen sanansa)"
    ),
    reporting=pattern(
        r"\b(?:sano\w*|sanot\w*|haukku\w*|haukut\w*|kutsu\w*|nimit\w*|huus\w*|huud\w*|kirjoitti\w*|"
        r"vastas\w*|tiuski\w*|väitt\w*|"
        r"karju\w*|rääky\w*|ärjy\w*|tokais\w*|totes\w*|uhkas\w*|uhka\w+|pilkka\w*|luki|lukee|vastauksen|vastaukseksi|"
        r"kuulla|kuulin|nimeltä\w*|kommentti\w*|viimei\w+ asia|oli viimeinen|"
        r"lainau\w*|sanat|sanoin|käsk\w*|elokuva\w*|laulu\w*|kirja\w*|biisi\w*)\b"
    ),
    praise_after=pattern(
        r"(?: \w+)? (?:hyv\w+|hieno\w*|mahtav\w+|loistav\w+|upe\w+|paras|parhau\w+|nopea\w*|siisti\w*|"
        r"kova\w*|makee|makea|mainio\w*|"
        r"rautai\w+|jees|toimii|ihana\w*|kiitos|onnistu\w+)\b"
    ),
    product=pattern(
        r"\b(?:järjestelmä\w*|ohjelma\w*|ohjelmisto\w*|softa\w*|sovellu\w*|sivu\w*|portaali\w*|tuote\w*|"
        r"tuotte\w*|kone\w*|tulosti\w*|"
        r"laite\w*|laitte\w*|päivity\w*|palvelin\w*|appi\w*|nettisivu\w*|raportti\w*|lasku\w*)\b"
    ),
)
