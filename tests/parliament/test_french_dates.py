"""Dates as the sources write them, with what each must read as."""

import html
import re
import unicodedata
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament.dates import MONTHS, PIVOT, WEEKDAYS, find_date, parse_date
from parliament.errors import UnreadableDate

WHOLE = [
    ("1er avril 2018", "2018-04-01"),
    ("1 avril 2025", "2025-04-01"),
    ("1 er avril 2018", "2018-04-01"),
    ("1ᵉʳ avril 2018", "2018-04-01"),
    ("1<sup>er</sup> avril 2018", "2018-04-01"),
    ("1° avril 2018", "2018-04-01"),
    ("1 e r DÉCEMBRE 2015", "2015-12-01"),
    ("1er DÉCEMBRE 2015", "2015-12-01"),
    ("Mardi 1 er décembre 2015", "2015-12-01"),
    ("1ER AOUT 2009", "2009-08-01"),
    ("1er aout 2009", "2009-08-01"),
    ("mardi 24 octobre 2017", "2017-10-24"),
    ("lundi 6 mars 2018", "2018-03-06"),  # 6 March 2018 was a Tuesday: the source is wrong, the date is not
    ("le 21 avril 2009", "2009-04-21"),
    ("Le mardi 4 août 2009", "2009-08-04"),
    ("mardi, 4 août 2009", "2009-08-04"),
    ("mar. 4 août 2009", "2009-08-04"),
    ("mardi 04/08/2009", "2009-08-04"),
    ("5 JUIN 2018", "2018-06-05"),
    ("10 aout 1990", "1990-08-10"),
    ("04 août 2009", "2009-08-04"),
    ("4\u00a0août\u00a02009", "2009-08-04"),
    ("4\u202faoût\u202f2009", "2009-08-04"),
    ("4 août  2009", "2009-08-04"),
    ("  4 août 2009\n", "2009-08-04"),
    ("4&nbsp;août&nbsp;2009", "2009-08-04"),
    ("4 ao&#251;t 2009", "2009-08-04"),
    ("4 ao&ucirc;t 2009", "2009-08-04"),
    ("4 aou\u0302t 2009", "2009-08-04"),
    ("4 aoÃ»t 2009", "2009-08-04"),
    ("12 fÃ©vrier 2013", "2013-02-12"),
    ("3 dÃ©cembre 2013", "2013-12-03"),
    ("1er DÃ‰CEMBRE 2015", "2015-12-01"),
    ("1er DÃ\u0089CEMBRE 2015", "2015-12-01"),
    ("4Â\u00a0août 2009", "2009-08-04"),
    ("4â€¯août 2009", "2009-08-04"),
    ("12 févr. 2013", "2013-02-12"),
    ("12 fév. 2013", "2013-02-12"),
    ("12 fevr 2013", "2013-02-12"),
    ("9 oct. 2012", "2012-10-09"),
    ("25 déc. 2012", "2012-12-25"),
    ("8 janv. 2013", "2013-01-08"),
    ("9 avr. 2013", "2013-04-09"),
    ("5 mar. 2013", "2013-03-05"),
    ("14 JUIL. 2012", "2012-07-14"),
    ("4 août 09", "2009-08-04"),
    ("04/07/2017", "2017-07-04"),
    ("4/8/2009", "2009-08-04"),
    ("09/03/1987", "1987-03-09"),
    ("31-12-2012", "2012-12-31"),
    ("04.08.2009", "2009-08-04"),
    ("07/01/14", "2014-01-07"),
    ("04.08.09", "2009-08-04"),
    ("01/01/57", "2057-01-01"),
    ("01/01/58", "1958-01-01"),
    ("2024-10-03", "2024-10-03"),
    ("2009-04-08", "2009-04-08"),
    ("2009/04/08", "2009-04-08"),
    ("2009-08-04 14:05", "2009-08-04"),
    ("2012-06-19 04:12:33", "2012-06-19"),
    ("2009-08-04T23:59:59Z", "2009-08-04"),
    ("2009-08-04T00:00:00.000+02:00", "2009-08-04"),
    ("20090804", "2009-08-04"),
    ("1e août 2009", "2009-08-01"),
    ("1º août 2009", "2009-08-01"),
    ("01er août 2009", "2009-08-01"),
    ("1&lt;sup&gt;er&lt;/sup&gt; août 2009", "2009-08-01"),
    ("1&#7497;&#691; août 2009", "2009-08-01"),
    ("premier août 2009", "2009-08-01"),
    ("ler août 2009", "2009-08-01"),  # "l" for "1": read off a scanned page
    ("l er août 2009", "2009-08-01"),
    ("1eraoût 2009", "2009-08-01"),
    ("Samedi, le 1er août 2009", "2009-08-01"),
    ("Sam. 1er août 2009", "2009-08-01"),
    ("VEND. 5 AOÛT 2009", "2009-08-05"),
    ("5 août 2009.", "2009-08-05"),
    ("5 août 2009,", "2009-08-05"),
    ("05/08/2009.", "2009-08-05"),
    ("5 août, 2009", "2009-08-05"),
    ("5août2009", "2009-08-05"),
    ("5-août-2009", "2009-08-05"),
    ("5-août-09", "2009-08-05"),
    ("5 août '09", "2009-08-05"),
    ("5/août/2009", "2009-08-05"),
    ("5.févr.2013", "2013-02-05"),
    ("5-févr.-2013", "2013-02-05"),
    ("05 / 08 / 2009", "2009-08-05"),
    ("05 - 08 - 2009", "2009-08-05"),
    ("05. 08. 2009", "2009-08-05"),
    ("05 08 2009", "2009-08-05"),
    ("05–08–2009", "2009-08-05"),
    ("05\u201108\u20112009", "2009-08-05"),
    ("05−08−2009", "2009-08-05"),
    ("05⁄08⁄2009", "2009-08-05"),
    ("05-08-09", "2009-08-05"),
    ("2009-8-5", "2009-08-05"),
    ("2009.08.05", "2009-08-05"),
    ("2009 08 05", "2009-08-05"),
    ("2009-08-05T14:05:00.123456789Z", "2009-08-05"),
    ("2009-08-05 14:05:00+02", "2009-08-05"),
    ("2009-08-05T14:05:00,5 UTC", "2009-08-05"),
    ("20090805T140500Z", "2009-08-05"),
    ("2009-08-05Z", "2009-08-05"),
    ("2009-08-05+02:00", "2009-08-05"),
    ("05/08/2009 14:05:33", "2009-08-05"),
    ("5/8/2009 0:00:00", "2009-08-05"),
    ("\u200e05\u200e/\u200e08\u200e/\u200e2009\u202c\x00", "2009-08-05"),
    ("5 ao&amp;ucirc;t 2009", "2009-08-05"),
    ("5 ao&amp;amp;#xFB;t 2009", "2009-08-05"),
    ("5&nbsp;ao&Atilde;&raquo;t 2009", "2009-08-05"),
    ("5 ao\u00adût 2\u200b009", "2009-08-05"),
    ("\ufeff5\u2009août\u20032009", "2009-08-05"),
    ("5Â aoÃ»tÂ 2009", "2009-08-05"),  # the no-break space of "Â\u00a0" made plain
    ("5Â août 2009", "2009-08-05"),
    ("5 AOÃ»T 2009", "2009-08-05"),
    ("5 fÃƒÂ©vrier 2013", "2013-02-05"),
    ("5 FÃƒâ€°VRIER 2013", "2013-02-05"),
]

