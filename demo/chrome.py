"""What stands around every page: head, menus and footer, about 10 kB, made once per site."""

from html import escape

from demo.flavours import Flavour
from demo.groups import GROUPS

_DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"\n"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr" lang="fr">\n  <head>\n'
    '    <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />\n'
)
_MENUS = {
    "sous_menu_1": (
        ("/deputes", "Tous les députés"), ("/circonscription", "Par circonscription"), ("/organismes", "Par organisme"),
        ("/deputes/tags", "Par mots clés"), ("/synthese", "Synthèse"), ("/hasard", "Au hasard"),
    ),
    "sous_menu_2": (
        ("/dossiers/date", "Les derniers dossiers"), ("/dossiers/plus", "Les plus discutés"),
        ("/dossiers/coms", "Les plus commentés"),
    ),
    "sous_menu_3": (
        ("/citoyens/date", "Tous les citoyens"), ("/commentaires", "Les derniers commentaires"),
        ("/assister-aux-debats", "Assister aux débats"),
    ),
}  # fmt: skip
_LEGAL = (
    ("/faq", "Questions fréquentes"), ("https://example.org/opendata.md", "Données"),
    ("https://example.org/api.md", "API"),
    ("https://example.org/stats/", "Stats de visites"), ("https://example.org/mentions-legales/", "Mentions légales"),
    ("https://example.org/nous-contacter/", "Contact"),
)  # fmt: skip


class Chrome:
    """The frame of one site's pages."""

    def __init__(self, flavour: Flavour):
        self._suffix = flavour.suffix
        self._old = flavour.old_layout
        self._after_title = _assets() + _colours(flavour.legislature) + "  </head>\n  <body>\n" + _top() + _menus()
        self._bottom = _bottom()

    def page(self, title: str, content: str, robots: str = "index, follow", more: str = "") -> str:
        """Return a whole page; ``title`` gets the site's suffix, if it has one."""
        full = escape(title + self._suffix, quote=True).replace("&#x27;", "&#039;")
        cards = "" if self._old else _cards(full)
        return (
            f'{_DOCTYPE}{more}<meta name="language" content="fr" />\n<meta name="robots" content="{robots}" />\n'
            f'<meta name="title" content="{full}" />\n{cards}    <title>{full}</title>\n{self._after_title}'
            f'      <div id="corps_page">\n        <div class="contenu_page">\n          {content}\n'
            f"        </div>\n      </div>\n{self._bottom}"
        )


def _cards(title: str) -> str:
    return (
        f'<meta name="twitter:description" content="{title}" />\n<meta name="og:description" content="{title}" />\n'
        '<meta name="twitter:card" content="summary_large_image" />\n<meta name="og:type" content="website" />\n'
        '<meta name="og:site_name" content="NosDéputés.fr" />\n<meta name="og:locale" content="fr_FR" />\n'
    )


def _assets() -> str:
    sheets = "".join(
        f'    <link rel="stylesheet" type="text/css" media="{media}" href="/css/xneth/{name}" />\n'
        for media, name in (("screen", "jquery-ui.css"), ("screen", "style.css"), ("print", "print.css"))
    )
    scripts = "".join(
        f'    <script type="text/javascript" src="/js/{name}"></script>\n'
        for name in ("jquery.js", "jquery-ui.js", "fonctions.js")
    )
    return (
        '    <link rel="shortcut icon" href="/favicon.ico" />\n    <link rel="search" href="/nosdeputesfr.xml" '
        'title="Rechercher sur NosDéputés.fr" type="application/opensearchdescription+xml" />\n'
        f"{sheets}    <!--[if lte IE 6]>\n      <style type=\"text/css\"> img, div {{ behavior: url('/iepngfix.php') "
        "} </style>\n"
        f"    <![endif]-->\n{scripts}"
    )


