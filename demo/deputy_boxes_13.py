"""The boxes of a deputy's page in the old layout, each between two rows of rounded corners."""

from urllib.parse import quote, quote_plus

from demo.chamber import Chamber
from demo.deputy_documents import official_page
from demo.deputy_facts import WORDS, follow, group_item, last_questions, mandate
from demo.flavours import Flavour
from demo.people import Member


def boxes_13(flavour: Flavour, chamber: Chamber, member: Member) -> str:
    """Return the boxes of 13: it links the list of all questions, which the later layout does not."""
    slug, name = member.person.slug, member.person.name
    feed = (
        f'<span class="rss"><a href="/{slug}/commentaires/rss"><img alt="Flux rss" src="/images/xneth/rss.png" /></a>'
        "</span>"
    )
    return (
        '  <div class="boite_depute" id="b1">\n'
        f"{_box(_information(flavour, member))}{_box(_work(flavour, chamber, member))}  </div>\n\n"
        '  <div class="boite_depute" id="b2">\n'
        f"{_box(follow(flavour, member) + WORDS.format(slug=slug))}{_box(_papers(slug))}  </div>\n\n"
        '  <div class="boite_depute" id="b4">\n  </div>\n  <div class="bas_depute">\n'
        f'      <h2 class="list_com">Derniers commentaires concernant {name} {feed}</h2>\n  </div>\n'
    )


def _box(content: str) -> str:
    return (
        '    <div class="b_d_h"><div class="b_d_hg"></div><div class="b_d_hd"></div></div>\n    <div class="b_d_cont">'
        "\n"
        f'      <div class="b_d_infos">\n      {content}      </div>\n    </div>\n'
        '    <div class="b_d_b"><div class="b_d_bg"></div><div class="b_d_bd"></div></div>\n'
    )


def _information(flavour: Flavour, member: Member) -> str:
    who = member.person
    job = (
        f'<li>Profession : <a href="/profession/{quote_plus(who.profession)}">{who.profession}</a></li>'
        if who.profession
        else ""
    )
    official = (
        f'<a title="Lien externe" rel="nofollow" href="{official_page(member)}">Fiche sur le site de l\'Assemblée '
        "nationale</a>"
    )
    duties = ""
    if member.site_id % 3 == 2 and not member.former:
        duties = (
            "      <h2>Responsabilités</h2>\n      <ul>\n        <li>Commission permanente : <ul><li>"
            '<a href="/organisme/commission-des-exemples">Exemples</a> (membre)</li></ul></li>\n      </ul>\n'
        )
    return (
        f"<h2>Informations</h2>\n    <ul>\n      <li>{mandate(flavour, member)}</li>\n{group_item(member)}            "
        f"{job}\n"
        f'      <li>{official}</li>      <li><a href="http://example.org/wiki/{quote(who.name)}">Page '
        "encyclopédique</a></li>\n"
        f"    </ul>{duties}"
    )


def _work(flavour: Flavour, chamber: Chamber, member: Member) -> str:
    slug = member.person.slug
    debates = "".join(
        f'      <h3><a href="/{slug}/interventions{path}">{text}</a></h3>\n'
        for path, text in (
            ("/commission", "Travaux en commissions"),
            ("/loi", "Travaux en hémicycle"),
            ("", "Toutes ses interventions"),
        )
    )
    return (
        "<h2>Travaux législatifs</h2>\n  <h3>Ses principaux dossiers durant la législature</h3>\n"
        "          <i>Ce député n'est intervenu sur aucun dossier.</i>\n"
        f"{_next(slug, 'dossiers', 'Tous ses dossiers')}{debates}"
        "      <h2>Questions au gouvernement</h2>\n      <h3>Ses dernières questions orales</h3>\n"
        "           <i>Ce député n'a posé aucune question orale.</i>\n"
        f"{_next(slug, 'interventions/question', 'Toutes ses questions orales')}      <h3>Ses dernières questions "
        "écrites</h3>\n"
        f"{last_questions(flavour, chamber, member)}{_next(slug, 'questions', 'Toutes ses questions écrites')}"
    )


def _papers(slug: str) -> str:
    return (
        "<h2>Productions parlementaires</h2>\n      <h3>Ses derniers rapports</h3>\n"
        f"          <i>Ce député n'a déposé aucun rapport.</i>\n{_next(slug, 'documents/rap', 'Tous ses rapports')}"
        "      <h3>Ses dernières propositions de loi</h3>\n          <i>Ce député n'a déposé aucune proposition de "
        "loi.</i>\n"
        f"{_next(slug, 'documents/loi', 'Toutes ses propositions de loi cosignées')}"
        f'      <h3><a href="/{slug}/amendements">Tous ses amendements</a></h3>\n'
    )


def _next(slug: str, path: str, text: str) -> str:
    return f'      <p class="suivant"><a href="/{slug}/{path}">{text}</a></p>\n'
