"""The page "How often we are wrong": for everybody, in words, with n, and with the measured figures where they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import threads
from builders import ada, aino, signed_in, somebody
from django.utils import translation

from evenhand.doors.web.mistakes import measured as measured_figures
from evenhand.doors.web.mistakes.figures import between, decimal, percent, wilson
from evenhand.doors.web.mistakes.measured import MEASURES, measured
from evenhand.doors.web.mistakes.tables import PARTS
from evenhand.knowledge.language.shape import ModelName
from evenhand.record.conversations import actions
from evenhand.record.conversations.correcting import CORRECTABLE
from evenhand.record.conversations.models import Reading

ADDRESS = "/settings/how-often-we-are-wrong"
LANGUAGES = ("en", "fi", "zh-hant", "zh-hans")


def a_row(measure: str, variety: str = "all", kind: str | None = None, **more: Any) -> dict[str, Any]:
    """An invented figure."""
    return {"measure": measure, "variety": variety, "kind": kind, "value": 0.5, "low": 0.4, "high": 0.6, "n": 200,
            "target": None} | more  # fmt: skip


def a_file(folder: Path, *rows: dict[str, Any], version: str = ModelName().version) -> Path:
    path = folder / "measured.json"
    head = {"model": "evenhand", "version": version, "measured_on": "2026-03-01"}
    path.write_text(json.dumps(head | {"rows": list(rows)}), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def no_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever figures stand in the package, the tests look at their own."""
    monkeypatch.setattr(measured_figures, "FILE", tmp_path / "measured.json")


def page(query: str = "", member=None) -> str:
    return " ".join(signed_in(member or ada()).get(ADDRESS + query).content.decode().split())


class TestFigures:
    """Shares, intervals and how each language writes them."""

    @pytest.mark.parametrize(
        ("part", "whole", "low", "high"),
        # From the formula of Wilson (1927), as in the tables of Newcombe (1998), method 3.
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
    )
    def test_wilsons_interval_is_the_published_one(self, part, whole, low, high) -> None:
        share = wilson(part, whole)
        assert (share.low, share.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))

    def test_of_all_the_interval_ends_at_all(self) -> None:
        assert wilson(20, 20).high == 1.0

    @pytest.mark.parametrize(
        ("language", "said"), [("en", "2.6%"), ("fi", "2,6\u00a0%"), ("zh-hant", "2.6%"), ("zh-hans", "2.6%")]
    )
    def test_percent_is_written_as_the_language_does(self, language, said) -> None:
        with translation.override(language):
            assert percent(0.0257) == said

    def test_a_range_says_its_unit_once_in_english_and_finnish(self) -> None:
        assert between("1.8%", "13%") == "1.8–13%"
        assert between("0.25", "0.38") == "0.25–0.38"
        with translation.override("fi"):
            assert between(percent(0.018), percent(0.13)) == "1,8–13\u00a0%"
            assert decimal(5.04, 1) == "5,0"
        with translation.override("zh-hans"):
            assert between("1.8%", "13%") == "1.8%～13%"


@pytest.mark.django_db
class TestCorrected:
    """What members said."""

    def corrected(self, messages: int = 40, corrections: int = 4) -> None:
        row = threads.thread(*(f"This is late, number {n}." for n in range(messages)), manner="abusive")
        for reading in Reading.objects.filter(message__conversation=row).order_by("pk")[:corrections]:
            actions.correct(reading, "manner", "heated", "secret words", by=ada(), at=threads.NOW)

    def test_with_nothing_read_it_says_so(self) -> None:
        assert "No message from a customer of the last 90 days was read by this reader." in page()

    def test_a_share_comes_with_n_and_interval_in_a_sentence(self) -> None:
        self.corrected()
        said = page("?period=all")
        assert "40 were read. Members corrected the tone of 4, which is 10% (95% interval: 4.0–23%)." in said
        assert "Called too harsh" in said

    def test_few_messages_are_too_few_to_say(self) -> None:
        self.corrected(5, 1)
        said = page("?period=all")
        assert "these are too few to say how often it is wrong" in said
        assert "too few to say</span>" in said
        assert "20%" not in said

    def test_nobodys_name_and_nobodys_words_stand_there(self) -> None:
        self.corrected()
        said = page("?period=all", aino())
        assert "Ada" not in said
        assert "secret words" not in said
        assert "number 1" not in said

    def test_an_earlier_reader_can_be_asked_for(self) -> None:
        self.corrected()
        Reading.objects.update(version="0.0.1")
        assert "No message" in page("?period=all")
        assert "40 were read" in page("?period=all&reader=evenhand+0.0.1")

    def test_what_is_no_period_and_no_reader_is_the_usual(self) -> None:
        assert "the last 90 days" in page("?period=7&reader=somebody")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_stands_in_every_language(self, language) -> None:
        self.corrected()
        reader = somebody("Reader Person", ["agent"], language=language)
        assert signed_in(reader).get(ADDRESS + "?period=all").status_code == 200


