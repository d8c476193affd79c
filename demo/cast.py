"""Who sits in the made-up chambers: a fixed cast with every oddity, and as many extras as the corpus needs.

The names are plainly fictional and the official ids (99…) are not given by the Assembly. The one real person is the
author of question 47001, with public facts only.
"""

from datetime import date, timedelta

from demo.groups import GROUPS
from demo.people import Member, Person, Seat, Stay, opening, person

LE_FUR = Person(
    official_id="1874",
    first_name="Marc",
    last_name="Le Fur",
    sex="H",
    born_on=date(1956, 11, 28),
    birthplace="Dakar (Sénégal)",
    profession="Sous-préfet",
    slug="marc-le-fur",
    fictional=False,
)
ALINE = person(990001, "Aline Exemple", "F", "1961-03-01", "Fictiville (Creuse)", "Professeure de lettres")
BASILE = person(990002, "Basile de Fictif", "H", "1955-12-31", "Modèle-sur-Oise (Oise)", "Ingénieur", photo=False)
ZOE = person(990003, "Zoé d'Imaginaire", "F", "1972-02-29", "L'Île-Feinte (Gers)", None)
PROSPER = person(990004, "Prosper Inventé-Lambda", "H", "1949-08-15", "Saint-Exemple (Yonne)", "Agriculteur")
MAXENCE = person(990005, "Maxence Le Faux", "H", "1968-05-09", "Leurre (Nièvre)", "Cadre d'entreprise")
CAMILLE_1 = person(
    990006, "Camille Homonyme", "F", "1958-10-10", "Double (Landes)", "Avocate", slug="camille-homonyme-1"
)
CAMILLE_2 = person(
    990007, "Camille Homonyme", "H", "1966-01-20", "Jumel (Vosges)", "Médecin", slug="camille-homonyme-2"
)
FAUSTINE = person(990008, "Faustine Partante", "F", "1957-11-23", "Sortie (Lozère)", "Cadre")
SYLVAIN = person(990009, "Sylvain Suppléant-Témoin", "H", "1970-07-14", "Relève (Lozère)", "Artisan", photo=False)
HONORE = person(990010, "Honoré Revenu", "H", "1951-04-04", "Retour (Corrèze)", "Vétérinaire")
OCTAVE = person(990011, "Octave Silencieux", "H", "1946-06-06", "Muet (Ain)", "Chargé d'études")
ELOISE = person(990012, "Éloïse Œuvrard-Test", "F", "1980-09-30", "Cœur-Feint (Réunion)", "Infirmière")
LEONIE = person(990013, "Léonie de La Feinte", "F", "1964-12-12", "Pastiche (Calvados)", "Notaire")

DAY = timedelta(days=1)

_DEPARTMENTS = (
    ("01", "Ain"), ("2A", "Corse-du-Sud"), ("14", "Calvados"), ("19", "Corrèze"), ("23", "Creuse"), ("32", "Gers"),
    ("40", "Landes"), ("48", "Lozère"), ("58", "Nièvre"), ("60", "Oise"), ("88", "Vosges"), ("89", "Yonne"),
    ("94", "Val-de-Marne"), ("974", "Réunion"), ("999", "Français établis hors de France"),
)  # fmt: skip
_FIRST = (
    "Ambroise", "Bérengère", "Célestin", "Daphné", "Edgar", "Fantine", "Gaspard", "Hortense", "Isidore",
    "Joséphine", "Kléber", "Lucienne", "Melchior", "Noémie", "Oscar", "Philomène", "Quentin", "Roseline",
    "Sosthène", "Théodora", "Ulysse", "Violette", "Wilfried", "Xavière", "Yvon", "Zélie", "Achille", "Blandine",
    "Cyprien",
)  # fmt: skip
_LAST = (
    "Échantillon", "Fictif", "Modèle", "Postiche", "Factice", "Prototype", "Maquette", "Gabarit", "Figurant",
    "Témoin", "Brouillon", "Pseudonyme", "Chimère", "Simulacre", "Trompe-l'Œil", "Fantôme", "Canular", "Mirage",
    "Esquisse", "Ébauche", "Apocryphe", "Légende", "Fable", "Conte", "Parabole", "Métaphore", "Hypothèse",
    "Supposé", "Présumé", "Personnage", "Imaginé",
)  # fmt: skip

# Per legislature: who, the group(s) with the first day in each, the weight of their seat (0: no question at all).
_CAST: dict[int, tuple[tuple[Person, str, int], ...]] = {
    13: (
        (LE_FUR, "UMP", 0), (ALINE, "UMP", -1), (BASILE, "SRC", 3), (ZOE, "NC", 2), (PROSPER, "GDR", 2),
        (MAXENCE, "NI", 2), (CAMILLE_1, "UMP", 2), (CAMILLE_2, "SRC", 2), (LEONIE, "NC", 2),
    ),
    14: (
        (ALINE, "UMP 2015-06-02:LR", -1), (BASILE, "SRC 2016-05-19:SER", 3), (MAXENCE, "NI", 2), (ELOISE, "RRDP", 2),
        (CAMILLE_1, "UDI", 2), (LEONIE, "UDI", 2), (OCTAVE, "GDR", 0),
    ),
    15: (
        (ALINE, "LR", -1), (MAXENCE, "LREM 2020-05-19:NI", 3), (ZOE, "MODEM", 2), (ELOISE, "LREM", 2),
        (LEONIE, "UAI", 2),
        (CAMILLE_2, "SOC", 2), (PROSPER, "LFI", 2), (OCTAVE, "LT", 0),
    ),
    16: (
        (ALINE, "LR", -1), (BASILE, "SOC", 3), (ELOISE, "REN", 2), (ZOE, "MODEM", 2), (LEONIE, "HOR", 2),
        (PROSPER, "LFI", 2),
        (CAMILLE_2, "ECO", 2), (MAXENCE, "RN", 2), (OCTAVE, "LIOT", 0),
    ),
    17: (
        (ALINE, "DR", -1), (BASILE, "SOC", 3), (ELOISE, "EPR 2025-03-11:HOR", 2), (ZOE, "DEM", 2), (LEONIE, "HOR", 2),
        (CAMILLE_1, "ECOS", 2), (MAXENCE, "RN", 2), (OCTAVE, "NI", 0),
    ),
}  # fmt: skip


