"""What stands around harsh words in Finnish, colloquial forms included."""

from re import compile as pattern

from evenhand.knowledge.language.signals.context import Cues

_WHO = (
    r"(?:sinä|sä|sie|nää|te|työ|hän|he|teikäläiset|porukkanne|porukka|aspa\w*|asiakaspalvelija\w*|"
    r"asiakaspalvelunne|työntekijä\w*|"
    r"henkilökun\w*|henkilöstö\w*|tyypit|tyyppi|tiimi\w*|väki\w*|väkenne|myyjä\w*|päällikkö\w*|"
    r"esihenkilö\w*|pomo\w*|"
    r"kouluttaja\w*|konsultti\w*|konsultit|asentaja\w*|kuljettaja\w*|insinööri\w*|koodari\w*|koodarit|"
    r"kirjanpitäjä\w*|"
    r"siellä|kaikki siellä|koko porukka|koko firma)"
)
_BE = r"(?:olette|ootte|olet|oot|on|ovat|oletteko|ootteko|oletko|ootko|onko|taidatte olla|taidat olla|lienette|ootteks)"
_YOU_ARE = r"(?:olette|ootte|olet|oot|oletteko|ootteko|oletko|ootko|taidatte olla|taidat olla|lienette|ootteks)"
_FILL = (
    r"(?:(?:kaikki|niin|ihan|aivan|täysin|täys|todella|tosi|vaan|vain|kyllä|oikeesti|oikeasti|noin|näin|"
    r"yhtä|te|sä|sinä|siellä|"
    r"vittu|saatanan|vitun|helvetin|ihme|oikea|oikeita|varsinainen|varsinaisia|pelkkä|pelkkiä|yksi|joku|"
    r"sellainen|ehkä|vähän|"
    r"tyhmä|tyhmiä|laiskoja|jotain|aika|myös|ja|joko|tai|koko|hemmetin|hiton|perkeleen|typerä|typeriä|"
    r"täydellinen) ?){0,5}"
)

CUES = Cues(
    staff_before=pattern(
        rf"(?:\b{_WHO} (?:\w+ )?{_BE} {_FILL}|\b(?:onko|ovatko) {_WHO} {_FILL}|"
        rf"\b{_YOU_ARE} (?:{_WHO} )?{_FILL}|\b(?:sinä|sä|te|senkin|tuo|nuo|nää|teidän|sun|sinun) {_FILL})\Z"
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
        r"homma\w*|juttu\w*)\b"
    ),
    other_before=pattern(
        r"\b(?:meidän|minun|mun|oma|pomoni|esimieheni|kollegani|mieheni|vaimoni|asiakkaamme|"
        r"naapurini)\b(?: \w+){0,4} ?\Z"
    ),
    self_before=pattern(
        r"\b(?:minä|mä|mie|olen|oon|olin|tunnen|tunsin|itseni|itteni|me|oltiin|olimme|olemme|ollaan|minua|"
        r"mua|minusta tuntuu|taidan olla|"
        r"taisin olla|olisin|oisin|meikä|meikäläinen)(?: (?:itse|itseni|olen|oon|olin|ihan|kyllä|varmaan|"
        r"niin|vähän|aika|oikea|"
        r"varsinainen|täysi|tosi|todella|joku|jo|kai|olla|vain|vaan|itteni|aivan|ehkä|nyt|ollut|ollu|taas|"
        r"sitten|kuin|oloni|näytin|näytän))* ?\Z"
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
        r"solvasi)(?: (?:minua|mua|minulle|mulle|meitä|meille|"
        r"häntä|hänelle|kollegaani|puhelimessa|että|olen|oon|suoraan|jopa|minun|olevan|mun|vain|ihan|minut|"
        r"tyyliin|suunnilleen|jotain))*|"
        r"\b(?:en|emme) (?:sano|väitä|tarkoita|kutsu|hauku)(?: \w+){0,4}) ?[:,]? ?[\"']?\Z"
    ),
    reported_after=pattern(
        r"[\"']?(?:ksi)? (?:haukkui|haukkuminen|kutsuminen|nimittely|sanoi|huusi|kutsuttiin|haukuttiin|"
        r"oli hänen sanansa)"
    ),
    reporting=pattern(
        r"\b(?:sano\w*|sanot\w*|haukku\w*|haukut\w*|kutsu\w*|nimit\w*|huus\w*|huud\w*|kirjoitti\w*|"
        r"vastas\w*|tiuski\w*|väitt\w*|"
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