def test_every_part_that_can_be_corrected_has_a_name() -> None:
    assert set(PARTS) == set(CORRECTABLE) - {"manner"}


class TestMeasured:
    """What the evaluation wrote."""

    def test_no_file_is_no_figures(self, tmp_path: Path) -> None:
        assert measured(tmp_path / "none.json") is None

    @pytest.mark.parametrize("content", ["", "[]", '{"rows": 3}', '{"model": "x", "version": "1", "rows": [{}]}'])
    def test_a_file_that_makes_no_sense_is_no_figures(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "measured.json"
        path.write_text(content)
        assert measured(path) is None

    def test_a_figure_is_a_sentence_and_what_it_rests_on(self, tmp_path: Path) -> None:
        rows = [a_row("attack-recall", value=0.87, low=0.81, high=0.91, target=0.85)]
        found = measured(a_file(tmp_path, *rows))
        assert found is not None
        (group,) = found.groups
        assert "it finds 87; the others reach people unhidden" in group.meaning
        assert group.basis == "200 messages; 95% interval: 81–91%; target: 85%, reached."

    def test_fewer_is_better_where_a_figure_counts_mistakes(self, tmp_path: Path) -> None:
        rows = [a_row("ordinary-false-alarms-per-1000", v, value=x, target=3.0) for v, x in (("en", 0.5), ("fi", 5.0))]
        found = measured(a_file(tmp_path, *rows))
        assert found is not None
        (group,) = found.groups
        assert "Of 1,000 ordinary messages, it calls 0.5–5 abusive" in group.meaning
        assert group.range == "Best: English, 0.5. Worst: Finnish, 5.0."
        assert [line.is_met for line in group.lines] == [True, False]

    def test_what_rests_on_few_messages_is_neither_best_nor_worst(self, tmp_path: Path) -> None:
        rows = [
            a_row("attack-precision", v, value=x, n=n) for v, x, n in (("en", 1, 9), ("fi", 0.7, 90), ("yue", 0.6, 90))
        ]
        found = measured(a_file(tmp_path, *rows))
        assert found is not None
        assert found.groups[0].range == "Best: Finnish, 70%. Worst: Cantonese, 60%."
        assert [line.says_too_little for line in found.groups[0].lines] == [True, False, False]

    def test_kinds_stand_by_kind_with_their_words(self, tmp_path: Path) -> None:
        found = measured(a_file(tmp_path, a_row("kind-recall", "fi", "insult"), a_row("kind-recall", "all", "insult")))
        assert found is not None
        assert [(line.kind, line.language) for line in found.groups[0].lines] == [
            ("insult", "Finnish"), ("insult", "All languages"),
        ]  # fmt: skip

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_measure_has_a_sentence_with_its_figure_in_every_language(self, tmp_path: Path, language) -> None:
        path = a_file(tmp_path, *(a_row(measure, value=0.5) for measure in MEASURES))
        with translation.override(language):
            found = measured(path)
        assert found is not None
        assert len(found.groups) == len(MEASURES)
        for group in found.groups:
            assert any(figure in group.meaning for figure in ("50", "0.5", "0,5"))

    @pytest.mark.django_db
    def test_figures_of_another_reader_are_named_as_such(self, tmp_path: Path) -> None:
        assert "No measured figures came with this version." in page()
        a_file(tmp_path, a_row("haggle-f1"), version="0.0.1")
        said = page()
        assert "These figures are of another reader than the one that reads now" in said
        assert "Measured on 1 Mar 2026." in said
        a_file(tmp_path, a_row("haggle-f1"))
        assert "These figures are of another reader" not in page()
