"""Made-up questions, and searches with the questions that each of them must find."""

from typing import Any

from tests.etl.made_up import ANSWERED, question

# Number: heading, text of the question, text of the answer.
TEXTS: dict[int, tuple[str, str, str | None]] = {
    1: ("hôpitaux de proximité", "L’hôpital d’Exempleville ferme ses urgences la nuit.", "Les hôpitaux seront aidés."),
    2: ("soins palliatifs", "Mme la députée demande où en est le débat sur la fin de vie.", None),
    3: ("fins de mandat", "Les maires en fin de carrière et la vie des communes.", None),
    4: ("œuvres d'art", "Une œuvre du musée a été volée.", "L'œuvre est retrouvée."),
    5: ("cœur artificiel", "Les maladies du cœur et le suivi des foetus.", None),
    6: ("agriculture", "Une agricultrice et deux agriculteurs attendent leur prime.", None),
    7: ("infirmières libérales", "L'infirmière scolaire n'est pas remplacée.", "Un infirmier viendra."),
    8: ("travaux publics", "Les travaux de la route nationale durent.", None),
    9: ("conditions de travail", "Le travail de nuit des veilleurs.", None),
    10: ("sécurité routière", "La SECURITE des passages à niveau n'est pas assurée.", None),
    11: ("armée de terre", "Les armées recrutent des spécialistes.", None),
    12: ("armes de chasse", "Le transport d'une arme déclarée.", None),
    13: ("écoles rurales", "L'école du village perd une classe.", "Les écoles sont concernées."),
    14: ("énergie éolienne", "Les éoliennes en mer et l'énergie marine.", None),
    15: ("régimes spéciaux", "Le régime spécial des marins.", None),
    16: ("chevaux", "Un cheval de trait coûte cher.", None),
    17: ("enseignantes remplaçantes", "Chaque enseignante remplaçante change d'école.", None),
    18: ("garde d'enfants", "La garde partagée de l'enfant.", None),
    19: ("mise à disposition", "La mise à disposition de salles aux associations.", None),
    20: ("Val-de-Marne", "Le tribunal du Val-de-Marne manque de greffiers.", "Une greffière arrive."),
    21: ("aujourd'hui", "Aujourd'hui encore, l'eau potable manque.", "L’accès à l’eau est un droit."),
    22: ("taxe d'aménagement", "La TVA à 5,5 % et la taxe foncière des propriétaires bailleurs.", None),
    23: ("Noël", "Les marchés de Noël et les forains.", None),
    24: ("maïs", "La culture du maïs dans le Gers.", None),
    25: ("ambiguïté des règles", "La règle est ambiguë pour les gîtes.", None),
    26: ("hospitalisation à domicile", "L'hospitalisation coûte moins à domicile.", None),
    27: ("journaux locaux", "Le journal local et la presse régionale.", None),
    28: ("femmes victimes", "Une femme victime de violences conjugales.", None),
    29: ("retraités", "La retraitée de 80 ans perd sa demi-part.", "Les retraites seront revalorisées."),
    30: ("loup", "Les attaques de loups sur les brebis des éleveuses.", "L'éleveur est indemnisé."),
    31: ("naevus", "Le dépistage du nævus et des mélanomes.", None),
    32: ("yeux", "Un œil malade, deux yeux à soigner.", None),
    33: ("directrices", "La directrice du collège et le directeur adjoint.", None),
    34: ("vote électronique", "Les votes électroniques des Français de l'étranger.", None),
    35: ("médicaments génériques", "Un médicament générique en rupture.", None),
    36: ("plan Vigipirate", "Le plan est-il maintenu ?", "Le dispositif demeure."),
}  # fmt: skip

# What is typed, and the questions that must be found.
SEARCHES: tuple[tuple[str, set[int]], ...] = (
    # Accents left out, or put where the text has none.
    ("hopital", {1}), ("hôpital", {1}), ("hopitaux", {1}), ("HOPITAL", {1}), ("securite", {10}), ("sécurité", {10}),
    ("ecole", {13, 17}), ("energie eolienne", {14}), ("Noel", {23}), ("mais Gers", {24}), ("ambigue", {25}),
    ("ambiguite", {25}), ("medicament generique", {35}), ("deputee", {2}), ("depute", {2}), ("député", {2}),
    # Plural and singular, feminine and masculine.
    ("députés", {2}), ("agriculteur", {6}), ("agricultrices", {6}), ("infirmier", {7}), ("infirmières", {7}),
    ("travail", {8, 9}), ("travaux", {8, 9}), ("armées", {11}), ("arme", {12}), ("armes", {12}), ("écoles", {13, 17}),
    ("régime spécial", {15}), ("régimes spéciaux", {15}), ("cheval", {16}), ("chevaux", {16}), ("enseignant", {17}),
    ("enseignants remplaçants", {17}), ("greffier", {20}), ("greffières", {20}), ("greffieres", {20}),
    ("journal", {27}), ("journaux", {27}), ("femme", {28}), ("retraité", {29}), ("directeur", {33}),
    ("votes", {34}), ("oeil", {32}),
    # œ and æ.
    ("oeuvre", {4}), ("œuvres", {4}), ("coeur", {5}), ("cœurs", {5}), ("fœtus", {5}), ("naevus", {31}), ("nævus", {31}),
    # Apostrophes, hyphens.
    ("l'hôpital", {1}), ("l’hopital d'Exempleville", {1}), ("aujourd’hui", {21}), ("Val de Marne", {20}),
    ("val-de-marne", {20}), ("d'eau", {21}),
    # Phrases.
    ('"fin de vie"', {2}), ('"mise à disposition"', {19}), ('"travaux publics"', {8}), ('"oeuvre d\'art"', {4}),
    ('"route nationale"', {8}), ("« soins palliatifs »", {2}), ('"régime spécial"', {15}),
    # Beginnings, either, without.
    ("hospitalis*", {26}), ("agricult*", {6}), ("loup OR Noël", {23, 30}), ("garde -chasse", {18}),
    ("taxe -aménagement OR vigipirate", {36}), ('école -"perd une classe"', {17}),
)  # fmt: skip

# What must not be found by what is typed, though it looks alike.
STRANGERS: tuple[tuple[str, set[int]], ...] = (
    ("armée", {12}), ('"fin de vie"', {3}), ("hospitalis*", {1}), ("journal", {9}), ("vote", {20}), ("loup", {36}),
    ("maire", {24}), ("taxe -foncière", {22}),
)  # fmt: skip


def questions() -> list[Any]:
    """Return the questions as they are landed; those with an answer are answered."""
    return [
        question(number, heading=heading, rubric="divers", question_text=asked, **_answered(answer))
        for number, (heading, asked, answer) in TEXTS.items()
    ]


def _answered(answer: str | None) -> dict[str, Any]:
    return ANSWERED | {"answer_text": answer} if answer else {}