def seats(legislature: int, questions: int) -> tuple[Seat, ...]:
    """Return the seats of a legislature that is asked so many questions; Aline Exemple asks over a hundred."""
    start = opening(legislature)
    found: list[Seat] = []
    for who, groups, weight in _CAST[legislature]:
        member = _member(legislature, len(found), who, groups, (Stay(start),))
        found.append(Seat(((start, member),), weight))
    stand_in = next(seat.holders[0][1] for seat in found if seat.weight < 0)
    found += _changing_seats(legislature, len(found), stand_in)
    found += _extras(legislature, len(found) + 3, 10 + min(questions // 250, 560))
    return tuple(found)


def _changing_seats(legislature: int, taken: int, stand_in: Member) -> list[Seat]:
    """Make the seat that passes to a substitute, and on 13 the one won back and the one given up at once.

    Nobody asks while out of office: questions that fall into a vacancy are the stand-in's.
    """
    start = opening(legislature)
    leaves, follows = date(start.year + 2, 6, 23), date(start.year + 2, 7, 24)
    if legislature == 16:
        leaves, follows = date(2023, 7, 20), date(2023, 8, 21)
    elif legislature == 17:
        leaves, follows = date(2024, 12, 23), date(2025, 1, 24)
    group = {13: "UMP", 14: "SRC", 15: "LREM", 16: "REN", 17: "EPR"}[legislature]
    gone = Stay(start, leaves, "nomination comme membre du gouvernement")
    faustine = _member(legislature, taken, FAUSTINE, group, (gone,), substitute=SYLVAIN.slug)
    sylvain = _member(legislature, taken + 1, SYLVAIN, group, (Stay(follows),))
    made = [Seat(((start, faustine), (leaves + DAY, stand_in), (follows, sylvain)), 4)]
    if legislature == 13:
        lost = Stay(start, date(2009, 3, 10), "annulation de l'élection sur décision du Conseil constitutionnel")
        honore = _member(legislature, taken + 2, HONORE, "NC", (lost, Stay(date(2009, 9, 21))))
        octave = _member(legislature, taken + 3, OCTAVE, "UMP", (Stay(start, date(2007, 7, 19), gone.reason),))
        back = honore.stays[-1].starts_on
        made += [Seat(((start, honore), (date(2009, 3, 11), stand_in), (back, honore)), 2), Seat(((start, octave),), 0)]
    return made


def _extras(legislature: int, taken: int, count: int) -> list[Seat]:
    start = opening(legislature)
    acronyms = sorted(set(GROUPS[legislature]) - {"LR", "SER"} if legislature == 14 else GROUPS[legislature])
    made: list[Seat] = []
    for k in range((legislature - 13) * 4, (legislature - 13) * 4 + count):
        who = extra(k)
        member = _member(legislature, taken + len(made) + 1, who, acronyms[k % len(acronyms)], (Stay(start),))
        made.append(Seat(((start, member),), 1))
    return made


def extra(k: int) -> Person:
    """Make the fictional person of that number; numbers 899 apart share a name."""
    first, last = _FIRST[k % len(_FIRST)], _LAST[(k * 7 + k // 29) % len(_LAST)]
    sex = "HF"[k % len(_FIRST) % 2]
    born = f"{1940 + k % 45}-{1 + k % 12:02}-{1 + k % 28:02}"
    town = f"Ville-Feinte-{k + 1} ({_DEPARTMENTS[k % 15][1]})"
    return person(
        991000 + k, f"{first} {last}", sex, born, town, "Salariée" if sex == "F" else "Salarié", photo=k % 5 > 0
    )


def _member(legislature: int, position: int, who: Person, groups: str, stays: tuple[Stay, ...], **more: str) -> Member:
    department = (
        ("22", "Côtes-d'Armor") if who is LE_FUR else _DEPARTMENTS[(position * 4 + legislature) % len(_DEPARTMENTS)]
    )
    first, *later = groups.split()
    changes = [(date.fromisoformat(day), acronym) for day, acronym in (change.split(":") for change in later)]
    gone = stays[-1].ends_on is not None
    return Member(
        legislature=legislature,
        site_id=position + 1,
        person=who,
        department=department,
        constituency=3 if who is LE_FUR else 1 + position % 9,
        groups=((stays[0].starts_on, first), *changes),
        stays=stays,
        place=None if gone or who is LE_FUR else str(101 + position * 7 % 480),
        party="" if legislature == 13 or position % 3 else "Parti de l'Exemple",
        substitute=more.get("substitute"),
        # The sites know nothing of legislature 17.
        reelected=legislature < 16 and any(who is other for other, _, _ in _CAST.get(legislature + 1, ())),
    )
