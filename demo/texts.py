"""Made-up texts: what the site stores (HTML or not) and, beside it, what a reader of the page reads."""

from typing import NamedTuple

from demo.dice import Dice
from demo.sentences import DO, FACTS, OPENINGS, PEOPLE, REPLIES, REQUESTS, SUBJECTS, THINGS, WHERE

QUESTION_FORMS = ("plain", "breaks", "glued", "wrapped", "iso", "entities", "nbsp")
ANSWER_FORMS = ("plain", "breaks", "table", "list", "wrapped", "iso", "entities", "nbsp")


class Text(NamedTuple):
    """A stored text and its plain reading."""

    stored: str
    plain: str


def plain_text(stored: str) -> Text:
    """Return a stored text without tags, and its reading."""
    return Text(stored, " ".join(stored.split()))


def question_text(dice: Dice, matter: Dice, form: str, author: str, sex: str, minister: str) -> Text:
    """Make a question of 400 to 1,600 characters in one of QUESTION_FORMS, or an empty one.

    Questions with the same ``matter`` say nearly the same.
    """
    if form == "empty":
        return Text("", "")
    he = "Elle" if sex == "F" else "Il"
    title = "Mme" if sex == "F" else "M."
    opening = f"{title} {author} {dice.pick(OPENINGS)} {minister} sur {dice.pick(SUBJECTS)}."
    facts = [*_matter(matter, 6 + matter.below(9)), *_sentences(dice, FACTS, 1 + dice.below(2))]
    if form == "iso":
        facts[1] = "Le règlement adopté le 2009-04-23 n'est toujours pas appliqué."
    return _shape(form, [opening, *facts], dice.pick(REQUESTS).format(he=he))


def answer_text(dice: Dice, form: str) -> Text:
    """Make an answer of 500 to 4,500 characters in one of ANSWER_FORMS."""
    sentences = _sentences(dice, REPLIES, 6 + dice.below(12) * dice.pick((1, 1, 1, 3)))
    if form == "iso":
        sentences[1] = "La directive du 2006-12-12 a été transposée le 2009-12-28."
    return _shape(form, sentences, "Le Gouvernement tiendra l'auteur de la question informé.")


def _matter(dice: Dice, count: int) -> list[str]:
    return [
        f"Les {dice.pick(PEOPLE)} {dice.pick(DO)} les {dice.pick(THINGS)} {dice.pick(WHERE)}." for _ in range(count)
    ]


def _sentences(dice: Dice, stock: tuple[str, ...], count: int) -> list[str]:
    made = []
    start = dice.below(len(stock))
    for k in range(count):
        a, b, c = 2 + dice.below(97), 2 + dice.below(60), 100 + dice.below(900)
        made.append(stock[(start + k) % len(stock)].format(a=a, b=b, c=c))
    return made


def _shape(form: str, sentences: list[str], last: str) -> Text:
    half = len(sentences) // 2
    one, two = " ".join(sentences[:half]), " ".join([*sentences[half:], last])
    whole = f"{one} {two}"
    match form:
        case "plain" | "iso":
            return Text(whole, whole)
        case "breaks":
            return Text(f"{one}<br /><br />{two}", f"{one}\n\n{two}")
        case "glued":
            return Text(f"{one}<br/>{two}<br>", f"{one}\n{two}")
        case "wrapped":
            return Text(f"<p>{one}</p><p>{two}</p>", f"{one}\n\n{two}")
        case "nbsp":
            return Text(whole.replace(" :", "\u00a0:").replace("« ", "«\u00a0").replace(" »", "\u00a0»"), whole)
        case "entities":
            return _entities(whole)
        case "table":
            return _table(one, two)
        case "list":
            return _list(one, two)
    raise ValueError(f"no form of text {form!r}")


def _entities(whole: str) -> Text:
    stored = whole.replace("œ", "&#339;").replace("euros", "&#8364;")
    extra = " Les seuils &lt; 1 000 &#8364; relèvent du fonds <i>Maquettes &amp; modèles</i>."
    plain = whole.replace("euros", "€") + " Les seuils < 1 000 € relèvent du fonds Maquettes & modèles."
    return Text(stored + extra, plain)


def _table(one: str, two: str) -> Text:
    rows = (("Année", "Nombre de dossiers", "Montant (en M€)"), ("2007", "12 870", "3,2"), ("2008", "15 104", "4,05"))
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    cells = cells.replace("<td>Année</td>", "<td><b>Année</b></td>").replace("€", "&#8364;")
    total = '<tr><td colspan="2">Total 2007-2008</td><td>7,25</td></tr>'
    table = f'<table border="1" cellspacing="0" cellpadding="2">{cells}{total}</table>'
    plain = "\n".join(["\t".join(row) for row in rows] + ["Total 2007-2008\t7,25"])
    return Text(f"{one}<br /><br />{table}<br />{two}", f"{one}\n\n{plain}\n\n{two}")


def _list(one: str, two: str) -> Text:
    items = ("action 1 : prévention (45 %) ;", "action 2 : contrôle (30 %) ;", "action 3 : divers & imprévus (25 %).")
    stored = "".join(f"<li>{item.replace('&', '&amp;')}</li>" for item in items)
    plain = "\n".join(f"- {item}" for item in items)
    return Text(f"{one}<br /><ul>{stored}</ul>{two}", f"{one}\n\n{plain}\n\n{two}")
