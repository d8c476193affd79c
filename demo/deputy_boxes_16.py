"""The boxes of a deputy's page in the later layout, with birth, party, contact and staff."""

from urllib.parse import quote, quote_plus

from demo.chamber import Chamber
from demo.deputy_documents import official_page
from demo.deputy_facts import WORDS, follow, group_item, last_questions, mandate
from demo.flavours import Flavour
from demo.french import long_date
from demo.people import Member


def boxes_16(flavour: Flavour, chamber: Chamber, member: Member) -> str:
    """Return the boxes: all questions are linked through the search, which robots must not use."""
    who = member.person
    none = (
        f'          <i class="paddingleft">{member.gendered("Ce député", "Cette députée")} n\'a déposé aucun texte.</i>'
        "\n"
    )
    rss = (
        f'<span class="rss"><a href="/{who.slug}/commentaires/rss"><img alt="Flux rss" src="/images/xneth/rss.png" />'
        "</a></span>"
    )
    return (
        '    <div class="boite_depute" id="b1">\n'
        f"{_information(flavour, member)}{_contact(member)}{_duties(member)}{_work(member)}"
        f'      </div>\n\n  <div class="boite_depute" id="b2">\n        {follow(flavour, member)}\n        '
        f"{WORDS.format(slug=who.slug)}\n"
        f"    <h2>Productions parlementaires</h2>\n      <h3>Ses derniers rapports</h3>\n{none}      <h3>Ses dernières "
        "propositions de loi"
        f"</h3>\n{none}    <h2>Votes</h2>\n      <h3>Ses derniers votes</h3>\n       <ul>\n</ul>      "
        f'<p class="suivant"><a href="/{who.slug}/votes">Tous ses votes</a></p>\n\n    <h2>Questions au '
        "gouvernement</h2>\n"
        f"      <h3>Ses dernières questions orales</h3>\n{none}      <h3>Ses dernières questions écrites</h3>\n"
        f'{last_questions(flavour, chamber, member)}<p class="suivant">'
        f"{_search(member, 'QuestionEcrite', 'Toutes ses questions écrites')}</p>\n"
        f'{_history(member)}  </div>\n    <div class="bas_depute">\n    <h2 class="list_com">Derniers commentaires '
        "concernant les travaux de "
        f"{who.name} {rss}</h2>\n  </div>\n"
    )


def _search(member: Member, kind: str, text: str, more: str = "") -> str:
    tag = quote_plus(f"parlementaire={member.person.name.lower()}{more}")
    return f'<a href="/recherche?object_name={kind}&amp;tag={tag}&amp;sort=1">{text}</a>'


def _information(flavour: Flavour, member: Member) -> str:
    who = member.person
    party = (
        f"                <li>Parti politique (rattachement financier) : {member.party}</li>\n" if member.party else ""
    )
    born = f"                <li>{member.gendered('Né', 'Née')} le : {long_date(who.born_on)} à {who.birthplace}</li>\n"
    job = (
        f'        <li>Profession : <a href="/recherche/{quote_plus(who.profession)}">{who.profession}</a></li>\n'
        if who.profession
        else ""
    )
    official = (
        f'<li><a title="Lien externe" rel="nofollow" href="{official_page(member)}">Fiche Assemblée nationale</a></li>'
    )
    # The list of links is never closed on the site, and the tags around a substitute cross.
    links = (
        f'        <li>Liens :\n          <ul>{official}<li><a href="https://example.org/{quote(who.name)}">Page</a>'
        "</li></ul>\n"
    )
    return (
        f"    <h2>Informations</h2>\n      <ul>\n                        <li>{mandate(flavour, member)}</li>\n"
        f"{_substitute(member)}"
        f"  {group_item(member)}{party}{born}{job}{links}      </ul>\n\n"
    )


def _substitute(member: Member) -> str:
    if member.substitute is None:
        return ""
    return (
        f'        <li><b>{member.gendered("Suppléant", "Suppléante")}&nbsp;: <a href="/{member.substitute}">Son '
        "suppléant</a></li></b>\n"
    )


def _contact(member: Member) -> str:
    mail = f"{member.person.slug}@example.invalid"
    return (
        "      <h2>Contact</h2>\n      <ul>\n        <li>Par e-mail :\n                    <ul>\n                      "
        "  "
        f'<li><a href="mailto:{mail}">{mail}</a></li>\n                      </ul>\n                  </li>\n        '
        "<li>Par courrier :\n"
        "                    <ul>\n                        <li>1 rue de l'Exemple, 00000 Fictiville 01 99 00 00 00</li>"
        "\n"
        "                      </ul>\n                  </li>\n                <li>Collaborateurs :\n          <ul>\n"
        "                        <li>M. Collaborateur Fictif</li>\n                      </ul>\n        </li>\n        "
        "      </ul>\n    \n"
    )


def _duties(member: Member) -> str:
    if member.site_id % 3 != 2 or member.former:
        return ""
    return (
        "        <h2>Responsabilités</h2>\n      <ul>\n                <li>Commission permanente :\n          <ul>\n   "
        "         "
        '<li><a href="/organisme/commission-des-exemples">Exemples</a> (membre)</li>\n          </ul>\n        </li>\n '
        "     </ul>\n    \n"
    )


def _work(member: Member) -> str:
    debates = "".join(
        f'      <p class="paddingleft">{_search(member, "Intervention", text, more)}</p>\n'
        for text, more in (
            ("Ses travaux en commissions", ",type=commission"),
            ("Ses travaux en hémicycle", ",type=loi"),
            ("Tout", ""),
        )
    )
    who = member.gendered("Ce député", "Cette députée")
    rows = '<tr class="total_sorts"><td>0</td><td class="titre_sort">Total</td><td>0</td></tr>'
    rows += '<tr><td>0</td><td class="titre_sort">adoptés</td><td>0</td></tr>'
    return (
        "        <h2>Travaux législatifs</h2>\n      <h3>Ses principaux dossiers durant la législature</h3>\n          "
        f'<i class="paddingleft">{who} n\'a pris la parole sur aucun dossier en hémicycle.</i>\n      <h3>Ses '
        f"interventions</h3>\n{debates}\n"
        '      <div class="titre_amendements">\n        <h3>Ses amendements</h3>\n        '
        f'<p class="paddingleft">{_search(member, "Amendement", "Consulter tous ses amendements")}</p>\n      </div>\n'
        f'      <table class="sorts_amendements">\n  <tr><th>Proposés</th><th/><th>Signés</th></tr>\n  {rows}</table>\n'
    )


def _history(member: Member) -> str:
    if not member.former:
        return ""
    stay = member.stays[-1]
    dates = f"du {stay.starts_on:%d/%m/%Y} au {stay.ends_on:%d/%m/%Y}"
    office = member.gendered("Député", "Députée")
    return (
        f"        <h2>Historique des fonctions et mandats</h2>\n      <ul>        <li>{office} {dates} "
        f"({stay.reason})</li>\n      </ul>\n"
    )
