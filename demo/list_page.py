"""The list of a deputy's questions, twenty per page."""

import re
from datetime import date

from demo.chamber import Chamber
from demo.chrome import Chrome
from demo.flavours import Flavour
from demo.french import no_break, short_date
from demo.people import Member
from demo.portrait import heading
from demo.question import Question

PER_PAGE = 20
_EXCERPT = 400
_ICON = '<img alt="{alt}" title="{title}" src="/images/xneth/{icon}.png"/>'


def list_page(
    flavour: Flavour, chrome: Chrome, chamber: Chamber, member: Member, wanted: str, base: str, today: date
) -> str:
    """Return the page that ``?page=`` asks for; anything but a positive number asks for the first."""
    places = chamber.ordered(member.site_id)
    page = int(wanted) if wanted.isascii() and wanted.isdigit() and int(wanted) > 0 else 1
    last = max(1, -(-len(places) // PER_PAGE))
    shown = [chamber.question(index) for index in places[(page - 1) * PER_PAGE : page * PER_PAGE]]
    entries = "".join(_entry(flavour, question, chamber.texts(question).question.stored, today) for question in shown)
    slug, name = member.person.slug, member.person.name
    pages = (
        _pagination(f"{base if flavour.old_layout else ''}/{slug}/questions?page=", min(page, last), last)
        if last > 1
        else ""
    )
    feed = (
        f'<a href="/{slug}/questions/rss"><img src="/images/xneth/rss.png" alt="Les derniers commentaires sur {name} '
        'en RSS"/></a>'
    )
    body = heading(member, f'Questions écrites de <a href="/{slug}">{name}</a><span class="rss">{feed}</span>') + (
        f'<div class="questions">\n<p>{_announced(len(places))}</p>\n</div>\n{pages}<div class="interventions">\n'
        f"{entries}</div>\n{pages}"
    )
    return chrome.page(f"Questions écrites de {name}", body, robots_of(flavour, member))


def robots_of(flavour: Flavour, member: Member) -> str:
    """Return what the pages of a deputy tell robots: on 13, those of re-elected ones are not to be indexed."""
    return "noindex,follow" if flavour.old_layout and member.reelected else "index, follow"


def entry_title(question: Question, today: date) -> str:
    """Return what an entry says: number, date, asked ministry and state."""
    asked = re.split(r"[/(]", question.portfolio.stored, maxsplit=1)[0].strip()
    return (
        f"Question Écrite N° {question.number} du {short_date(question.asked_on)} ({asked}) ({_state(question, today)})"
    )


def _state(question: Question, today: date) -> str:
    if question.answered:
        return f"Réponse le {short_date(question.closed_on)}" if question.closed_on else "Réponse le //"
    return "Retirée" if question.withdrawn_by(today) else "Sans réponse"


def _announced(count: int) -> str:
    if count == 0:
        return "Aucune question trouvée."
    return f"{count} question{'s' if count > 1 else ''} trouvée{'s' if count > 1 else ''}."


def _entry(flavour: Flavour, question: Question, stored: str, today: date) -> str:
    path = flavour.question_path(question.number)
    themes = " ; ".join(question.portfolio.themes)
    return (
        f'  <div class="question" id="{question.site_id}">\n    <div>\n<h2><a href="{path}">'
        f"{entry_title(question, today)}</a></h2></div>\n"
        f'  <div class="texte_question"><p>Thèmes : {themes}</p><p>{excerpt(stored)}</p>  <div class="contexte">\n'
        f'    <a href="{path}">Lire la suite de la question</a></div>\n  </div>\n  </div>\n'
    )


def excerpt(stored: str) -> str:
    """Return the first 400 characters without tags: what stood around a ``<br>`` is glued."""
    text = re.sub(r"<[^>]*>", "", stored)
    return no_break(text if len(text) <= _EXCERPT else text[: _EXCERPT - 3] + "...")


def _pagination(url: str, page: int, last: int) -> str:
    first = max(1, min(page - 2, last - 4))
    numbers = "".join(
        f"                        <span><b>{n}</b></span>\n"
        if n == page
        else f'                        <span><a title="page {n}" href="{url}{n}">{n}</a></span>\n'
        for n in range(first, min(first + 4, last) + 1)
    )
    before = after = ""
    if page > 1:
        before = (
            f"   {_icon(url, 1, 'first', 'première page', 'min2')} "
            f"{_icon(url, page - 1, 'left', 'page précédente', 'left')} "
        )
    if page < last:
        after = (
            f"   {_icon(url, page + 1, 'right', 'page suivante', 'right')}    "
            f"{_icon(url, last, 'last', 'dernière page', 'max2')}"
        )
    return f'<div class="pagination">\n{before}{numbers}{after}</div>\n'


def _icon(url: str, page: int, alt: str, title: str, icon: str) -> str:
    return f'<a href="{url}{page}">{_ICON.format(alt=alt, title=title, icon=icon)}&nbsp; </a>'
