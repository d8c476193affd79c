"""The stored pairs "asked / answering" of ministries, per legislature, with the subject each is asked about."""

from typing import NamedTuple


class Portfolio(NamedTuple):
    """A pair of labels as stored, the themes its questions carry, and whom the text addresses."""

    asked: str
    answering: str
    themes: tuple[str, ...]
    minister: str

    @property
    def stored(self) -> str:
        return f"{self.asked} / {self.answering}" if self.asked else ""


_BUDGET = "Budget, comptes publics, fonction publique et réforme de l'État"
_RURAL = "Espace rural et aménagement du territoire"
_COMMERCE = "Commerce, artisanat, petites et moyennes entreprises, tourisme et services"
_HOUSING = (
    "Ministère délégué auprès du ministre de la transition écologique et de la cohésion des territoires, chargé du "
    "logement"
)
_EQUALITY = (
    "Ministère délégué auprès de la Première ministre, chargé de l'égalité entre les femmes et les hommes, "
    "de la diversité et de l'égalité des chances"
)
_CHILDHOOD = "Secrétariat d'État auprès de la Première ministre, chargé de l'enfance"

PORTFOLIOS: dict[int, tuple[Portfolio, ...]] = {
    legislature: tuple(
        Portfolio(asked, answering or asked, tuple(themes.split(" / ")), minister)
        for asked, answering, themes, minister in rows
    )
    for legislature, rows in {
        13: [
            ("Justice", "Justice et libertés", "justice / procédure / délais. réduction", "Mme la garde des sceaux"),
            (
                "Droits de l'homme",
                "Affaires étrangères et européennes",
                "droits de l'homme et libertés publiques",
                "Mme la secrétaire d'État",
            ),
            (_BUDGET, "", "impôt sur le revenu / quotient familial", "M. le ministre du budget"),
            (
                _RURAL,
                "",
                "aménagement du territoire / zones rurales / services publics. maintien / bureaux de poste",
                "M. le ministre de l'espace rural",
            ),
            (
                "Outre-mer",
                "Intérieur, outre-mer et collectivités territoriales",
                "outre-mer / transports aériens / tarifs",
                "Mme la ministre de l'outre-mer",
            ),
            (
                "Anciens combattants",
                "Défense et anciens combattants",
                "anciens combattants et victimes de guerre / carte du combattant",
                "M. le secrétaire d'État",
            ),
            (
                "Ville",
                "",
                "communes / quartiers / rénovation. financement",
                "Mme la secrétaire d'État chargée de la ville",
            ),
            (
                "Fonction publique",
                "",
                "fonction publique territoriale / catégorie C / carrière",
                "M. le ministre de la fonction publique",
            ),
            (
                "Premier ministre",
                "",
                "administration / rapports avec les administrés / simplification",
                "M. le Premier ministre",
            ),
            (
                "Santé et sports",
                "Travail, emploi et santé",
                "professions de santé / infirmiers / exercice libéral",
                "Mme la ministre de la santé",
            ),
            (
                "Alimentation, agriculture et pêche",
                "Agriculture, alimentation, pêche, ruralité et aménagement du territoire",
                "élevage / lait / prix. revalorisation",
                "M. le ministre de l'agriculture",
            ),
            (
                _COMMERCE,
                "",
                "entreprises / auto-entrepreneurs / statut. réglementation",
                "M. le secrétaire d'État chargé du commerce",
            ),
            (
                "Intérieur, outre-mer et collectivités territoriales",
                "Intérieur, outre-mer, collectivités territoriales et immigration",
                "sécurité routière / permis de conduire / permis à points. réglementation",
                "Mme la ministre de l'intérieur",
            ),
            ("Relations avec le Parlement", "", "Parlement", "M. le ministre chargé des relations avec le Parlement"),
            (
                "Sports",
                "",
                "sports / rugby / clubs professionnels. financement",
                "Mme la secrétaire d'État chargée des sports",
            ),
        ],
        14: [
            (
                "Affaires sociales et santé",
                "",
                "santé / accès aux soins / zones rurales",
                "Mme la ministre des affaires sociales",
            ),
            ("Justice", "", "justice / fonctionnement / tribunaux. effectifs", "Mme la garde des sceaux"),
            (
                "Agriculture, agroalimentaire et forêt",
                "",
                "agriculture / aides / versement. délais",
                "M. le ministre de l'agriculture",
            ),
            (
                "Économie et finances",
                "Finances et comptes publics",
                "impôts locaux / taxe d'habitation",
                "M. le ministre de l'économie",
            ),
            (
                "Éducation nationale",
                "Éducation nationale, enseignement supérieur et recherche",
                "enseignement / rythmes scolaires / financement",
                "M. le ministre de l'éducation nationale",
            ),
            (
                "Anciens combattants",
                "Anciens combattants et mémoire",
                "anciens combattants et victimes de guerre / mémoire",
                "M. le ministre délégué",
            ),
            ("Ville", "Ville, jeunesse et sports", "associations", "M. le ministre de la ville"),
        ],
        15: [
            ("Solidarités et santé", "", "santé / hôpitaux / urgences. effectifs", "Mme la ministre des solidarités"),
            (
                "Transition écologique et solidaire",
                "Transition écologique",
                "énergie et carburants / éoliennes",
                "M. le ministre d'État",
            ),
            (
                "Action et comptes publics",
                "Comptes publics",
                "impôt sur le revenu / prélèvement à la source",
                "M. le ministre de l'action et des comptes publics",
            ),
            ("Armées", "", "défense / réserve", "Mme la ministre des armées"),
            ("Justice", "", "lieux de privation de liberté / surpopulation", "Mme la garde des sceaux"),
            (
                "Cohésion des territoires et relations avec les collectivités territoriales",
                "",
                "communes / communes nouvelles / dotations",
                "Mme la ministre de la cohésion des territoires",
            ),
            ("Premier ministre", "", "Gouvernement", "M. le Premier ministre"),
        ],
        16: [
            (
                "Agriculture et souveraineté alimentaire",
                "",
                "élevage / lait / prix. revalorisation",
                "M. le ministre de l'agriculture",
            ),
            (
                "Intérieur et outre-mer",
                "Ministère de l'intérieur et des outre-mer",
                "sécurité routière / permis de conduire",
                "M. le ministre de l'intérieur",
            ),
            (_HOUSING, "", "logement / logement social / construction. financement", "M. le ministre délégué"),
            (_EQUALITY, "", "femmes / égalité professionnelle", "Mme la ministre déléguée"),
            (_CHILDHOOD, "", "enfants / protection de l'enfance", "Mme la secrétaire d'État"),
            (
                "Première ministre",
                "",
                "administration / rapports avec les administrés / simplification",
                "Mme la Première ministre",
            ),
            (
                "Transformation et fonction publiques",
                "",
                "fonctionnaires et agents publics",
                "M. le ministre de la transformation",
            ),
            (
                "Santé et prévention",
                "Travail, santé et solidarités",
                "professions de santé / médecins / démographie",
                "M. le ministre de la santé",
            ),
            (
                "Affaires étrangères et européennes",
                "Ministère de l'Europe et des affaires étrangères",
                "politique extérieure / droits de l'homme",
                "Mme la ministre de l'Europe",
            ),
        ],
    }.items()
}
