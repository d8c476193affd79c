"""The comments under a question, and the form after them."""

import secrets
from datetime import timedelta
from html import escape
from itertools import cycle, islice

from demo.dice import Dice
from demo.flavours import Flavour
from demo.french import no_break, slug_of
from demo.question import Question

# The third imitates the page's own headings, as a citizen may.
_SAID = (
    ("Citoyenne-Test", "citoyenne", "<p>Un exemple utile : merci !</p><p>Voir <a rel=\"nofollow\" "
     "href=\"http://www.example.org/page?a=1&b=2\">http://www.example.org/page?a=1&b=2</a></p>"),
    ("Jean-Prototype", "retraité", "<p>Et les gabarits ?</p>"),
    ("L'Œil d'essai", "blogueur", "<p>« Question soumise le 1er janvier 1999 » : ce commentaire imite la page.</p>"
     "<p><strong>Réponse émise le 2 janvier 1999</strong></p>"),
)  # fmt: skip


def comments(flavour: Flavour, question: Question) -> str:
    """Return ``div.commentaires`` with the comments and the form."""
    shown = "".join(_comment(question, k, said) for k, said in enumerate(islice(cycle(_SAID), question.comments)))
    form = _open_form() if flavour.open_comments else _closed_form()
    action = f"{flavour.prefix}/commentaire/QuestionEcrite/{question.site_id}"
    return (
        f'<div class="commentaires">\n<h3 id="commentaires" class="list_com">{_count(question.comments)}</h3>{shown}'
        f'<div id="ecrire"></div><form method="post" action="{action}">{form}</form>\n</div>'
    )


def _count(number: int) -> str:
    if number == 0:
        return "Aucun commentaire n'a encore été formulé sur cette question."
    return f"{number} commentaire{'s' if number > 1 else ''}&nbsp;:"


def _comment(question: Question, place: int, said: tuple[str, str, str]) -> str:
    name, title, text = said
    own_id = question.site_id * 10 + place
    dice = Dice(question.legislature, question.index, place, "comment")
    day = (question.closed_on if question.answered and question.closed_on else question.asked_on) + timedelta(
        days=1 + dice.below(90)
    )
    at = f"{day:%d/%m/%Y} à {dice.below(24):02}:{dice.below(60):02}"
    rates = " ".join(
        f'<a href="/rate/Commentaire/{own_id}/{k}">{word}</a>' for k, word in enumerate(("non", "neutre", "oui"))
    )
    who = f'<a href="/citoyen/{slug_of(name)}">'
    return (
        f'\n<div id="commentaire_{own_id}" class="commentaire">\n<p><span class="titre_commentaire">Le '
        f'<a href="#commentaire_{own_id}">{at}</a>, {who}{escape(name, quote=False)} ({title})</a> a dit :</span></p>\n'
        f'<div class="clear"></div>\n<div class="commentaire_avatar">{who}<img alt="Avatar par défaut" '
        f'src="/images/xneth/avatar_citoyen.png" /></a></div>\n<p>{no_break(text)}</p>\n'
        f'<p class="clear" align="right">Vous trouvez ce commentaire constructif&nbsp;: {rates} </p>\n</div>\n'
    )


_WRITE = (
    '  <tr>\n    <th colspan="3" style="text-align:left;"><label for="commentaire_commentaire">Ecrire un '
    "commentaire</label></th>\n"
    '  </tr>\n  <tr>\n    <td colspan="3">\n'
)


def _field(name: str, label: str, kind: str = "text") -> str:
    return (
        f'\t    <tr>\n\t\t  <th><label for="commentaire_{name}">{label}</label></th>\n\t\t  <td>\n\t\t            '
        f'<input type="{kind}" name="commentaire[{name}]" id="commentaire_{name}" />\t\t  </td>\n\t\t</tr>\n'
    )


def _box(name: str, label: str, fields: str) -> str:
    return (
        f'      <table class="{name}">\n\t    <tr>\n\t\t  <th colspan="3">{label}</th>\n\t\t</tr>\n{fields}      '
        "</table>\n"
    )


_LOGIN = _field("login", "Nom d'utilisateur ou Email") + _field("password", "Mot de passe", "password")
_OPEN = "".join(
    (
        f"<table>\n{_WRITE}            ",
        '<textarea rows="4" cols="30" name="commentaire[commentaire]" style="width:73.5em" ',
        'id="commentaire_commentaire">',
        "</textarea>    </td>\n  </tr>\n    <tr>\n    <td>\n",
        _box("inscription", "Inscription", _field("nom", "Nom d'utilisateur") + _field("email", "Email")),
        "\t</td>\n\t<th>ou</th>\n\t<td>\n",
        _box("connexion", "Connexion", _LOGIN),
        '\t</td>\n  </tr>\n    <tr><td><input type="checkbox" name="follow_talk" id="follow_talk"/>',
        "<label for=\"follow_talk\">M'alerter par email lorsque quelqu'un réagit à mon commentaire</label></td></tr>\n",
        '  <tr>\n    <td colspan="3" style="height:40px;">\n      <input type="hidden" name="unique_form" value="',
    )
)


def _open_form() -> str:
    """Return the form with a token that differs at each fetch: no two copies of a page are the same."""
    return (
        f"{_OPEN}{secrets.token_hex(16)}\"/>\n      <input type='submit' value='Prévisualiser'/>\n          </td>\n  "
        "</tr>\n</table>\n"
    )


def _closed_form() -> str:
    return (
        f'<table class="commentaires_table">\n{_WRITE}      <p class="flash_error">Cette législature étant désormais '
        "achevée, les "
        'commentaires sont désactivés.<br/>Voir le <a href="https://www.nosdeputes.fr">NosDéputés.fr de la législature '
        "en cours</a>."
        "</p></td></tr></table>\n"
    )