WITHIN = [
    ("Réponse publiée le 23 juin 2026", "2026-06-23"),
    ("Question soumise le 28 octobre 2014", "2014-10-28"),
    ("Réponse émise le 4 août 2009", "2009-08-04"),
    ("Retirée le 19 juin 2012 (fin de mandat)", "2012-06-19"),
    ("Date de cloture :\n21 juin 2022", "2022-06-21"),
    ("Question publiée au JO le : 20/09/2022 page : 4095", "2022-09-20"),
    ("Publiée au JO le  <strong>03/05/2022</strong>", "2022-05-03"),
    ("<DATE_JO>07/01/2014</DATE_JO>", "2014-01-07"),
    ('<time datetime="2009-08-04">4 août 2009</time>', "2009-08-04"),
    ("au 1<sup>er</sup> avril 2018.", "2018-04-01"),
    ("JO AN le 08/04/2025", "2025-04-08"),
    ("Séance en hémicycle du lundi 1er mars 2021 à 16h00", "2021-03-01"),
    ("Publié le 27 mai 2019 par : M. X", "2019-05-27"),
    ("20/06/2007 /  / élections générales", "2007-06-20"),
    ("au 25 décembre 2007 ;", "2007-12-25"),
    ("arrêté du 1er décembre 2016", "2016-12-01"),
    ("04/08/2009 à 14:05", "2009-08-04"),
    ("(Réponse le 04/08/09)", "2009-08-04"),
    ("JO n° 12 du 4 août 2009, page 7", "2009-08-04"),
    ("2009-08-04 25:00", "2009-08-04"),
    ("mis à jour : 2009-08-04.", "2009-08-04"),
    ("du 3 mars 2011", "2011-03-03"),
    ("du samedi 1er août 2009", "2009-08-01"),
    ("Paris, le 5 août 2009", "2009-08-05"),
    ("(5 août 2009)", "2009-08-05"),
    ("« 5 août 2009 »", "2009-08-05"),
    ("date : 05 / 08 / 2009", "2009-08-05"),
    ("le : 2009/08/05", "2009-08-05"),
    ("le 04.08.09 au soir", "2009-08-04"),
    ("JO du 04-08-09", "2009-08-04"),
    ("reçu le 4-août-2009", "2009-08-04"),
    ("mercredi 5 août 2009 à 14 h 05", "2009-08-05"),
    ("2009-08-05 à 14:05", "2009-08-05"),
    ("loi n° 2010-237 du 9 mars 2010", "2010-03-09"),
    ("décret n° 2009-879 du 21 juillet 2009 (JO n° 167, p. 12184)", "2009-07-21"),
    ("l'article 1.2.10, en vigueur le 1er mars 2010,", "2010-03-01"),
    ("tél. 01 23 45 67 89, le 5 août 2009", "2009-08-05"),
    ("exercice 2009-2010, clos le 31 mars 2010", "2010-03-31"),
    ("<p>DÃ©posÃ©e le 12 fÃ©vrier 2013</p>", "2013-02-12"),
]

