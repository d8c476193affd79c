"""The page of one question."""

import re
from datetime import date

from demo.chrome import Chrome
from demo.comments import comments
from demo.flavours import Flavour
from demo.french import long_date, no_break
from demo.portrait import heading
from demo.question import Question, Texts

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_YET = "<p>Cette question n'a pas encore de réponse.</p>"


def question_page(flavour: Flavour, chrome: Chrome, question: Question, texts: Texts, today: date) -> str:
    """Return the page as the site shows it on that day."""
    title = f"Question N° {question.number} au {flavour.title(question.portfolio.stored)}"
    if not question.answered and question.closed_on is not None:
        # The site says so of announced answers too.
        title += " (retirée)"
    who = question.member.person
    body = (
        f'<div class="question" id="question{question.number}">\n'
        + heading(question.member, f'<a href="/{who.slug}">{who.name}</a> <br/>{title}')
        + f'  <div class="source"><a href="{question.official_url}">source</a></div>\n  <div id="question">\n'
        f"    <h2>Question soumise le {long_date(question.asked_on)}</h2>\n{_alert(flavour, question)}"
        f"    <p>{_question_text(flavour, texts.question.stored)}</p>  </div>\n"
        f'  <div id="reponse">\n    {_answer(question, texts, today)}  </div>\n</div>\n{comments(flavour, question)}'
    )
    return chrome.page(f"{who.name} : {title}", body)


def _question_text(flavour: Flavour, stored: str) -> str:
    if flavour.no_break_questions:
        return no_break(stored)
    # 13's No 120015: a date in the text takes the place of the whole text.
    found = _ISO.search(stored)
    return long_date(date.fromisoformat(found[0])) if found else stored


def _alert(flavour: Flavour, question: Question) -> str:
    if flavour.alert_by is None or question.answered:
        return ""
    link = f'<a href="/alerte/question/{question.number}">'
    return (
        '<div class="alerte"><div class="mail"><h3 class="aligncenter">Être alerté lorsque cette<br>question aura une '
        "réponse</h3>"
        f'<table width="100%" style="text-align: center"><tbody><tr><td>{link}<img src="/images/xneth/email.png" '
        f'alt="{flavour.alert_by}"></a><br>{link}par {flavour.alert_by}</a></td><td></td></tr></tbody></table></div>'
        "</div>"
    )


def _answer(question: Question, texts: Texts, today: date) -> str:
    if texts.answer is not None:
        heading = f"Réponse émise le {long_date(question.closed_on)}" if question.closed_on else "Réponse"
        return f"<h2>{heading}</h2><p>{no_break(texts.answer.stored)}</p>"
    if question.closed_on is None:
        return f"<h2>Réponse</h2>{_NOT_YET}"
    if question.announced_by(today):
        return f"<h2>Réponse à venir le {long_date(question.closed_on)}</h2>{_NOT_YET}"
    reason = f" ({question.reason})" if question.reason else ""
    return f"<h3>Retirée le {long_date(question.closed_on)}{reason}</h3>"
