"""The political groups as the sites name them: acronym, name and colour, per legislature."""

from typing import NamedTuple

from demo.french import slug_of


class Group(NamedTuple):
    """A group as one site knows it; ``site_id`` is its id there."""

    site_id: int
    acronym: str
    name: str
    colour: str

    @property
    def slug(self) -> str:
        return slug_of(self.name)


GROUPS: dict[int, dict[str, Group]] = {
    legislature: {acronym: Group(*fields) for fields in groups for acronym in [fields[1]]}
    for legislature, groups in {
        13: [
            (1, "GDR", "Gauche démocrate et républicaine", "255,30,30"),
            (2, "SRC", "Socialiste, radical, citoyen et divers gauche", "255,50,190"),
            (3, "NC", "Nouveau centre", "30,180,255"),
            (4, "UMP", "Union pour un mouvement populaire", "30,30,200"),
            (5, "NI", "Députés n'appartenant à aucun groupe", "165,165,165"),
        ],
        14: [
            (11, "GDR", "Gauche démocrate et républicaine", "255,30,30"),
            (12, "SRC", "Socialiste, républicain et citoyen", "255,50,190"),
            (13, "SER", "Socialiste, écologiste et républicain", "255,50,190"),
            (14, "RRDP", "Radical, républicain, démocrate et progressiste", "255,180,90"),
            (15, "UDI", "Union des démocrates et indépendants", "30,180,255"),
            (16, "UMP", "Union pour un mouvement populaire", "30,30,200"),
            (17, "LR", "Les Républicains", "30,30,200"),
            (18, "NI", "Députés non inscrits", "165,165,165"),
        ],
        15: [
            (31, "LFI", "La France insoumise", "204,42,70"),
            (32, "GDR", "Gauche démocrate et républicaine", "255,30,30"),
            (33, "SOC", "Socialistes et apparentés", "255,130,190"),
            (34, "LREM", "La République en marche", "255,200,0"),
            (35, "MODEM", "Mouvement démocrate et apparentés", "255,152,0"),
            (36, "UAI", "UDI, Agir et indépendants", "30,180,255"),
            (37, "LT", "Libertés et territoires", "216,226,24"),
            (38, "LR", "Les Républicains", "30,30,200"),
            (39, "NI", "Députés non inscrits", "165,165,165"),
        ],
        16: [
            (60, "LFI", "La France Insoumise - NUPES", "204,42,70"),
            (61, "GDR", "Gauche Démocrate et Républicaine - NUPES", "207,77,39"),
            (62, "SOC", "Socialistes et apparentés - NUPES", "255,149,145"),
            (63, "ECO", "Écologiste - NUPES", "151,215,74"),
            (64, "LIOT", "Libertés, Indépendants, Outre-mer et Territoires", "216,226,24"),
            (65, "REN", "Renaissance", "255,200,0"),
            (66, "MODEM", "Démocrate", "255,152,0"),
            (67, "HOR", "Horizons et apparentés", "55,157,200"),
            (68, "LR", "Les Républicains", "78,81,212"),
            (69, "RN", "Rassemblement National", "19,57,62"),
            (70, "NI", "Députés Non Inscrits", "165,165,165"),
        ],
        # No such site knows these: they are the Assembly's.
        17: [
            (80, "RN", "Rassemblement National", "13,55,141"),
            (81, "EPR", "Ensemble pour la République", "97,70,142"),
            (82, "LFI-NFP", "La France insoumise - Nouveau Front Populaire", "203,43,52"),
            (83, "SOC", "Socialistes et apparentés", "233,82,133"),
            (84, "DR", "Droite Républicaine", "0,111,186"),
            (85, "ECOS", "Écologiste et Social", "0,163,104"),
            (86, "DEM", "Les Démocrates", "242,140,0"),
            (87, "HOR", "Horizons & Indépendants", "0,180,204"),
            (88, "NI", "Non inscrit", "165,165,165"),
        ],
    }.items()
}
