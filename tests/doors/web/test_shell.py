"""What surrounds every page: rail, languages, strictness, and what a keyboard or screen reader needs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from builders import ada, aino, bo, cy, helena, petra, sam, signed_in, somebody, team
from django.test import Client
from django.urls import reverse

from evenhand.doors import web
from evenhand.record.people.models import Member

pytestmark = pytest.mark.django_db
OUTSIDE = ["/sign-in", "/sign-in/forgotten", "/invitation"]
INSIDE = [
    "/settings", "/settings/security", "/settings/security/second-step", "/settings/members", "/settings/teams",
    "/settings/workspace", "/settings/imports", "/settings/jobs",
]  # fmt: skip
LANGUAGES = {"en": "en", "fi": "fi", "zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}
VOID = {"input", "meta", "link", "br", "hr", "img", "path", "circle", "rect"}


class Page(HTMLParser):
    """What a reader of the page's structure meets."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text_in: dict[int, str] = {}
        self._open: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.text_in[len(self.tags) - 1] = ""
        if tag not in VOID:
            self._open.append(len(self.tags) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.text_in[len(self.tags) - 1] = ""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self.tags[self._open.pop()][0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        for number in self._open:
            self.text_in[number] += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def pages() -> list[tuple[str, str]]:
    """Every page of the shell's own, with somebody and something on it."""
    ada(), bo(), cy()
    client = signed_in(sam())
    found = [(address, Client().get(address).content.decode()) for address in OUTSIDE]
    found += [(address, client.get(address).content.decode()) for address in INSIDE]
    return [*found, ("member", client.get(reverse("settings-member", args=[ada().pk])).content.decode())]


def names_of(member: Member) -> list[str]:
    html = signed_in(member).get("/settings").content.decode()
    nav = html[html.index("<nav") : html.index("</nav>")]
    return re.findall(r"<span>([^<]+)</span>", nav)


def test_the_rail_shows_each_role_the_places_it_may_go():
    everything = ["Today", "Inbox", "Customers", "Record", "Protection", "Search", "Settings"]
    assert names_of(ada()) == names_of(bo()) == names_of(helena()) == everything
    assert names_of(petra()) == ["Customers", "Protection", "Settings"]
    assert names_of(aino()) == names_of(sam()) == ["Protection", "Settings"]


def test_the_tabs_of_the_settings_are_those_one_may_open():
    html = signed_in(ada()).get("/settings").content.decode()
    assert "/settings/members" not in html
    assert "/settings/security" in html


def test_no_page_holds_a_script_or_a_style_of_its_own():
    for address, html in pages():
        page = Page(html)
        assert not page.all("style"), address
        assert all("src" in script for script in page.all("script")), address
        for tag, attributes in page.tags:
            assert not [name for name in attributes if name == "style" or name.startswith("on")], (address, tag)


def test_nothing_is_loaded_from_elsewhere():
    for address, html in pages():
        addresses = re.findall(r'(?:src|href|action)="([^"]*)"', html)
        assert all(one.startswith(("/", "#", "?")) for one in addresses), (address, addresses)


def test_every_control_has_a_name():
    for address, html in pages():
        page = Page(html)
        labelled = {label.get("for") for label in page.all("label")}
        within = set(re.findall(r"<label[^>]*>\s*<input[^>]*id=\"([^\"]+)\"", html))
        for tag in ("input", "select", "textarea"):
            for control in page.all(tag):
                if control.get("type") not in {"hidden", "submit"}:
                    assert control.get("id") in labelled | within or "aria-label" in control, (address, control)


def test_every_button_and_link_has_words():
    for address, html in pages():
        page = Page(html)
        for number, (tag, attributes) in enumerate(page.tags):
            if tag in {"a", "button"}:
                assert page.text_in[number].strip() or attributes.get("aria-label"), (address, attributes)


def test_what_describes_a_control_is_there():
    client = signed_in(sam())
    answers = [client.post("/settings/members", {"email": "x"}), client.post("/settings/security", {})]
    for html in [*(answer.content.decode() for answer in answers), *(html for _, html in pages())]:
        page = Page(html)
        ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
        for _, attributes in page.tags:
            for name in ("aria-describedby", "aria-labelledby", "for"):
                assert set(attributes.get(name, "").split()) <= ids, attributes


def test_no_id_stands_twice():
    for address, html in pages():
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), (address, [one for one in ids if ids.count(one) > 1])


def test_headings_begin_at_one_and_leave_no_step_out():
    for address, html in pages():
        main = html[html.index("<main") : html.index("</main>")]
        levels = [int(level) for level in re.findall(r"<h([1-6])", main)]
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), (address, levels)


