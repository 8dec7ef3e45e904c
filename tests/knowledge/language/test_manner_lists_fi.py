"""What the Finnish lists find by themselves, and what they leave alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.signals import lexicon
from evenhand.knowledge.language.signals.findings import THREATS, Findings, attacks, find_harsh_words
from evenhand.knowledge.language.signals.matching import scan

ENOUGH = 0.6  # strength from which the lists alone call a message an attack


def found(text: str) -> Findings:
    document = prepare(text)
    return find_harsh_words(document, scan(document))


def threatens(findings: Findings) -> bool:
    return any(finding.kind in THREATS and attacks(finding) for finding in findings.found)


@pytest.mark.parametrize(
    "text",
    [
        "Siellä taas joku pölkkypää on kirjannut tilauksen väärälle asiakkaalle, teillä siis.",
        "Senkin huijarit, palauttakaa rahat.",
        "oot sä kyl aikamoinen tunari",
        "Te saatanan rosvot ette edes vastaa puhelimeen.",
        "Ootta työ melkoisia pässejä.",
        "Asentajanne on täysi nahjus.",
        "Teidän kuljettaja on pelle.",
        "Kuulkaa nyt senkin lusmut, lava seisoo yhä pihalla.",
        "sie oot semmonen torvelo et oksat pois",
        "Haistakaa paska.",
        "Turpa kiinni ja lähetä se lasku uudestaan.",
    ],
)
def test_names_for_a_person_strike_the_reader(text: str) -> None:
    assert found(text).attack >= ENOUGH


@pytest.mark.parametrize(
    "text",
    [
        "Hamsterikin osaisi täyttää tuon lomakkeen.",
        "Oletteko te käyneet peruskoulua?",
        "Kirjoitan tämän hitaasti, jotta tekin pysytte mukana.",
        "Mistä muropaketista sinä olet paperisi saanut, siis tutkinto muropaketista?",
        "Kun järkeä jaettiin, sinä olit kahvilla.",
        "Kannattaisi ehkä harkita alanvaihtoa.",
        "Antakaa puhelin jollekin aikuiselle.",
        "Miten sinä olet koskaan päässyt tuohon työhön?",
        "Maksetaanko teille tuosta palkkaa?",
        "Taitaa olla korvien välissä pelkkää ilmaa.",
        "Ei teistä ole mihinkään.",
        "Säälin teidän työkavereitanne.",
        "Leivänpaahtimellani on enemmän järkeä kuin sinulla.",
        "Eikö kotona ole opetettu käytöstapoja, eikö äitisi opettanut mitään?",
    ],
)
def test_contempt_needs_no_swear_word(text: str) -> None:
    assert found(text).attack >= ENOUGH


@pytest.mark.parametrize(
    "text",
    [
        "Tiedän missä asut.",
        "Olisi ikävää, jos teille sattuisi jotain.",
        "Olisi ikävää jos perheellesi tapahtuisi jotain.",
        "Poltan teidän toimiston.",
        "Tulen sinne kirveen kanssa.",
        "Katkon sun sormet.",
        "Kannattaa katsoa selän taakse kotimatkalla.",
        "Tyttäresi käy varmaan sitä koulua mäen päällä.",
        "Julkaisen kotiosoitteesi.",
        "Kuskillenne käy vielä huonosti.",
        "Ette tiedä mihin pystyn.",
        "Mihin aikaan pääset töistä? Minä odotan.",
    ],
)
def test_threats_open_and_veiled(text: str) -> None:
    assert threatens(found(text))


@pytest.mark.parametrize(
    "text", ["olet täysi 1d1ootti", "senkin k*sipää", "ootte kaikki t o l l o j a", "vastaa mu1kku"]
)
def test_disguised_words_are_read(text: str) -> None:
    assert found(text).attack >= ENOUGH


@pytest.mark.parametrize(
    "text",
    [
        "Olin itse se ääliö, johto oli irti.",
        "Mä, tolvana, painoin väärää nappia.",
        "Naapurini on täysi urpo, mutta se ei ole teidän vika.",
        "Joku paskiainen vei polkupyöräni.",
        "Kuski sanoi minua idiootiksi.",
        "En ole mikään tollo.",
        "Tapan prosessin ja käynnistän sen uudestaan.",
        "Tiedän missä vika on.",
        "Odotan teitä portilla kello kahdeksan.",
        "Nähdään parkkipaikalla muuttopäivänä.",
        "Minulla on haulikko, johon tarvitsen uuden lukon.",
        "Onko teillä intialaista ruokaa kokouksiin?",
        "Saanko puhua jonkun kanssa, joka tuntee sopimuksen?",
        "Myymme työkaluvajakin samalla hinnalla.",
        "Mäntiä tarvitaan neljä ja männänrenkaita kahdeksan.",
        "Teidän typerä laskutusjärjestelmänne kaatui taas.",
        "Lukekaa viestini ja vastatkaa tänään.",
        "Palvelunne on surkeaa ja vien asian kuluttajariitalautakuntaan.",
        "Vitun hieno keittiö, kiitos!",
        "Perkele kun se tulostin taas jumittaa.",
        "Kilpailijanne hoiti saman paremmin kuin te.",
        "Käyn käsiksi asiaan heti maanantaina.",
        "Asiakkaamme ryssivät tilauksen, ei siis teidän moka.",
    ],
)
def test_the_matter_others_and_oneself_are_no_attack(text: str) -> None:
    findings = found(text)
    assert not any(attacks(finding) and finding.weight >= 2 for finding in findings.found)
    assert not threatens(findings)


def forms() -> list[str]:
    path = Path(lexicon.__file__).parent.parent / "fi" / "people.tsv"
    cells = [
        cell for line in path.read_text(encoding="utf-8").split("\n") if line[:1] != "#" for cell in line.split("\t")
    ]
    return [re.sub("lai~$", "laiset", cell) for cell in cells if cell.endswith(("lai~", "läi~"))]


@pytest.mark.parametrize("frame", ["Saatanan {}!", "{} ei osaa mitään.", "Tyypillistä {}.", "En asioi {} kanssa."])
def test_every_people_is_treated_alike(frame: str) -> None:
    peoples = [form.replace("läi~", "läiset") for form in forms()]
    assert len(peoples) >= 60
    assert len({round(found(frame.format(people)).attack, 6) for people in peoples}) == 1


def test_an_ordinary_message_about_a_people_is_no_attack() -> None:
    for form in ("ruotsalaiset", "somalialaiset", "venäläiset"):
        assert found(f"Meillä on huomenna vierailulla {form} asiakkaat, onko tulkki varattu?").attack == 0
