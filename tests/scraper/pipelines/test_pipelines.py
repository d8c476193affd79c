"""Each pipeline on its own, and all of them in their order."""

from datetime import date, datetime
from typing import Any

import pytest
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from parliament.records import Deputy, Mandate, Question, Visit
from parliament.themes import split_themes
from scraper.pipelines.dates import DatesPipeline
from scraper.pipelines.ministries import MinistriesPipeline
from scraper.pipelines.ministry_counts import MinistryCountsPipeline, last_day_open
from scraper.pipelines.people import PeoplePipeline
from scraper.pipelines.text import TextPipeline
from scraper.pipelines.validation import ValidationPipeline
from tests.scraper.items import READ_AT, deputy, question


@pytest.fixture
def stats() -> StatsCollector:
    return StatsCollector(get_crawler())


def cleaned(item: Any, stats: StatsCollector) -> Any:
    for step in (TextPipeline(stats), DatesPipeline(stats), MinistriesPipeline(), PeoplePipeline()):
        item = step.process_item(item)
    return ValidationPipeline().process_item(item)


class TestText:
    def test_markup_becomes_plain_text(self, stats: StatsCollector) -> None:
        item = TextPipeline(stats).process_item(question(answer_text="<p>Oui&nbsp;:<br/>12 870 &#8364;</p>"))
        assert item.answer_text == "Oui :\n12 870 €"

    @pytest.mark.parametrize("empty", ["", "<p></p>", " \n", None])
    def test_a_text_that_holds_nothing_is_none(self, stats: StatsCollector, empty: str | None) -> None:
        assert TextPipeline(stats).process_item(question(answer_text=empty)).answer_text is None

    def test_a_page_whose_text_is_a_date_gives_the_excerpt(self, stats: StatsCollector) -> None:
        item = question(detail="page", question_text="23 avril 2009", excerpt="Elle rappelle l'avis du 2009-04-23...")
        assert TextPipeline(stats).process_item(item).question_text == "Elle rappelle l'avis du 2009-04-23..."
        assert stats.get_value("questions/text/swallowed_by_a_date") == 1

    def test_a_document_may_be_a_date(self, stats: StatsCollector) -> None:
        assert TextPipeline(stats).process_item(question(question_text="23 avril 2009")).question_text

    def test_labels_are_one_clean_line(self, stats: StatsCollector) -> None:
        assert TextPipeline(stats).process_item(deputy(profession=" Haut \n fonctionnaire ")).profession == (
            "Haut fonctionnaire"
        )

    @pytest.mark.parametrize(
        ("raw", "themes"),
        [
            ("élevage / lait / prix. revalorisation", ("élevage", "lait", "prix. revalorisation")),
            ("élevage ; lait", ("élevage", "lait")),
            ("élevage", ("élevage",)),
            ("élevage / ", ("élevage",)),
            ("", ()),
            (None, ()),
        ],
    )
    def test_themes_are_taken_apart(self, raw: str | None, themes: tuple[str, ...]) -> None:
        assert split_themes(raw) == themes


