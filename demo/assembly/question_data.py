"""A question as the open data write it: one tree, with every spelling of "one", "many" and "nothing" that was met."""

from datetime import date
from typing import Any

from demo.assembly.dossier import Dossier, mandate_id
from demo.dice import Dice
from demo.french import long_date
from parliament.ministries.register import Ministry
from parliament.records import Event

NIL = {"@xsi:nil": "true"}
NAMESPACES = {
    "@xmlns": "http://schemas.assemblee-nationale.fr/referentiel",
    "@xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def question_data(dossier: Dossier) -> dict[str, Any]:
    """Return a question's tree; what is a text, a list or nothing is spelt by draws that depend on the question."""
    question, spell = dossier.question, _Spelling(dossier)
    attributed = [
        {"infoJO": spell.journal(event), "denomination": _ministry(spell.ministry(event))}
        for event in dossier.told("attributed")
    ]
    flagged = dossier.told("flagged")
    tree: dict[str, Any] = {
        **NAMESPACES,
        "@xsi:type": "QuestionEcrite_Type",
        "uid": dossier.uid,
        "identifiant": {
            "numero": spell.text(f"{question.number}"),
            "regime": "5eme Republique",
            "legislature": f"{question.legislature}",
        },
        "type": "QE",
        "indexationAN": {
            "rubrique": spell.text(dossier.rubric),
            "teteAnalyse": spell.text(dossier.heading),
            "analyses": spell.analyses(),
        },
        "auteur": {
            "identite": {"acteurRef": question.member.person.deputy_id, "mandatRef": mandate_id(question)},
            "groupe": {
                "organeRef": dossier.group.organe,
                "abrege": dossier.group.acronym,
                "developpe": dossier.group.name,
            },
        },
        "minInt": _ministry(dossier.asked),
        "minAttribs": {"minAttrib": spell.many(attributed)},
        "textesQuestion": spell.texts("texteQuestion", dossier.told("asked"), spell.question()),
        "textesReponse": spell.texts("texteReponse", dossier.told("answered"), spell.answer()),
        "renouvellements": spell.each(
            "renouvellement", [{"infoJO": spell.journal(e)} for e in dossier.told("renewed")]
        ),
    }
    if flagged:
        tree["signalement"] = spell.many([{"infoJO": spell.journal(event)} for event in flagged])
    for name, of in (("erratumQuestion", "question"), ("erratumReponse", "answer")):
        errata = [event for event in dossier.told("corrected") if event.detail == of]
        if errata:
            tree[name] = spell.many(
                [{"infoJO": spell.journal(event), "texte": "Au lieu de : « 12 », lire : « 21 »."} for event in errata]
            )
    return tree | {"cloture": spell.closure()}


def _ministry(ministry: Ministry) -> dict[str, str | None]:
    return {"organeRef": ministry.ministry_id, "abrege": ministry.short_name, "developpe": ministry.name}


class _Spelling:
    """The spellings of one question: the same from night to night, whatever happens to it."""

    def __init__(self, dossier: Dossier):
        self.dossier = dossier
        self._ministries = {one.ministry_id: one for one in dossier.ministries}
        legislature = dossier.question.legislature
        # 15 writes days as readers do; elsewhere some questions are written so.
        self._french_days = legislature == 15 or dossier.dice("days").percent(5)

    def dice(self, what: object) -> Dice:
        return self.dossier.dice(f"{what}")

    def ministry(self, event: Event) -> Ministry:
        return self._ministries[event.ministry_id or ""]

    def nothing(self, what: object) -> Any:
        """Spell that a value is missing."""
        return self.dice(f"no {what}").pick((None, None, None, {}, NIL))

    def text(self, value: str | None) -> Any:
        if value is None:
            return self.nothing("text")
        return {"#text": value} if self.dice(value).percent(5) else value

    def many(self, found: list[Any]) -> Any:
        """Spell one thing as itself, rarely as a list of one."""
        return found[0] if len(found) == 1 and not self.dice(f"one {sorted(found[0])}").percent(10) else found

    def each(self, name: str, found: list[Any]) -> Any:
        return {name: self.many(found)} if found else self.dice(name).pick((None, None, {}, NIL, {name: None}))

    def analyses(self) -> Any:
        found = list(self.dossier.analyses)
        return self.each("analyse", found) if len(found) != 1 else {"analyse": found[0]}

    def day(self, day: date | None) -> Any:
        if day is None:
            return self.nothing("day")
        return f"{day:%d/%m/%Y}" if self._french_days else f"{day}"

    def journal(self, event: Event) -> dict[str, Any]:
        return {
            "typeJO": event.jo_type,
            "dateJO": self.day(event.happened_on),
            "pageJO": event.jo_page,
            "numJO": event.jo_number if event.jo_number else self.nothing("number"),
            "urlLegifrance": event.jo_url,
            "referenceNOR": event.jo_reference,
        }

    def texts(self, name: str, events: list[Event], text: str | None) -> Any:
        return self.each(name, [{"infoJO": self.journal(event), "texte": text} for event in events])

    def question(self) -> str | None:
        """Return the text, one in six behind its number and day, one in six behind the end of a paragraph."""
        question, stored = self.dossier.question, self.dossier.texts.question.stored
        heads = ("", "", "", "", "</p>", f"{question.number}. — {long_date(question.asked_on)}. — ")
        return self.dice("question").pick(heads) + stored if stored else None

    def answer(self) -> str | None:
        if self.dossier.texts.answer is None:
            return None
        head, tail = self.dice("answer").pick((("", ""), ("", ""), ("</p>", " <p>"), ("", "<br>")))
        return f"{head}{self.dossier.texts.answer.stored}{tail}"

    def closure(self) -> Any:
        dossier, told = self.dossier, self.dossier.told("closed")
        if not told:
            nothing = {"codeCloture": None, "libelleCloture": None, "dateCloture": None, "infoJO": None}
            return self.dice("closure").pick((None, nothing, {}, NIL))
        printed = self.journal(told[0])
        if not dossier.question.answered:
            # Where a withdrawal is printed is not told, and its day but once.
            printed = dict.fromkeys(printed)
        return {
            "codeCloture": dossier.code,
            "libelleCloture": dossier.label,
            "dateCloture": self.day(dossier.closed_on),
            "infoJO": printed,
        }
