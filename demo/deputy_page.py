"""The page of a deputy: name, constituency, photo and activity on top of the boxes of each layout."""

import secrets
from urllib.parse import quote

from demo.chamber import Chamber
from demo.chrome import Chrome
from demo.deputy_boxes_13 import boxes_13
from demo.deputy_boxes_16 import boxes_16
from demo.flavours import Flavour
from demo.french import of_department, ordinal
from demo.list_page import robots_of
from demo.people import Member
from demo.portrait import photo

_ACTIVITY = (
    "Semaines d'activité", "Présences en commission", "Interventions en commission",
    "Interventions longues en hémicycle",
    "Amendements signés", "Rapports écrits", "Propositions de loi écrites", "Propositions de loi signées",
    "Questions écrites",
    "Questions orales",
)  # fmt: skip
_LEGEND = (
    ("255,0,0", "Présences relevées"),
    ("255,200,0", "Participations"),
    ("150,150,150", "Vacances parlementaires"),
)


def deputy_page(flavour: Flavour, chrome: Chrome, chamber: Chamber, member: Member) -> str:
    """Return the page: who they are, their mandate, and their last four questions."""
    name = member.person.name
    boxes = boxes_13(flavour, chamber, member) if flavour.old_layout else boxes_16(flavour, chamber, member)
    body = (
        f'<div class="fiche_depute">\n{_top(flavour, chamber, member)}</div>\n\n<div class="contenu_depute">\n'
        f"{boxes}</div>"
    )
    office = "député" if flavour.old_layout else member.gendered("député", "députée")
    title = f"{name} - Son activité de {office} à l'Assemblée nationale" + (
        "" if flavour.suffix else " - NosDéputés.fr"
    )
    meta = (
        f'<meta name="parlementaire_id" content="d{member.site_id}" />\n'
        f'<meta name="parlementaire_id_url" content="http://www.nosdeputes.fr/id/d{member.site_id}" />\n'
    )
    return chrome.page(title, body, robots_of(flavour, member), meta)


def _top(flavour: Flavour, chamber: Chamber, member: Member) -> str:
    return (
        f'  <div class="info_depute">\n<h1>{member.person.name}</h1>\n{_constituency(flavour, member)}\n'
        f"{_reelected(flavour, member)}"
        '    </div>\n  <div class="depute_gauche">\n    <div class="photo_depute">\n'
        f"\t{photo(member, 160, link=False)}    </div>\n  </div>\n"
        f'  <div class="graph_depute">\n    {_graph(flavour, member)}{_legend(flavour)}  </div>\n'
        f'  <div class="barre_activite">\n{_activity(flavour, chamber, member)}  </div>\n  <div class="stopfloat">'
        "</div>\n"
    )


def _constituency(flavour: Flavour, member: Member) -> str:
    department = member.department[1]
    of = of_department(department).removesuffix(department)
    rank = ordinal(member.constituency)
    feed = ""
    if flavour.old_layout:
        feed = (
            f'<span class="rss"><a href="/{member.person.slug}/rss"><img alt="Flux rss" src="/images/xneth/rss.png" />'
            "</a></span>"
        )
    else:
        rank = f"{member.constituency}<sup><small>{rank.lstrip('0123456789')}</small></sup>"
    return (
        f'<h2>, {member.title} <a href="/groupe/{member.group}">{member.group}</a> de la {rank} circonscription {of}'
        f'<a href="/circonscription/departement/{quote(department)}">{department}</a>{feed}</h2>'
    )


def _reelected(flavour: Flavour, member: Member) -> str:
    """Return 13's red line, whose link leads to another legislature's host."""
    if not (flavour.old_layout and member.reelected):
        return ""
    return (
        f'<h3 style="color:red; margin: 0px"><a href="http://2012-2017.nosdeputes.fr/{member.person.slug}">Fiche de la '
        "14<sup>ème</sup> législature</a></h3>\n"
    )


def _graph(flavour: Flavour, member: Member) -> str:
    slug, name = member.person.slug, member.person.name
    total = f"/{slug}/graphes/legislature/total?questions=true"
    alt = f'alt="Participation globale-annee de {name}"'
    if not flavour.old_layout:
        return (
            '<script type="text/javascript" src="/js/d3.v4.min.js"></script>\n<script type="text/javascript" '
            'src="/js/activityplot.js">'
            f'</script>\n<a href="/{slug}/graphes/legislature"><div class="activity_plot" id="plottotal">\n  <noscript>'
            "  <img "
            f'style="width: 790px;" {alt} src="{total}&link=true&histogram=1" />\n  </noscript></div>\n</a>'
            f'<script type="text/javascript">\nplot_activity_data("{total}&format=json", "plottotal", "790", "150", '
            '"total", "1");\n</script>\n'
        )
    # The map's id is drawn at each fetch, so no two copies of the page are the same.
    chart = f"Map_{slug}_{secrets.randbelow(9000) + 1000}.map"
    return (
        f'<div id="overDiv"></div><a href="/{slug}/graphes/legislature"> <img style="height:150px; width:800px" '
        f'id="graph{chart}" {alt} '
        f'src="{total}&link=true&mapId={chart}" onmousemove="getMousePosition(event);" onmouseout="nd();"/>\n'
        f'<script type="text/javascript">\n<!--\nLoadImageMap("graph{chart}", '
        f'"{total}&link=true&drawAction=map&mapId={chart}");\n//-->\n'
        "</script>\n</a>"
    )


def _legend(flavour: Flavour) -> str:
    kinds = "&nbsp;&nbsp;".join(
        f'<span style="background-color: rgb({colour});">&nbsp;</span>&nbsp;{text}'
        if flavour.old_layout
        else (
            f'<span class="jstitle" title="{text}"><span style="background-color: rgb({colour});">&nbsp;</span>'
            f"&nbsp;{text}</span>"
        )
        for colour, text in _LEGEND
    )
    link = '<a href="/faq#post_4">Explications</a>'
    return (
        f'<p>{kinds}&nbsp;&nbsp;<span style="font-weight: bolder;">&mdash;</span>&nbsp;Présence '
        f"médiane&nbsp;&nbsp;{link}</p>"
    )


def _activity(flavour: Flavour, chamber: Chamber, member: Member) -> str:
    # No made-up figure beside the real name.
    figures = [member.site_id * k % 170 if member.person.fictional else 0 for k in range(1, len(_ACTIVITY) + 1)]
    figures[-2] = len(chamber.ordered(member.site_id))
    slug = member.person.slug
    items = [
        f'<li style="font-weight:bold;"><a class="jstitle" title="{count} {what}" href="/synthesetri/{k}#{slug}">'
        f'<img style="height: 16px; width: 16px;" src="/images/xneth/ico_{k}_gris.png" alt="{count} {what}" /> : '
        f"{count}</a></li>"
        for k, (count, what) in enumerate(zip(figures, _ACTIVITY, strict=True), 1)
    ]
    months = f"{12 + member.site_id if member.person.fictional else 0} mois"
    shown = f"({months})" if flavour.old_layout else f"<small>({months})</small>"
    title = f"Bilan d'activité totale -- durant {months} de mandat"
    return f'<h3 class="jstitle" title="{title}">Activité totale {shown} :</h3><ul>{"".join(items)}</ul>\n'