NEITHER = [
    "",
    "   ",
    "hier",
    "août 2009",
    "4 août",
    "2009",
    "mardi",
    "mars 2024",
    "31/02/2010",
    "30 février 2010",
    "29/02/2011",
    "31 avr. 2011",
    "0 août 2009",
    "0000-00-00",
    "2009-13-01",
    "2009-00-10",
    "13/13/2009",
    "20091301",
    "4 ao\ufffdt 2009",
    "à€€ hier",
    "2er avril 2018",
    "<DATE_JO/>",
    "(Réponse le //)",
    "01.02.03.04.05",
    "article L. 1.2.10",
    "17/03/2008 / 18/12/2008",
    "Question Écrite N° 47351 du 07/01/14 (Ministère de la défense) (Réponse le 13/05/14)",
    "du 3 au 5 août 2009",
    "les 3 et 5 août 2009",
    "du 28 juillet au 5 août 2009",
    "le 4 août 2009 ou le 31/02/2010",
    "29 février 2010",
    "29/02/1900",
    "32/01/2010",
    "12/13/2010",
    "31 juin 2009",
    "00/00/0000",
    "5 août 0000",
    "5 août 209",
    "5/8/209",
    "209-08-05",
    "5 août 20099",
    "08/2009",
    "2009-08",
    "2009-W32-2",
    "2009-08-04-05",
    "10101010",
    "01 23 45 67 89",
    "01/23/45/67/89",
    "n° 2009-879",
    "n° 47001",
    "page 4587",
    "exercice 2009-2010",
    "début août 2009",
    "mi-août 2009",
    "le 2e trimestre 2009",
    "5-6 août 2009",
    "5 jui. 2009",  # juin or juillet
    "5 août 2009, 6 août 2009",
    "2009-08-04/2009-08-05",
    "parler août 2009",
    "NaT",
    "N/A",
    "/ /",
]