class TestDates:
    @pytest.mark.parametrize("written", ["2009-04-21", "21 avril 2009", "21/04/09"])
    def test_every_form_is_read(self, stats: StatsCollector, written: str) -> None:
        assert DatesPipeline(stats).process_item(question(asked_on=written)).asked_on == date(2009, 4, 21)

    def test_what_is_no_date_is_counted(self, stats: StatsCollector) -> None:
        assert DatesPipeline(stats).process_item(question(asked_on="hier")).asked_on is None
        assert stats.get_value("questions/dates/unread") == 1

    @pytest.mark.parametrize("field", ["asked_on", "closed_on", "site_updated_at"])
    @pytest.mark.parametrize("written", ["31/02/2010", "0000-00-00", "août 2009"])
    def test_no_part_of_a_date_is_made_up(self, stats: StatsCollector, field: str, written: str) -> None:
        item = DatesPipeline(stats).process_item(question(**{field: written}))
        assert getattr(item, field) is None
        assert stats.get_value("questions/dates/unread") == 1

    @pytest.mark.parametrize("empty", [None, ""])
    def test_no_date_at_all_is_not_unread(self, stats: StatsCollector, empty: str | None) -> None:
        assert DatesPipeline(stats).process_item(question(closed_on=empty)).closed_on is None
        assert stats.get_value("questions/dates/unread") is None

    def test_an_unread_date_of_a_deputy_is_counted(self, stats: StatsCollector) -> None:
        item = DatesPipeline(stats).process_item(deputy(born_on="1960", raw_mandates=(("20/06/2007", "en cours", ""),)))
        assert (item.born_on, item.mandates[0].ends_on) == (None, None)
        assert stats.get_value("deputies/dates/unread") == 2

    def test_the_time_of_the_last_change_is_read(self, stats: StatsCollector) -> None:
        item = DatesPipeline(stats).process_item(question(site_updated_at="2012-06-19 04:12:33"))
        assert item.site_updated_at == datetime(2012, 6, 19, 4, 12, 33)  # noqa: DTZ001

    def test_a_deputy_who_came_back_is_in_office(self, stats: StatsCollector) -> None:
        item = deputy(
            raw_mandates=(("20/06/2007", "14/12/2010", "nomination au gouvernement"),),
            mandate_starts_on="2011-02-01",
            mandate_ends_on="2010-12-14",
        )
        assert DatesPipeline(stats).process_item(item).mandates == (
            Mandate(starts_on=date(2007, 6, 20), ends_on=date(2010, 12, 14), end_reason="nomination au gouvernement"),
            Mandate(starts_on=date(2011, 2, 1), ends_on=None, end_reason=None),
        )


class TestMinistries:
    def test_the_stored_pair_is_taken_apart(self, stats: StatsCollector) -> None:
        item = MinistriesPipeline().process_item(question(ministry_pair="Outre-mer / Intérieur, outre-mer"))
        assert (item.asked_ministry_label, item.answering_ministry_label) == ("Outre-mer", "Intérieur, outre-mer")

    def test_a_page_keeps_its_own_labels(self, stats: StatsCollector) -> None:
        item = MinistriesPipeline().process_item(question(detail="page", asked_ministry_label=" Justice "))
        assert item.asked_ministry_label == "Justice"

    def test_a_question_without_any_is_counted(self, stats: StatsCollector) -> None:
        MinistryCountsPipeline(stats).process_item(question())
        assert stats.get_value("questions/ministries/missing") == 1
        assert stats.get_value("questions/ministries/pending") is None

    def test_labels_are_counted_by_what_the_register_knows(self, stats: StatsCollector) -> None:
        pair = "Ministère de la défense / Direction générale des choses"
        item = question(ministry_pair=pair, asked_on=date(2009, 4, 21), closed_on=date(2009, 8, 4))
        MinistryCountsPipeline(stats).process_item(MinistriesPipeline().process_item(item))
        assert stats.get_value("questions/ministries/resolved") == 1
        assert stats.get_value("questions/ministries/pending") == 1
        assert item.answering_ministry_label == "Direction générale des choses"

    @pytest.mark.parametrize(("legislature", "day"), [(13, date(2012, 6, 19)), (17, READ_AT.date())])
    def test_an_open_question_is_asked_about_on_the_day_it_was_read(self, legislature: int, day: date) -> None:
        assert last_day_open(question(legislature=legislature)) == day


class TestPeople:
    def test_the_official_id_is_the_key(self) -> None:
        assert PeoplePipeline().process_item(question()).deputy_id == "PA990001"

    @pytest.mark.parametrize(("first", "last"), [("Charles de", "Fictif"), ("Charles", "Fictif (de)")])
    def test_a_particle_belongs_to_the_last_name(self, first: str, last: str) -> None:
        item = PeoplePipeline().process_item(deputy(name="Charles de Fictif", first_name=first, last_name=last))
        assert (item.first_name, item.last_name) == ("Charles", "de Fictif")

    def test_homme_is_m(self) -> None:
        assert PeoplePipeline().process_item(deputy(sex="H")).sex == "M"


