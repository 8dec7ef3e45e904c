"""Finnish as it is written at work: short slips that each rule finds, and good sentences with the same words."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.finding import Severity

# Rules about whole replies: a sentence by itself may lack a day, a reason or a next step.
_OF_WHOLE_REPLIES = {
    "promise-without-date",
    "missing-next-update",
    "refusal-without-reason",
    "refusal-without-alternative",
    "unchecked-promise",
}


def told(text: str, audience: Audience = Audience.CUSTOMER) -> set[str]:
    return {each.slug for each in check(text, "fi", audience)}


def warned(text: str) -> set[str]:
    found = check(text, "fi", Audience.CUSTOMER)
    return {each.slug for each in found if each.severity is not Severity.SUGGESTION} - _OF_WHOLE_REPLIES


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("blaming-customer", "Tämä on täysin teidän oma vikanne."),
        ("blaming-customer", "Et sitten vaivautunut tarkistamaan tilausvahvistusta?"),
        ("blaming-customer", "Valitsit itse halvimman vaihtoehdon, joten turha nyt valittaa."),
        ("blaming-customer", "Kannattaisi vähän katsoa, mitä tilaa."),
        ("proving-oneself-right", "Kuten jo aiemmin kerroin, palautusaika on 14 päivää."),
        ("proving-oneself-right", "Kuten todettu, emme voi muuttaa hintaa."),
        ("proving-oneself-right", "Tästä on jo puhuttu."),
        ("proving-oneself-right", "Asiahan oli juuri niin kuin sanoin."),
        ("sarcasm", "Kiitos tästä todella valaisevasta viestistä."),
        ("sarcasm", "Vau, mikä yllätys, taas valitus."),
        ("sarcasm", "Pahoittelen syvästi, että jouduitte odottamaan kokonaiset kaksi tuntia."),
        ("sarcasm", "Totta kai voimme tehdä sen ilmaiseksi, eihän meidän palkkoja tarvitse maksaa."),
        ("heat", "Olen saanut tarpeekseni teidän valituksistanne."),
        ("heat", "Olette täysin mahdoton ihminen."),
        ("heat", "Turha huutaa minulle, en ole mikään sylkykuppi."),
        ("heat", "Tuollainen vaatimus on aivan pöyristyttävä."),
        ("contempt", "Ette selvästikään ymmärrä, miten tämä toimii."),
        ("contempt", "Kysykää joltakulta, joka ymmärtää näistä jotain."),
        ("contempt", "Ymmärrän, että tämä voi olla teidän iällänne hankalaa."),
        ("contempt", "Oletko koskaan ennen käyttänyt puhelinta?"),
        ("dismissive", "Ei tuo ole mikään ongelma."),
        ("dismissive", "Pari päivää myöhässä ei ole maailmanloppu."),
        ("dismissive", "Olet liian herkkä."),
        ("dismissive", "Viisi minuuttia jonossa ei ole mitään."),
        ("admits-liability-before-facts", "Tämä on täysin meidän vikamme."),
        ("admits-liability-before-facts", "Laiminlöimme velvollisuutemme."),
        ("admits-liability-before-facts", "Meidän huolimattomuutemme takia tietonne vuotivat."),
        ("admits-liability-before-facts", "Järjestelmämme petti ja menetitte rahanne meidän takiamme."),
        ("absolute-guarantee", "Takaamme, että tämä ei koskaan toistu."),
        ("absolute-guarantee", "Siinä ei ole mitään riskiä."),
        ("absolute-guarantee", "Tämä ei tule toistumaan."),
        ("absolute-guarantee", "Järjestelmämme on täysin murtovarma."),
        ("unfair-restriction", "Estämme numeronne välittömästi."),
        ("unfair-restriction", "Tunnuksesi on poistettu pysyvästi."),
        ("unfair-restriction", "Jatkossa puhelunne ohjataan suoraan vastaajaan."),
        ("unfair-restriction", "Poistamme oikeutenne ryhmään."),
        ("unbacked-claim", "Kuten sovimme, asennus ei kuulu hintaan."),
        ("unbacked-claim", "Kollegani kertoi sinulle tästä puhelimessa."),
        ("unbacked-claim", "Olemme tästä moneen kertaan keskustelleet."),
        ("unbacked-claim", "Mehän sovittiin, ettei tästä laskuteta."),
        ("internal-leak", "Sisäinen huomautus: älä lupaa mitään."),
        ("internal-leak", "Pomo ei halua antaa enempää hyvitystä."),
        ("internal-leak", "Vika on tiedetty jo kuukausia, mutta siitä ei puhuta."),
        ("internal-leak", "Juristimme mielestä häviäisimme tämän riidan."),
        ("no-owner", "Joku ottaa teihin yhteyttä."),
        ("no-owner", "Tähän palataan."),
        ("no-owner", "Laskutusosasto tutkii asiaa."),
        ("no-owner", "Hakemuksesi on käsittelyssä."),
        ("vague", "Palaamme asiaan pian."),
        ("vague", "Katsotaan, mitä voimme tehdä."),
        ("vague", "Tulee kun tulee."),
        ("vague", "Jonkinlainen hyvitys on luvassa."),
        ("evasive", "Meistä riippumattomista syistä toimitus viivästyy."),
        ("evasive", "On sattunut väärinkäsitys."),
        ("evasive", "Järjestelmä ei anna tehdä sitä."),
        ("evasive", "Ohjeet tulevat ylempää."),
    ],
)
def test_a_slip_is_found_however_it_is_put(slug: str, text: str) -> None:
    assert slug in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Pyydä asiakkaalta anteeksi, vaikka et tehnyt mitään väärää.",
        "Älä ota sitä henkilökohtaisesti, hän on maksava asiakas.",
        "Älä väitä asiakkaalle vastaan.",
        "En halua kuulla selityksiä, pyydä anteeksi.",
        "Mun mielestä sun pitäisi silti pyytää anteeksi.",
        "Pyydä nyt vain anteeksi, oli syy kenen hyvänsä.",
    ],
)
def test_an_order_to_bow_is_found_among_colleagues(text: str) -> None:
    assert "forced-apology" in told(text, Audience.INTERNAL)


@pytest.mark.parametrize(
    "text",
    [
        "Kirjoititte, että saitte väärän tuotteen, ja vaihdan sen tänään oikeaan.",
        "Ymmärrän, että olisitte halunnut ajan jo tälle viikolle.",
        "Ensi kerralla voit olla yhteydessä suoraan minuun.",
        "Valitettavasti laskunne on tehty väärin, korjaan sen tänään.",
        "Saimme teiltä palautetta, ja siitä oli paljon apua.",
        "Muistutan, että tilaisuus alkaa jo kello 8.",
        "Merkitsin kohdan nuolella, se on oikeassa yläkulmassa.",
        "Olette saaneet jo vastauksen hakemukseenne, ja tässä on sen perustelu.",
        "Kiva, että sinäkin pääset mukaan torstaina!",
        "Hyvää huomenta! Tässä eilisen kokouksen muistio.",
        "Kiitos erittäin rakentavasta palautteesta.",
        "Suosittelen lämpimästi kokeilemaan uutta sovellusta, se on ilmainen.",
        "Seuraavaksi varmaan haluatte tietää hinnan: se on 40 euroa.",
        "Nyt riittää, kun painat OK.",
        "Muovi ei kestä tätä liuotinta, joten käyttäkää vain vettä.",
        "Kerro, mikä ohjeessa on vaikeaa, niin kirjoitan sen uudestaan.",
        "Jos aika ei sovi, varaa uusi verkossa tai soita.",
        "Sinulla ei ole vielä vaadittua kokemusta, joten valitsimme toisen hakijan.",
        "Luulisin, että paketti on perillä torstaina.",
        "Maanantaina ei ole koulua, joten kerhokin on kiinni.",
        "Siitä ei ole mitään haittaa, vaikka peruisit vasta huomenna.",
        "Tilanne rauhoittuu yleensä viikossa, ja soitan teille torstaina.",
        "Hinnasto löytyy nettisivuilta, ja liitin sen tähän.",
        "En näe ongelmaa siinä, että siirrätte ajan.",
        "Päätöksestä voitte valittaa, mutta valitus ei siirrä eräpäivää.",
        "Teidän ongelmanne on nyt ratkaistu: kaapeli on vaihdettu.",
        "Haitta on pieni, mutta korjaamme sen silti maanantaina.",
        "Olemme pahoillamme, että viive on aiheuttanut teille vaivaa.",
        "Myönnämme teille hyvityksen, koska laskussa oli virhe.",
        "Meidän on syytä tarkistaa mittari, tulemme torstaina kello 10.",
        "Olen pahoillani teille aiheutuneesta vahingosta.",
        "Maksamme palautuksen kulut, koska tuote oli viallinen.",
        "Emme enää lähetä paperilaskuja, mutta saatte laskun sähköpostiin.",
        "Palvelin sammutetaan lauantaina kello 2–4 huollon vuoksi.",
        "Pidämme paikkanne varattuna siihen asti.",
        "Kollegani kertoi, että soititte aamulla.",
        "Päätimme, että hyvitämme puolet maksusta.",
        "Asia on monimutkainen, joten tein siitä kuvan, joka on liitteenä.",
        "Älä kerro hänelle salasanaa.",
        "Voitko tarkistaa sopimuksen, ennen kuin lähetän sen allekirjoitettavaksi?",
        "Lääkäri sanoi, että arvot ovat hyvät.",
        "Sopimuksen kohdan 5 mukaan irtisanomisaika on kuukausi.",
        "Muutimme ohjetta, jottei sama toistu.",
        "Sovellus toimii puhelimessa ja tietokoneella.",
        "En ota kantaa hintaan ennen kuin tarkastaja on käynyt maanantaina.",
        "Hetki sitten puhuimme puhelimessa, ja lupasin teille linkin: se on alla.",
        "Harmi, ettei sininen väri miellyttänyt, vaihdan sen mielelläni.",
        "Tuote on loppu, mutta saan sen teille tehtaalta 10 päivässä.",
        "Kiitos kärsivällisyydestänne, odotus oli pitkä.",
        "Teidän ei tarvitse pahoitella, kysymys oli hyvä.",
        "Hoito ei satu, mutta poskessa voi tuntua puutumista kaksi tuntia.",
        "Emme voi hyvittää koko summaa, koska palvelua on käytetty 20 päivää, mutta palautamme 12 euroa.",
        "Kun kirjaudut sisään, valitse vasemmalta Laskut ja paina Lataa.",
        "Hinta nousee 1.4. kaksi euroa, koska sähkö on kallistunut.",
        "Lokista näkyy, että viesti lähti 3.3. kello 9.02.",
        "Jos ette ole vielä maksanut laskua, voitte jättää tämän viestin huomiotta.",
        "Tästä ei koidu teille kuluja.",
        "Minun olisi pitänyt vastata jo eilen, pahoittelen.",
        "Pyydän, että puhumme asiasta asiallisesti, niin pääsemme eteenpäin.",
        "Ilmoitamme muutoksista aina heti tekstiviestillä.",
        "Lisäkuluja ei tule, hinta on 49 euroa.",
        "Varaosaa on täysin mahdotonta saada ennen huhtikuuta, joten tarjoan laina-autoa.",
        "Poistamme osoitteenne postituslistalta tänään.",
        "Toivottavasti olette tyytyväinen tulokseen.",
        "Kirjoita vain nimesi kohtaan 2.",
        "Jos järjestelmä kysyy salasanaa, kerro se vain kirjautumissivulla.",
        "Tämä on kuitenkin vain arvio, tarkka summa selviää 20.3.",
        "Laitoin varalta ohjeen myös liitteeksi.",
        "Soita mieluummin aamulla, silloin jono on lyhyempi.",
        "Valikoima on laajempi kuin ennen.",
    ],
)
def test_a_good_reply_with_the_same_words_passes(text: str) -> None:
    assert warned(text) == set()