PIECES = [
    *(
        "1",
        "12",
        "31",
        "2009",
        "09",
        "0000",
        "er",
        "ᵉʳ",
        "/",
        "-",
        ".",
        ":",
        " ",
        "T",
        "Z",
        "le",
        "du",
        "mardi",
        "août",
    ),
    *("aoÃ»t", "mai", "févr.", "14:05", "+02:00", "&#233;", "&", ";", "<", ">"),
]

days = st.dates()
recent_days = st.dates(min_value=date(1958, 1, 1), max_value=date(2057, 12, 31))


@pytest.mark.parametrize(("text", "iso"), WHOLE)
def test_a_text_that_is_a_date_is_read(text, iso):
    assert parse_date(text) == date.fromisoformat(iso)


@pytest.mark.parametrize(("text", "iso"), WHOLE + WITHIN)
def test_the_one_date_of_a_text_is_found(text, iso):
    assert find_date(text) == date.fromisoformat(iso)


@pytest.mark.parametrize("text", [text for text, _ in WITHIN] + NEITHER)
def test_a_text_that_is_more_or_less_than_a_date_is_refused(text):
    with pytest.raises(UnreadableDate):
        parse_date(text)


@pytest.mark.parametrize("text", NEITHER)
def test_a_text_without_one_full_date_yields_none(text):
    with pytest.raises(UnreadableDate):
        find_date(text)


def test_the_error_names_the_text_but_not_pages_of_it():
    with pytest.raises(UnreadableDate, match="hier") as refused:
        parse_date("hier " * 1000)
    assert len(str(refused.value)) < 200


def long_form(day, month_name, *, ordinal="er"):
    return f"{day.day}{ordinal if day.day == 1 else ''} {month_name} {day.year:04}"


@given(days)
def test_iso_is_never_read_day_first(day):
    assert parse_date(day.isoformat()) == day


@given(days)
def test_day_first_forms_never_swap_day_and_month(day):
    for separator in "/-.":
        assert parse_date(f"{day.day:02}{separator}{day.month:02}{separator}{day.year:04}") == day


@given(days, st.data())
def test_every_spelling_of_every_month_is_that_month(day, data):
    name = data.draw(st.sampled_from(MONTHS[day.month - 1]))
    shown = data.draw(st.sampled_from([name, name.upper(), name.capitalize(), name + "."]))
    weekday = data.draw(st.sampled_from(["", *(names[0] + " " for names in WEEKDAYS)]))
    ordinal = data.draw(st.sampled_from(["", "er", " er", " e r", "ᵉʳ"]))
    assert parse_date(weekday + long_form(day, shown, ordinal=ordinal)) == day


@given(recent_days)
def test_two_digit_years_fall_into_the_stated_century(day):
    assert parse_date(day.strftime("%d/%m/%y")) == day


@given(recent_days)
def test_two_digit_years_after_a_month_name_follow_the_same_pivot(day):
    assert parse_date(f"{day.day} {MONTHS[day.month - 1][-1]}. {day:%y}") == day


def test_the_pivot_is_a_full_century_wide():
    assert (parse_date(f"31/12/{PIVOT - 1}") - parse_date(f"01/01/{PIVOT}")) == timedelta(days=36524)


