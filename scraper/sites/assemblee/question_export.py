"""A question in the old export: ``/q14/14-47351QE.htm/vue/xml``, one XML document in capitals."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree
from scrapy.http import Response

from scraper.errors import NotThePage
from scraper.sites.body import inner_html, line, xml_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A place in the Journal officiel; the day as written, dd/mm/yyyy."""

    on: str | None = None
    page: str | None = None
    type: str | None = None
    number: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no place is meant: what did not happen stands there with empty fields."""
        return self.on is None and self.page is None and self.number is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ministry:
    """A ministry as named at the time: its short and long name, and the number of its organe."""

    short_name: str | None = None
    name: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The ministry that a question was given to, and where that was published."""

    ministry: Ministry
    published: Published


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionExport:
    """A question as the export states it; texts are the stored HTML, ids are numbers without a prefix.

    The group is the author's present one, whatever it was when they asked (47351 of January 2014 shows one that was
    founded in 2015). ``flag`` is None where the export has no room for one, empty where none was raised.
    """

    legislature: int
    number: int
    type: str
    asked: Published
    author_number: str | None
    mandate_number: str | None
    civility: str | None
    last_name: str | None
    first_name: str | None
    group_acronym: str | None
    group_name: str | None
    group_number: str | None
    constituency_number: str | None
    department_code: str | None
    department: str | None
    region_code: str | None
    region: str | None
    rubric: str | None
    heading: str | None
    analyses: tuple[str, ...]
    asked_ministry: Ministry
    attributions: tuple[Attribution, ...]
    question_html: str | None
    question_erratum: Published
    flag: Published | None
    flag_filed: str | None
    renewals: tuple[Published, ...]
    closure: Published
    closure_code: str | None
    closure_label: str | None
    answer_html: str | None
    answer: Published
    answer_erratum: Published


def read_question_export(response: Response, legislature: int, number: int) -> QuestionExport:
    """Read the export of a written question; raise NotThePage for anything else, and for another question."""
    root = xml_document(response, "QUESTION")
    found = (root.get("TYPE"), _text(root, "LEGISLATURE"), _text(root, "DEPOT/@NUMERO"))
    if found != ("QE", str(legislature), str(number)):
        raise NotThePage(f"expected question QE {number} of legislature {legislature}, found {found}")
    has_flags = root.find("SIGNALEMENT") is not None
    return QuestionExport(
        legislature=legislature,
        number=number,
        type="QE",
        asked=_published(root, "DEPOT[@NUMERO]"),
        **_author(root),
        rubric=_text(root, "INDEXATION_AN/@RUBRIQUE"),
        heading=_text(root, "INDEXATION_AN/TETE_ANALYSE"),
        analyses=tuple(filter(None, map(line, root.findall("INDEXATION_AN/ANALYSE/ANA")))),
        asked_ministry=_ministry(root.find("MINI"), "ID_MINI"),
        attributions=tuple(
            Attribution(ministry=_ministry(order, "ID_MINA"), published=_published(order))
            for order in _orders(root, "MINA")
        ),
        question_html=_html(root, "DEPOT/TEXTE_DEPOT"),
        question_erratum=_published(root, "ERRATUM_QUESTION"),
        flag=_published(root, "SIGNALEMENT") if has_flags else None,
        flag_filed=_text(root, "SIGNALEMENT/DATE_DEPOT_SIGNAL"),
        renewals=tuple(_published(step, day="DATE_RENOUVELLEMENT") for step in _orders(root, "RENOUVELLEMENT")),
        closure=_published(root, "CLOTURE"),
        closure_code=_text(root, "CLOTURE/ABREGE"),
        closure_label=_text(root, "CLOTURE/LIBELLE"),
        answer_html=_html(root, "REPONSE/TEXTE_REPONSE"),
        answer=_published(root, "REPONSE", day="DATE_JO_REPONSE", page="PAGE_JO_REPONSE"),
        answer_erratum=_published(root, "ERRATUM_REPONSE"),
    )


def _author(root: etree._Element) -> dict[str, str | None]:
    return {
        "author_number": _text(root, "AUTEUR/ID_ACTEUR"),
        "mandate_number": _text(root, "AUTEUR/@ID_MANDAT"),
        "civility": _text(root, "AUTEUR/CIVILITE"),
        "last_name": _text(root, "AUTEUR/NOM"),
        "first_name": _text(root, "AUTEUR/PRENOM"),
        "group_acronym": _text(root, "GROUPE/@SIGLE"),
        "group_name": _text(root, "GROUPE/LIBELLE"),
        "group_number": _text(root, "GROUPE/ID_GROUPE"),
        "constituency_number": _text(root, "CIRCONSCRIPTION/@NUMERO_CIRCONSCRIPTION"),
        "department_code": _text(root, "CIRCONSCRIPTION/CODE_DEPARTEMENT"),
        "department": _text(root, "CIRCONSCRIPTION/DEPARTEMENT"),
        "region_code": _text(root, "CIRCONSCRIPTION/CODE_REGION"),
        "region": _text(root, "CIRCONSCRIPTION/REGION"),
    }


def _ministry(node: etree._Element | None, number: str) -> Ministry:
    if node is None:
        return Ministry()
    return Ministry(short_name=_text(node, "ABREGE"), name=_text(node, "DEVELOPPE"), number=_text(node, number))


def _published(node: etree._Element, path: str = ".", day: str = "DATE_JO", page: str = "PAGE_JO") -> Published:
    found = node.find(path)
    if found is None:
        return Published()
    return Published(
        on=_text(found, day), page=_text(found, page), type=_text(found, "TYPE_JO"), number=_text(found, "NUMERO_JO")
    )


def _orders(root: etree._Element, path: str) -> Iterable[etree._Element]:
    """Return the steps of a kind in their order; those without a number stand where they are written."""

    def place(step: tuple[int, etree._Element]) -> tuple[int, int]:
        written, node = step
        number = node.get("NUMERO", "").strip()
        return (int(number) if number.isdecimal() and len(number) < 5 else written, written)

    steps = enumerate(root.findall(f"{path}/ORDRE"), start=1)
    return [node for _, node in sorted(steps, key=place) if line(node)]


def _text(node: etree._Element, path: str) -> str | None:
    """Return the text of the first element (or attribute) that a path leads to, on one line; None where it is empty."""
    elements, _, attribute = path.partition("/@")
    found = node.findall(elements)
    written = (" ".join(one.get(attribute, "").split()) if attribute else line(one) for one in found)
    return next(filter(None, written), None)


def _html(node: etree._Element, path: str) -> str | None:
    """Return the HTML of a text, which stands in CDATA; where it does not, its elements are HTML themselves."""
    for found in node.findall(path):
        html = inner_html(found.text, [*found]) if len(found) else found.text
        if html and html.strip():
            return html.strip()
    return None