def _colours(legislature: int) -> str:
    rules = []
    for acronym, group in GROUPS[legislature].items():
        name, colour = acronym.lower(), f"rgb({group.colour})"
        rules.append(
            f".c_{name} {{ color: {colour}; }} .c_b_{name} {{ background-color: {colour}; }} "
            f".synthese .c_{name} {{ border-left: 5px solid {colour}; padding: 1px 2px; color: #6F6F6F; }} "
            f".list_orgas td span.c_{name} {{ width: 10px; height: 10px; display: inline-block; background-color: "
            f"{colour}; }}\n"
        )
    return f'    <style type="text/css">\n{"".join(rules)}</style>\n'


def _top() -> str:
    return (
        '  <div id="contenu">\n      <div id="top">\n        <div class="initiative">\n'
        '          <a href="https://example.org/" onclick="return(window.open(this.href)?false:true);">Site de '
        "démonstration</a>\n"
        '        </div>\n        <div id="connected" class="identification">\n          <p id="loggued_top">\n'
        '            <a href="/login">Se connecter</a> -\n            <a href="/login">Mon compte</a>\n          </p>\n'
        '        </div>\n        <script type="text/javascript"><!--\n$(\'#connected\').load("/ajax/identification");\n'
        '        --></script>\n      </div>\n      <div id="header">\n'
        '        <a style="float:left;" href="/"><img id="logo" alt="NosDeput&eacute;s.fr" '
        'src="/images/xneth/logo.png" /></a>\n'
        "      </div>\n"
    )


def _menus() -> str:
    items = "".join(
        f'          <div id="item{k}"><a href="{path}"><span class="gris">Les</span> '
        f'<span class="{colour}">{word[0]}</span><span class="gris">{word[1:]}</span></a></div>\n'
        for k, (path, word, colour) in enumerate(
            (
                ("/deputes", "D&eacute;put&eacute;s", "vert"),
                ("/dossiers/date", "Dossiers", "orange"),
                ("/citoyens/date", "Citoyens", "bleu"),
            ),
            2,
        )
    )
    return (
        '      <div id="menu">\n        <div class="menu_navigation">\n          <div id="item1"><a href="/" '
        'title="Accueil"></a></div>\n'
        f'{items}        </div>\n        <div class="menu_recherche">\n'
        '          <form action="/recherche" method="get">\n            <p>\n'
        '              <input class="rechercher examplevalue" name="search" type="text" size="25" value="Rechercher un '
        'député, une ville, un mot..."/>\n'
        '              <input title="Rechercher sur NosDéputés.fr" class="bouton_ok" value="" type="submit"/>\n'
        f'            </p>\n          </form>\n        </div>\n      </div>\n      <div id="sous_menu">\n{_submenus()} '
        "     </div>\n"
    )


def _submenus() -> str:
    made = []
    for name, links in _MENUS.items():
        items = " <strong>|</strong></li>\n            <li>".join(
            f'<a href="{path}">{text}</a>' for path, text in links
        )
        shown = "block" if name == "sous_menu_1" else "none"
        made.append(
            f'        <div id="{name}" style="display:{shown}">\n        <div class="elements_sous_menu">\n          '
            "<ul>\n"
            f"            <li>{items}</li>\n          </ul>\n        </div>\n        </div>\n"
        )
    return "".join(made)


def _bottom() -> str:
    links = "&nbsp; &mdash; &nbsp;\n            ".join(
        f'<a target="_blank" href="{url}">{text}</a>' for url, text in _LEGAL
    )
    return (
        '      <div id="bottom">\n        <div class="legal">\n          <span id="licences">\n'
        '            <a target="_blank" href="https://example.org/agpl"><img src="/images/agpl.png" height="15"/></a>\n'
        '            <a target="_blank" href="https://example.org/opendata"><img src="/images/opendata.png" '
        'height="15"/></a>\n'
        f'          </span>\n          <span id="legalinks">\n            {links}\n          </span>\n        </div>\n'
        '        <div class="regardscitoyens">\n          <a href="https://example.org"><span class="RC">S</span>ite '
        "de "
        '<span class="RC">D</span><span style="color: #C1272D;">é</span>monstration</a>\n        </div>\n      </div>\n'
        "    </div>\n"
        "  </body>\n</html>\n"
    )