@given(days, st.times())
def test_a_time_changes_nothing(day, time):
    assert parse_date(datetime.combine(day, time).isoformat()) == day


@given(days)
def test_a_date_is_found_again_in_a_sentence(day):
    assert find_date(f"Réponse émise le {long_form(day, MONTHS[day.month - 1][0])} (JO)") == day


@given(days, days)
def test_two_dates_are_one_too_many(one, other):
    with pytest.raises(UnreadableDate):
        find_date(f"du {one.isoformat()} au {long_form(other, MONTHS[other.month - 1][0])}")


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1000, 9999))
def test_impossible_days_are_refused_not_bent(day, month, year):
    text = f"{year}-{month:02}-{day:02}"
    try:
        expected = date(year, month, day)
    except ValueError:
        with pytest.raises(UnreadableDate):
            parse_date(text)
    else:
        assert parse_date(text) == expected


RECENT_FORMS = [
    "{0.day}/{0.month}/{0:%Y}",
    "{0:%d.%m.%Y}",
    "{0:%d-%m-%y}",
    "{0:%d / %m / %Y}",
    "{0:%Y/%m/%d}",
    "{0:%Y%m%d}",
    "{0:%Y-%m-%d}T23:59:59.999+02:00",
    "{0:%d/%m/%Y} 00:00",
    "le {0.day} {1} {0:%Y}.",
    "{0.day}-{1}-{0:%Y}",
    "{0.day}{1}{0:%Y}",
    "{0:%d} {1} {0:%y}",
    "Dim.\u00a0{0.day}\u202f{1}\u2009{0:%Y}",
]


def garbled(text, encoding, times):
    """Return a text as a program shows it that takes its UTF-8 for another encoding."""
    for _ in range(times):
        text = "".join(bytes([b]).decode(encoding, "ignore") or chr(b) for b in text.encode())
    return text


@given(recent_days, st.sampled_from(RECENT_FORMS), st.data())
def test_no_form_is_ever_off_and_reading_twice_changes_nothing(day, form, data):
    month = data.draw(st.sampled_from(MONTHS[day.month - 1]))
    shown = data.draw(st.sampled_from([str, str.upper, str.title, html.escape]))(form.format(day, month))
    found = parse_date(unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), shown))
    assert found == day
    assert parse_date(found.isoformat()) == found


@given(recent_days, st.data(), st.sampled_from(["cp1252", "latin-1"]), st.integers(1, 3))
def test_a_garbled_date_is_the_same_date(day, data, encoding, times):
    month = data.draw(st.sampled_from(MONTHS[day.month - 1]))
    text = data.draw(st.sampled_from([str, str.upper]))(f"{day.day}\u00a0{month}\u00a0{day:%Y}")
    broken = garbled(text, encoding, times)
    assert parse_date(broken) == day
    assert parse_date(broken.encode("ascii", "xmlcharrefreplace").decode()) == day


@pytest.mark.parametrize(
    "unit",
    ["&", "&#9", "&#9;", "&amp;", "<", "<sup", "Ã", "Â©", "1", "1 ", "1er ", "1/", "le ", "5 août ", "et 5 août "],
)
def test_a_text_of_any_length_is_refused_in_bounded_work(unit):
    for text in (unit * 50_000, f"&#{unit * 50_000};"):
        for read in (parse_date, find_date):
            with pytest.raises(UnreadableDate):
                read(text)


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_a_date_or_unreadable(text):
    for read in (parse_date, find_date):
        try:
            found = read(text)
        except UnreadableDate as refused:
            found = refused
        assert type(found) in (date, UnreadableDate)


@given(st.sampled_from([m for names in MONTHS for m in names]), st.integers(0, 9999))
def test_a_missing_part_is_never_filled_in(month, year):
    for text in (f"{month} {year:04}", month, f"{year:04}", re.sub(r"\d", "", f"{month} {year}")):
        with pytest.raises(UnreadableDate):
            parse_date(text)