class TestValidation:
    def test_an_answered_question(self, stats: StatsCollector) -> None:
        record = cleaned(question(answer_text="Oui.", closed_on="2009-08-04", themes="a / b / c"), stats)
        assert isinstance(record, Question)
        assert record.question_id == "QANR5L13QE101"
        assert record.state == "answered"
        assert record.answered_on == date(2009, 8, 4)
        assert record.response_days == 105
        assert (record.rubric, record.heading, record.themes) == ("a", "b", ("a", "b", "c"))
        assert len(record.content_hash) == 32

    @pytest.mark.parametrize(
        ("missing", "reason"),
        [
            ({"number": 0}, "no number"),
            ({"author_official_id": None}, "no author"),
            ({"asked_on": "avril 2009"}, "no asked_on"),
            ({"question_text": "<p></p>"}, "no text"),
            ({"asked_on": "", "author_official_id": ""}, "no author, no asked_on"),
        ],
    )
    def test_what_makes_it_a_question_is_required(
        self, stats: StatsCollector, missing: dict[str, Any], reason: str
    ) -> None:
        with pytest.raises(DropItem, match=f"^{reason}$"):
            cleaned(question(**missing), stats)

    def test_a_withdrawn_question_may_have_no_text(self, stats: StatsCollector) -> None:
        item = question(question_text="", closed_on="2012-06-19", withdrawal_reason="fin de mandat")
        record = cleaned(item, stats)
        assert (record.state, record.question_text) == ("withdrawn", None)

    def test_the_closing_day_itself_is_the_site_s_day(self, stats: StatsCollector) -> None:
        late = READ_AT.replace(hour=23, minute=30)
        record = cleaned(question(closed_on="2026-11-23", fetched_at=late), stats)
        assert record.state == "withdrawn", "it is past midnight in Paris"

    def test_a_deputy(self, stats: StatsCollector) -> None:
        record = cleaned(deputy(), stats)
        assert isinstance(record, Deputy)
        assert record.deputy_id == "PA990001"
        assert record.born_on == date(1960, 2, 29)
        assert record.party is None
        assert record.mandates == (Mandate(starts_on=date(2007, 6, 20), ends_on=None, end_reason=None),)

    def test_a_mandate_of_another_legislature_is_left_to_it(self, stats: StatsCollector) -> None:
        item = deputy(raw_mandates=(("19/06/2002", "19/06/2007", "fin de législature"), ("20/06/2007", "", "")))
        assert [mandate.starts_on.year for mandate in cleaned(item, stats).mandates] == [2007]

    @pytest.mark.parametrize("missing", ["official_id", "slug", "name"])
    def test_what_makes_it_a_deputy_is_required(self, stats: StatsCollector, missing: str) -> None:
        with pytest.raises(DropItem, match=missing):
            cleaned(deputy(**{missing: ""}), stats)

    def test_other_records_pass(self, stats: StatsCollector) -> None:
        visit = Visit(source="nosdeputes", key="k", url="u", checked_at=READ_AT, http_status=404)
        assert cleaned(visit, stats) is visit


def test_the_hash_is_of_the_content_alone(stats: StatsCollector) -> None:
    closing = {"closed_on": "2026-11-23"}
    announced = cleaned(question(**closing), stats)
    printed_as_withdrawn = cleaned(question(**closing, fetched_at=READ_AT.replace(day=25), comment_count=4), stats)
    other = cleaned(question(**closing, group_label="SRC"), stats)
    assert (announced.state, printed_as_withdrawn.state) == ("announced", "withdrawn")
    assert announced.content_hash == printed_as_withdrawn.content_hash
    assert announced.content_hash != other.content_hash
