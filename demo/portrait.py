"""The photo and the name of a deputy on top of a question or a list."""

from demo.french import of_department
from demo.people import Member


def photo(member: Member, height: int, link: bool) -> str:
    """Return the photo with its title, the only place that names the group; empty for a deputy without photo.

    ``alt`` stands twice, as on the sites.
    """
    who = member.person
    if not who.has_photo:
        return ""
    now = f"({member.title})" if member.former else f"(Groupe parlementaire : {member.group})"
    width = 70 if height == 90 else 125
    image = (
        f'<img alt="Photo issue du site de l\'Assemblée nationale ou de Wikipedia" title="{who.name} -- {now}" '
        f'src="/depute/photo/{who.slug}/{height}" class="jstitle photo_fiche" style="width:{width}px; '
        f'height:{height}px;" '
        f'alt="Photo de {who.name}"/>'
    )
    return f'<a href="/{who.slug}">{image}</a>' if link else image


def heading(member: Member, h1: str) -> str:
    """Return ``div.info_depute`` with the photo and an ``h1``."""
    return (
        f'<div class="info_depute">\n  <div class="depute_gauche">\n{photo(member, 90, link=True)}  </div>\n'
        f'  <div class="depute_droite"><div>\n<h1>  {h1}</h1>  </div></div>\n</div>\n<div class="stopfloat"></div>\n'
        "<br/>\n"
    )


def in_one_line(member: Member) -> str:
    """Write the ``title`` of the roster: "Aline Exemple -- députée UMP de la Creuse"."""
    place = of_department(member.department[1])
    return f"{member.person.name} -- {member.title} {member.group} {place}"