def test_a_keyboard_reaches_the_page_past_the_rail_and_the_place_is_said():
    for address, html in pages():
        assert '<a class="skip" href="#main">' in html, address
        assert '<main id="main"' in html, address
    html = signed_in(sam()).get("/settings/members").content.decode()
    assert html.count('aria-current="page"') == 2  # the place in the rail, and the tab


def test_an_error_is_said_to_a_screen_reader_at_its_control():
    html = signed_in(sam()).post("/settings/members", {"email": "x", "roles": ["agent"]}).content.decode()
    email = next(one for one in Page(html).all("input") if one.get("id") == "id_email")
    assert email["aria-invalid"] == "true"
    assert "id_email_error" in email["aria-describedby"]


@pytest.mark.parametrize("address", [*OUTSIDE, "/nowhere", "/static/desk.css"])
def test_every_answer_is_strict(address):
    headers = Client().get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    if not address.startswith("/static"):
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("language", "tag"), LANGUAGES.items())
def test_the_pages_speak_the_members_language(language, tag):
    member = somebody(f"Noor-{language} Haddad", ["administrator"], language=language)
    html = signed_in(member).get("/settings/members").content.decode()
    assert f'<html lang="{tag}"' in html
    words = {"en": "Invite somebody", "fi": "Kutsu joku", "zh-hant": "邀請同事", "zh-hans": "邀请同事"}
    assert words[language] in html


@pytest.mark.parametrize(("language", "tag"), LANGUAGES.items())
def test_before_signing_in_one_chooses_among_four_languages_and_the_choice_is_remembered(language, tag):
    client = Client()
    html = client.get("/sign-in").content.decode()
    for name in ("English", "繁體中文", "简体中文", "suomi"):
        assert f">{name}</button>" in html
    answer = client.post("/language", {"language": language, "next": "/sign-in/forgotten"})
    assert answer.headers["Location"] == "/sign-in/forgotten"
    assert f'<html lang="{tag}"' in client.get("/sign-in").content.decode()


def test_the_browsers_own_language_is_taken_where_none_was_chosen():
    html = Client(headers={"accept-language": "zh-TW,zh;q=0.9,en;q=0.5"}).get("/sign-in").content.decode()
    assert '<html lang="zh-Hant"' in html


@pytest.mark.parametrize("wish", [{"language": "xx"}, {}, {"language": "fi", "next": "https://evil.example/"}])
def test_a_strange_wish_for_a_language_leads_nowhere_strange(wish):
    answer = Client().post("/language", wish)
    assert answer.headers["Location"] == "/"


def test_the_workspaces_name_is_evenhand_until_somebody_gives_one():
    assert "· Evenhand</title>" in Client().get("/sign-in").content.decode()


def test_pages_that_went_wrong_say_what_to_do():
    assert "Nothing here that you can see" in Client().get("/nowhere").content.decode()
    assert "not part of your role" in signed_in(ada()).get("/settings/members").content.decode()


def test_a_broken_page_asks_nothing_of_the_database(rf, django_assert_num_queries):
    from evenhand.doors.web.errors import broken

    with django_assert_num_queries(0):
        answer = broken(rf.get("/"))
    assert answer.status_code == 500
    assert "What was saved before is safe." in answer.content.decode()


def test_htmx_is_told_to_sign_in_where_a_page_part_would_have_come():
    answer = Client().get("/settings/imports", headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/sign-in")


def test_the_shell_costs_few_queries(django_assert_max_num_queries):
    team("Nordic desk")
    client = signed_in(ada())
    with django_assert_max_num_queries(6):
        client.get("/settings")


def test_the_small_script_builds_no_code_from_text():
    script = (Path(web.__file__).parent / "static" / "desk.js").read_text(encoding="utf-8")
    assert not re.search(r"\beval\(|innerHTML|new Function|document\.write", script)
