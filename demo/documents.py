"""Data as the sites write it: a question's document, the groups, and the JSON, XML and CSV spellings."""

import json
from hashlib import md5
from html import escape
from typing import Any

from demo.flavours import Flavour
from demo.groups import GROUPS
from demo.question import Question, Texts


def as_json(content: dict[str, Any]) -> str:
    """Write JSON as PHP does: accents and slashes escaped."""
    return json.dumps(content, separators=(",", ":")).replace("/", "\\/")


def as_xml(root: str, fields: dict[str, Any]) -> str:
    inner = "".join(f"<{key}>{escape('' if value is None else str(value))}</{key}>" for key, value in fields.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>{inner}</{root}>\n'


def as_csv(flavour: Flavour, rows: list[dict[str, Any]]) -> str:
    """Write rows with ``;`` between; on 13 each ends with one, and an inner quote becomes ``\\"``, not ``""``."""
    keys = list(rows[0]) if rows else []
    lines = [keys, *([_cell(flavour, row.get(key)) for key in keys] for row in rows)]
    end = ";\n" if flavour.old_layout else "\n"
    return "".join(";".join(line) + end for line in lines)


def _cell(flavour: Flavour, value: Any) -> str:
    if isinstance(value, list):
        texts = [str(next(iter(item.values()))) for item in value]
        if flavour.old_layout:
            return "".join(text.replace(",", "").replace(";", "") + "|" for text in texts)
        return "|".join(texts)
    text = "" if value is None else str(value)
    if not any(sign in text for sign in ',;"'):
        return text
    return '"' + text.replace('"', '\\"' if flavour.old_layout else '""') + '"'


def question_document(flavour: Flavour, question: Question, texts: Texts, base: str) -> dict[str, str | None]:
    """Return the fields of a question, each a string or None."""
    closed_on = question.closed_on
    updated_on = question.updated_on or (closed_on if closed_on and question.answered else question.asked_on)
    # An empty answer is null or an empty string, by the age of the record.
    answer = texts.answer.stored if texts.answer else (None if question.index % 2 else "")
    digest = md5(texts.question.stored.encode(), usedforsecurity=False).hexdigest()
    return {
        "id": str(question.site_id),
        "nb_commentaires": None if question.told_comments is None else str(question.told_comments),
        "source": question.official_url,
        "legislature": str(question.legislature),
        "numero": str(question.number),
        "date": f"{question.asked_on}",
        "date_cloture": f"{closed_on}" if closed_on else None,
        "ministere": question.portfolio.stored,
        "themes": " / ".join(question.portfolio.themes),
        "question": texts.question.stored,
        "reponse": answer,
        "motif_retrait": question.reason,
        "content_md5": digest,
        "parlementaire_id": str(question.member.site_id),
        "parlementaire_groupe_acronyme": question.group,
        "created_at": f"{question.asked_on} 05:00:00",
        "updated_at": f"{updated_on} 04:12:33",
        "url_nosdeputes": f"{base}{flavour.question_path(question.number)}",
    }


def groups_document(flavour: Flavour, base: str) -> dict[str, Any]:
    """Return the groups as ``/organismes/groupe/json`` lists them, by name."""
    found = []
    for order, group in enumerate(GROUPS[flavour.legislature].values()):
        fields: dict[str, Any] = {"id": group.site_id, "slug": group.slug, "nom": group.name, "acronyme": group.acronym}
        if not flavour.old_layout:
            fields["groupe_actuel"] = True
        fields |= {"couleur": group.colour, "order": order, "type": "groupe"}
        address = f"{base}/organisme/{group.slug}"
        found.append({"organisme": fields | {"url_nosdeputes": address, "url_nosdeputes_api": f"{address}/json"}})
    return {"organismes": sorted(found, key=lambda entry: str(entry["organisme"]["slug"]))}
