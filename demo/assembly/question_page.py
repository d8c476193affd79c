"""A question's page on the Assembly's site, and the pages of a deputy's questions."""

from datetime import date
from html import escape

from demo.assembly.dossier import Dossier
from demo.french import long_date
from demo.people import Member
from parliament.groups import GROUPS, resolve

HOST = "https://www.assemblee-nationale.fr"
_NAMES = {group.organe: group.name for group in GROUPS}


def page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="fr">\n<head><meta charset="utf-8"/><title>{escape(title)} - Assemblée nationale'
        f'</title></head>\n<body>\n<nav><a href="{HOST}/">Accueil</a></nav>\n<main>\n{body}</main>\n</body>\n</html>\n'
    )


def ordinal(legislature: int) -> str:
    return f"{legislature}e Législature"


def title_of(dossier: Dossier) -> str:
    """Return the title, which the page has also where the archive has none."""
    return next(iter(dossier.question.portfolio.themes[1:]), "")


def present_group(member: Member) -> str:
    """Return the name of a member's present group, which is not that of the day of a question."""
    since, label = member.groups[-1]
    return _NAMES.get(resolve(member.legislature, label, member.ends_on or since) or "", "")


def question_page(dossier: Dossier) -> str:
    question, texts = dossier.question, dossier.texts
    heading = f"Question écrite n° {question.number}"
    answer, dates = "", _printed("Question", question.asked_on)
    if texts.answer:
        answer = f'<div class="_colored-ultralightgrey"><p class="_pa-small">{texts.answer.stored}</p></div>\n'
        if dossier.closed_on:
            dates += _printed("Réponse", dossier.closed_on)
    elif dossier.closed_on:
        cause = f"<span>{dossier.label}</span>" if dossier.label else ""
        dates += f"<p><span>Date de cloture : {long_date(dossier.closed_on)}</span> {cause}</p>\n"
    details = {
        "Auteur :": author(question.member),
        "Type de question :": "Question écrite",
        "Rubrique :": dossier.rubric,
        "Ministère interrogé :": dossier.asked.name,
    }
    rows = "".join(f"<p>{label} <span>{escape(value)}</span></p>\n" for label, value in details.items())
    return page(
        heading,
        f"<h1>{heading} :\n{escape(title_of(dossier))}</h1>\n<p>{ordinal(question.legislature)}</p>\n"
        f"{_author_block(question.member)}"
        '<section><h2 class="_colored-primary">Question</h2>\n'
        f'<p class="_pa-small">{texts.question.stored}</p></section>\n{answer}'
        f'<aside>{rows}<p id="blocMinistereAttributaire">Ministère répondant : '
        f"<span>{escape(dossier.answering.name)}</span></p>\n{dates}</aside>\n",
    )


def author(member: Member) -> str:
    return f"{member.gendered('M.', 'Mme')} {member.person.name}"


def _author_block(member: Member) -> str:
    where = f"{member.department[1]} ({member.constituency}{'re' if member.constituency == 1 else 'e'} circonscription)"
    link = f'<a href="{HOST}/dyn/deputes/{member.person.deputy_id}">{escape(author(member))}</a>'
    return f"<div>{link}\n<p>{escape(where)} - {escape(present_group(member))}</p></div>\n"


def _printed(what: str, day: date) -> str:
    return f'<p><span>{what} publiée le <a class="link" href="{HOST}/questions/jo">{long_date(day)}</a></span></p>\n'


def deputy_questions(member: Member, dossiers: list[Dossier], number: int, limit: int) -> str:
    """Return one page of a deputy's questions, the last one asked first; a page past the end has none."""
    who = member.person
    shown = dossiers[(number - 1) * limit : number * limit]
    entries = "".join(_entry(dossier) for dossier in shown)
    address = f"{HOST}/dyn/deputes/{who.deputy_id}"
    pages = -(-len(dossiers) // limit)
    links = "".join(f'<a href="{address}/questions?page={k}&amp;limit={limit}">{k}</a>\n' for k in range(1, pages + 1))
    tabs = f'<ul><li><a href="{address}">Fiche</a></li><li><a href="{address}/questions">Questions</a></li></ul>\n'
    return page(f"Questions de {who.name}", f"<h1>{escape(author(member))}</h1>\n{tabs}{entries}<div>{links}</div>\n")


def _entry(dossier: Dossier) -> str:
    question = dossier.question
    address = f"{HOST}/dyn/{question.legislature}/questions/{dossier.uid}"
    status = "Question sans réponse"
    if question.answered and dossier.closed_on:
        status = f"Réponse publiée le {long_date(dossier.closed_on)}"
    return (
        f'<div class="question"><a href="{address}">Question écrite n° {question.number}</a>\n'
        f"<span>{long_date(question.asked_on)}</span>\n<p>Rubrique : {escape(dossier.rubric)}</p>\n"
        f"<p>Titre : {escape(title_of(dossier))}</p>\n<p>{status}</p></div>\n"
    )
