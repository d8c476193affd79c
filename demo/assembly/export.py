"""The old XML export of a question, ``/q14/14-123QE.htm/vue/xml``, with the mistakes that its readers had to mend."""

from datetime import date
from xml.sax.saxutils import escape, quoteattr

from demo.assembly.dossier import Dossier, mandate_id
from parliament.groups import GROUPS, Group, resolve
from parliament.ministries.register import Ministry
from parliament.records import Event

_GROUPS = {group.organe: group for group in GROUPS}


def question_export(dossier: Dossier) -> str:
    """Return a question as the export has it: the author's present group, the text in a second DEPOT."""
    question, member = dossier.question, dossier.question.member
    who, group = member.person, _present_group(dossier)
    asked, answered = dossier.told("asked")[0], dossier.told("answered")
    rows = [
        _tag("LEGISLATURE", question.legislature),
        _tag("DEPOT", _printed(asked), f' NUMERO="{question.number}"'),
        _tag(
            "AUTEUR",
            _tag("ID_ACTEUR", who.official_id)
            + _tag("CIVILITE", member.gendered("M.", "Mme"))
            + _tag("NOM", who.last_name)
            + _tag("PRENOM", who.first_name),
            f' ID_MANDAT="{mandate_id(question)[2:]}"',
        ),
        _tag("GROUPE", _tag("LIBELLE", group.name) + _tag("ID_GROUPE", group.organe[2:]), f' SIGLE="{group.acronym}"'),
        _tag(
            "CIRCONSCRIPTION",
            _tag("CODE_DEPARTEMENT", member.department[0]) + _tag("DEPARTEMENT", member.department[1]),
            f' NUMERO_CIRCONSCRIPTION="{member.constituency}"',
        ),
        _indexation(dossier),
        _tag("MINI", _ministry(dossier, dossier.asked, "ID_MINI")),
        _tag("MINA", "".join(_attribution(dossier, n, event) for n, event in enumerate(dossier.told("attributed"), 1))),
        _tag("DEPOT", _text(dossier, "TEXTE_DEPOT", dossier.texts.question.stored)),
        _tag("ERRATUM_QUESTION", _erratum(dossier, "question")),
        _tag("SIGNALEMENT", _flag(dossier)),
        _tag("RENOUVELLEMENT", "".join(_renewal(n, event) for n, event in enumerate(dossier.told("renewed"), 1))),
        _tag("CLOTURE", _closure(dossier)),
        _tag(
            "REPONSE",
            _text(dossier, "TEXTE_REPONSE", dossier.texts.answer.stored if dossier.texts.answer else "")
            + _tag("DATE_JO_REPONSE", _day(answered[0].happened_on if answered else None))
            + _tag("PAGE_JO_REPONSE", answered[0].jo_page if answered else None),
        ),
        _tag("ERRATUM_REPONSE", _erratum(dossier, "answer")),
    ]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<QUESTION TYPE="QE">\n{"".join(rows)}</QUESTION>\n'


def _tag(name: str, inner: object, attributes: str = "") -> str:
    """Write an element; what is no markup is escaped by its writer, nothing is an empty one."""
    return f"<{name}{attributes}/>\n" if inner in (None, "") else f"<{name}{attributes}>{inner}</{name}>\n"


def _day(day: date | None) -> str | None:
    return f"{day:%d/%m/%Y}" if day else None


def _printed(event: Event) -> str:
    return (
        _tag("DATE_JO", _day(event.happened_on))
        + _tag("PAGE_JO", event.jo_page)
        + _tag("TYPE_JO", event.jo_type)
        + _tag("NUMERO_JO", event.jo_number)
    )


def _present_group(dossier: Dossier) -> Group:
    member = dossier.question.member
    since, label = member.groups[-1]
    organe = resolve(member.legislature, label, member.ends_on or max(since, date(2015, 6, 2)))
    return _GROUPS.get(organe or "", dossier.group)


def _indexation(dossier: Dossier) -> str:
    """Write the index; a missing title is empty or said to be missing, missing analyses are none or an empty one."""
    rubric, *rest = dossier.question.portfolio.themes
    dice = dossier.dice("index")
    head = escape(rest[0]) if rest else dice.pick(("", "aucune tête d'analyse"))
    analyses = "".join(_tag("ANA", escape(one)) for one in rest[1:]) or dice.pick(("", "<ANA/>"))
    inner = _tag("TETE_ANALYSE", head) + _tag("ANALYSE", analyses)
    return _tag("INDEXATION_AN", inner, f" RUBRIQUE={quoteattr(rubric)}")


def _ministry(dossier: Dossier, ministry: Ministry, name: str) -> str:
    typing = dossier.dice(f"typing {ministry.ministry_id}").percent(8)
    label = ministry.name.replace("Ministère", "Minsitère") if typing else ministry.name
    return (
        _tag("ABREGE", escape(ministry.short_name or ""))
        + _tag("DEVELOPPE", escape(label))
        + _tag(name, ministry.ministry_id[2:])
    )


def _attribution(dossier: Dossier, number: int, event: Event) -> str:
    told = _ministry(dossier, dossier.ministries[number - 1], "ID_MINA")
    day = _tag("DATE_JO", _day(event.happened_on)) + _tag("TYPE_JO", event.jo_type)
    return _tag("ORDRE", f"{told}{day}{_tag('NUMERO_JO', event.jo_number)}", f' NUMERO="{number}"')


def _text(dossier: Dossier, name: str, stored: str) -> str:
    """Write a text; of one in twelve each letter beyond ASCII was read in the wrong encoding before it was written."""
    if dossier.dice(name).percent(8):
        # Two bytes have no sign in cp1252; they stay what they are.
        garbled = stored.encode().decode("cp1252", "surrogateescape")
        stored = "".join(chr(ord(sign) - 0xDC00) if "\udc80" <= sign <= "\udcff" else sign for sign in garbled)
    return _tag(name, f"\n<![CDATA[{stored.replace(']]>', '')}]]>" if stored else "")


def _erratum(dossier: Dossier, of: str) -> str:
    told = [event for event in dossier.told("corrected") if event.detail == of]
    return _printed(told[-1]) if told else "<DATE_JO/><PAGE_JO/><TYPE_JO/>"


def _flag(dossier: Dossier) -> str:
    told = dossier.told("flagged")
    if not told:
        return "<DATE_JO/><DATE_DEPOT_SIGNAL/><TYPE_JO/><NUMERO_JO/>"
    return _printed(told[0]).replace(
        "<PAGE_JO/>", f"<DATE_DEPOT_SIGNAL>{_day(told[0].happened_on)}</DATE_DEPOT_SIGNAL>"
    )


def _renewal(number: int, event: Event) -> str:
    inner = _tag("DATE_RENOUVELLEMENT", _day(event.happened_on)) + _tag("TYPE_JO", event.jo_type)
    return _tag("ORDRE", f"{inner}{_tag('NUMERO_JO', event.jo_number)}", f' NUMERO="{number}"')


def _closure(dossier: Dossier) -> str:
    told = dossier.told("closed")
    day, page = (told[0].happened_on, told[0].jo_page) if told else (None, None)
    words = _tag("ABREGE", dossier.code) + _tag("LIBELLE", escape(dossier.label or ""))
    number, kind = (told[0].jo_number, told[0].jo_type) if told else (None, None)
    printed = _tag("NUMERO_JO", number) + _tag("TYPE_JO", kind)
    return _tag("DATE_JO", _day(day)) + _tag("PAGE_JO", page) + words + printed
