"""Lines that both layouts of a deputy's page have: mandate, group, last questions, ways to follow."""

from demo.chamber import Chamber
from demo.flavours import Flavour
from demo.french import long_date, short_date
from demo.groups import GROUPS
from demo.people import Member

WORDS = (
    '<h2>Champ lexical <small>(sur l\'ensemble de la législature)</small></h2>\n      <div style="text-align: justify">'
    "\n<div>\n"
    '<div class="internal_tag_cloud">\n<span><em>Aucun mot-clé trouvé</em></span>\n</div>\n</div>\n'
    '<p class="suivant"><a href="/{slug}/tags?all=1">Tous ses mots</a></p>\n      </div>\n'
)


def mandate(flavour: Flavour, member: Member) -> str:
    """Return "Mandat en cours depuis le D", or "Mandat clos rempli du D au D (cause)"."""
    stay = member.stays[-1]
    if stay.ends_on is None:
        return f"Mandat en cours depuis le {long_date(stay.starts_on)}            "
    closed = "Mandat clos" if flavour.old_layout else "<b>Mandat clos</b>"
    return f"{closed} rempli du {long_date(stay.starts_on)} au {long_date(stay.ends_on)} ({stay.reason})"


def group_item(member: Member) -> str:
    kind = "ancien membre" if member.former and member.legislature != 13 else "membre"
    name = GROUPS[member.legislature][member.group].name
    return f'      <li>Groupe politique : <a href="/groupe/{member.group}">{name}</a> ({kind})</li>\n'


def last_questions(flavour: Flavour, chamber: Chamber, member: Member) -> str:
    """Return the last four questions, with the first theme, or with all of them if it has an apostrophe."""
    places = chamber.ordered(member.site_id)
    if not places:
        who = "Ce député" if flavour.old_layout else member.gendered("Ce député", "Cette députée")
        return f"           <i>{who} n'a posé aucune question écrite.</i>\n"
    last = sorted((chamber.question(place) for place in places), key=lambda q: (q.asked_on, q.number), reverse=True)[:4]
    items = []
    for question in last:
        themes = question.portfolio.themes
        theme = " / ".join(themes) if "'" in themes[0] else themes[0]
        many = "s" if question.comments > 1 else ""
        seen = f' <span class="list_com">{question.comments}&nbsp;commentaire{many}</span>' if question.comments else ""
        ministry = flavour.title(question.portfolio.stored)
        path = flavour.question_path(question.number)
        items.append(
            f'<li><a href="{path}">{short_date(question.asked_on)}&nbsp;: {ministry}&nbsp;({theme}){seen}</a></li>'
        )
    return f"       <ul>\n{''.join(items)}</ul>\n"


def follow(flavour: Flavour, member: Member) -> str:
    """Return how to follow a deputy in office: by mail, feed and widget; a line for a former one."""
    if member.former:
        who = "ce député" if flavour.old_layout else member.gendered("ce député", "cette députée")
        return f"<h2>Le mandat de {who} est achevé{'.' if flavour.old_layout else ''}</h2>\n"
    slug = member.person.slug
    widget = "widget" if flavour.old_layout else f"widget{flavour.legislature}"
    ways = (
        (f"/alerte/parlementaire/{slug}", "email", "par email" if flavour.old_layout else "par e-mail"),
        (f"/{slug}/rss", "rss_obliq", "par RSS"),
        (f"/{widget}?depute={slug}", "widget", "sur mon site"),
    )
    cells = "".join(
        f'       <td width=33%><a href="{path}"><img alt="{text}" src="/images/xneth/{icon}.png" /></a><br/><a '
        f'href="{path}">{text}</a></td>\n'
        for path, icon, text in ways
    )
    return (
        f'<h2>Suivre l\'activité du député</h2>\n<table width=100% style="text-align: center"><tr>\n{cells}</tr>'
        "</table>\n"
    )
