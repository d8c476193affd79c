"""The page ``/deputes``: every deputy of the legislature by letter, former ones too."""

from itertools import groupby

from demo.chrome import Chrome
from demo.flavours import Flavour
from demo.french import fold
from demo.groups import GROUPS
from demo.people import Member
from demo.portrait import in_one_line


def roster_page(flavour: Flavour, chrome: Chrome, members: tuple[Member, ...]) -> str:
    """Return the page; the two layouts nest link and block the other way round."""
    ordered = sorted(members, key=_sorted_by)
    initials = [
        (initial.upper(), list(found)) for initial, found in groupby(ordered, key=lambda member: _sorted_by(member)[0])
    ]
    letters = [letter for letter, _ in initials]
    entry = _entry_13 if flavour.old_layout else _entry_16
    tables = "".join(_letter(letter, letters, [entry(member) for member in found]) for letter, found in initials)
    sitting = sum(not member.former for member in members)
    number = flavour.legislature
    if flavour.old_layout:
        count = (
            f"Les {len(members)} députés de la {number}<sup>ème</sup> législature ({sitting} en cours de mandat)&nbsp;:"
        )
    else:
        count = (
            f"Retrouvez ici l'ensemble des {len(members)} députés de la {number}<sup>ème</sup> législature (dont "
            f"{sitting} en cours de "
            'mandat).<br/>\nVoir aussi&nbsp;: <a href="https://2007-2012.nosdeputes.fr/deputes">entre 2007 et 2012</a>.'
        )
    plot = "" if flavour.old_layout else _plot(flavour.legislature, sitting)
    body = f'<h1>Tous les députés par ordre alphabétique</h1>\n<p>{count}</p>\n{plot}<div class="liste">{tables}</div>'
    return chrome.page(
        "Liste de tous les députés à l'Assemblée nationale" + ("" if flavour.suffix else " - NosDéputés.fr"), body
    )


def _plot(legislature: int, sitting: int) -> str:
    groups = "&nbsp;&nbsp; ".join(
        f'<span title="{group.name}" class="jstitle"><span class="square c_b_{acronym.lower()}"></span><a '
        f'href="/groupe/{acronym}">'
        f'{group.name.replace(" ", "&nbsp;")}&nbsp;(<b class="c_{acronym.lower()}">{acronym}</b>)</a></span>'
        for acronym, group in GROUPS[legislature].items()
    )
    image = f'<img alt="Répartition des {sitting} députés" style="height: 230px;" src="/images/tmp/groupes.png" />'
    return (
        f'<center>\n  <div class="plot_groupes">\n    <h4>\n    {groups}    </h4>\n    {image}  </div>\n</center>\n\n'
    )


def _last_first(member: Member) -> str:
    first, last = member.person.stored_names(member.legislature)
    return f"{last}, {first}"


def _sorted_by(member: Member) -> str:
    return fold(_last_first(member)).replace("œ", "oe")


def _letter(letter: str, letters: list[str], entries: list[str]) -> str:
    choices = "".join(
        (f"<big><strong>{one}</strong></big>" if one == letter else f'<a href="/deputes#{one}">{one}</a>')
        + "&nbsp;&nbsp;"
        for one in letters
    )
    half = (len(entries) + 1) // 2
    return (
        f'<div class="list_choix" id="{letter}">{choices}</div><div class="list_table"><table summary="Députés dont le '
        "nom commence par "
        f'{letter}"><tr><td class="list_td_small"/><td>{"".join(entries[:half])}</td>'
        f'<td class="list_borderleft">{"".join(entries[half:])}</td><td class="list_td_small"/></tr></table></div><div '
        'class="suivant"><a href="#">Haut de page</a></div>'
    )


def _entry_13(member: Member) -> str:
    slug, colour = member.person.slug, member.group.lower()
    link = f'<a href="/{slug}">'
    return (
        f'\n  <div class="list_dep" onclick="document.location=\'/{slug}\'"><span title="{in_one_line(member)}" '
        'class="jstitle phototitle '
        f'block"><a class="urlphoto" href="/{slug}"></a>\n    <span class="list_nom">\n      '
        f"{link}{_last_first(member)}</a>\n    </span>\n"
        f'    <span class="list_right">{link}{member.department[1]}</a></span><br/>\n    <span class="list_left">\n    '
        f"  {member.title} "
        f'{link}<span class="c_{colour}">{member.group}</span></a>    </span>\n'
        '    <span class="list_right">0&nbsp;commentaire    </span><br/>\n  </span></div>\n  '
    )


def _entry_16(member: Member) -> str:
    slug = member.person.slug
    former = " anciens" if member.former else ""
    return (
        f'  <a href="/{slug}"><div class="list_dep jstitle phototitle block{former}" title="{in_one_line(member)}">\n'
        f'    <span class="urlphoto" title="/{slug}"></span>\n    <span class="list_nom">\n      {_last_first(member)} '
        "   </span>\n"
        f'    <span class="list_right">{member.department[1]}</span><br/>\n    <span class="list_left">\n      '
        f"{member.title} "
        f'<span class="c_{member.group.lower()}">{member.group}</span>    </span>\n    <span class="list_right">\n     '
        "   </span><br/>\n"
        "  </div></a>\n  "
    )
