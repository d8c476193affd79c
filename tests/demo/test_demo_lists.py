import re

import pytest

from demo.corpus import Corpus
from tests.demo.replies import Fetch

ENTRY = re.compile(
    r"Question Écrite N° (\d+) du \d\d/\d\d/\d\d \((.*)\) "
    r"\((Réponse le \d\d/\d\d/\d\d|Réponse le //|Sans réponse|Retirée)\)$"
)


def numbers(fetch: Fetch, legislature: int, slug: str, page: object) -> list[int]:
    found = fetch(legislature, f"/{slug}/questions?page={page}").html.xpath('//div[@class="interventions"]//h2/a')
    return [int(ENTRY.match(link.text)[1]) for link in found]


@pytest.mark.parametrize("legislature", [13, 14, 15, 16])
def test_all_pages_together_hold_every_question_in_order(fetch: Fetch, corpus: Corpus, legislature: int) -> None:
    chamber = corpus.legislatures[legislature]
    wanted = [q for q in chamber if q.member.person.slug == "aline-exemple"]
    wanted.sort(key=lambda q: (q.closed_on or q.asked_on, q.number), reverse=True)
    pages = range(1, -(-len(wanted) // 20) + 1)
    listed = [number for page in pages for number in numbers(fetch, legislature, "aline-exemple", page)]
    assert listed == [q.number for q in wanted]


@pytest.mark.parametrize("page", ["0", "-1", "abc", "", "1&foo=2"])
def test_a_strange_page_is_the_first(fetch: Fetch, page: str) -> None:
    assert numbers(fetch, 13, "aline-exemple", page) == numbers(fetch, 13, "aline-exemple", 1)


def test_a_page_beyond_the_last_is_empty_and_shows_the_last_as_current(fetch: Fetch) -> None:
    reply = fetch(13, "/aline-exemple/questions?page=99")
    current = reply.html.xpath('//div[@class="pagination"]//b/text()')
    assert (reply.status, current, numbers(fetch, 13, "aline-exemple", 99)) == (200, ["7", "7"], [])


def test_the_first_page_announces_all_questions(fetch: Fetch, corpus: Corpus) -> None:
    count = sum(q.member.person.slug == "aline-exemple" for q in corpus.legislatures[13])
    text = fetch(13, "/aline-exemple/questions").html.xpath('string(//div[@class="questions"]/p)')
    assert text == f"{count} questions trouvées."


def test_a_deputy_without_questions_has_an_empty_list_without_pages(fetch: Fetch) -> None:
    page = fetch(13, "/octave-silencieux/questions").html
    assert page.xpath('string(//div[@class="questions"]/p)') == "Aucune question trouvée."
    assert page.xpath('//div[@class="pagination"]') == []


@pytest.mark.parametrize(
    ("page", "window"), [(1, "12345"), (2, "12345"), (3, "12345"), (4, "23456"), (5, "34567"), (7, "34567")]
)
def test_five_page_numbers_are_shown(fetch: Fetch, page: int, window: str) -> None:
    shown = fetch(13, f"/aline-exemple/questions?page={page}").html.xpath('(//div[@class="pagination"])[1]/span')
    assert "".join(span.text_content() for span in shown) == window


@pytest.mark.parametrize(
    ("page", "icons"),
    [(1, ["right", "last"]), (3, ["first", "left", "right", "last"]), (7, ["first", "left"])],
)
def test_icons_lead_to_the_neighbours_that_exist(fetch: Fetch, page: int, icons: list[str]) -> None:
    found = fetch(13, f"/aline-exemple/questions?page={page}").html.xpath('(//div[@class="pagination"])[1]/a/img/@alt')
    assert found == icons


def test_page_links_are_absolute_on_13_and_root_relative_on_16(fetch: Fetch, addresses: dict[int, str]) -> None:
    links = [
        fetch(n, "/aline-exemple/questions").html.xpath('//div[@class="pagination"]//a/@href')[0] for n in (13, 16)
    ]
    assert links == [f"{addresses[13]}/aline-exemple/questions?page=2", "/aline-exemple/questions?page=2"]


def test_an_entry_has_internal_id_themes_and_excerpt(fetch: Fetch, corpus: Corpus) -> None:
    question = corpus.legislatures[13].numbered(47001)
    (entry,) = fetch(13, "/marc-le-fur/questions").html.xpath('//div[@class="interventions"]/div[@class="question"]')
    paragraphs = [p.text_content() for p in entry.xpath(".//p")]
    assert entry.get("id") == str(question.site_id)
    assert paragraphs[0] == "Thèmes : télécommunications ; Internet ; accès. petites et moyennes entreprises"
    assert (len(paragraphs[1]), paragraphs[1][-3:]) == (400, "...")


@pytest.mark.parametrize("legislature", [13, 14, 15, 16])
def test_the_asked_ministry_is_cut_at_the_first_slash(fetch: Fetch, corpus: Corpus, legislature: int) -> None:
    for link in fetch(legislature, "/aline-exemple/questions").html.xpath('//div[@class="interventions"]//h2/a'):
        number, asked, _ = ENTRY.match(link.text).groups()
        assert asked == corpus.legislatures[legislature].numbered(int(number)).portfolio.asked


def test_the_feed_has_twenty_items_on_13_and_up_to_fifty_on_16(fetch: Fetch, corpus: Corpus) -> None:
    asked = sum(q.member.person.slug == "aline-exemple" for q in corpus.legislatures[16])
    counts = [fetch(n, "/aline-exemple/questions/rss").text.count("<item>") for n in (13, 16)]
    assert counts == [20, min(asked, 50)]
