"""The stock of sentences that made-up questions and answers are put together from."""

OPENINGS = ("attire l'attention de", "appelle l'attention de", "interroge", "souhaite attirer l'attention de")

SUBJECTS = (
    "les délais d'instruction des dossiers d'exemple",
    "le financement des maquettes en milieu rural",
    "la situation des gabarits saisonniers",
    "l'application de la loi n° 2009-000 relative aux prototypes",
    "les conséquences de la réforme des modèles réduits",
    "l'accès aux échantillons dans les zones de montagne",
    "la mise en œuvre du programme « Exemples pour tous »",
    "l'avenir des brouillons dans les petites communes",
    "le calcul de l'indemnité de démonstration",
)

FACTS = (
    "Dans plusieurs départements, près de {a} % des dossiers restent sans suite plus de {b} mois.",
    "Les associations concernées demandent une simplification des {a} formulaires en vigueur.",
    "Plus de {a} 000 foyers seraient concernés, dont {b} % en zone rurale.",
    "Le coût moyen s'élève à {a} {c} euros, alors que la dotation n'excède pas {b} 000 euros.",
    "Depuis l'entrée en vigueur du décret, les conditions d'attribution ont été profondément modifiées.",
    "Une étude fictive évalue à 0,{a} million d'euros la charge annuelle : « une charge modérée » ; elle mérite "
    "examen.",
    "Les maires de {b} communes déplorent l'absence de concertation - pourtant annoncée !",
    "La circulaire n° {c} fixe un objectif de {b} mois ; cet objectif n'est pas tenu.",
    "Est-il normal d'attendre {b} semaines ? Les usagers en doutent.",
    "Les professionnels du secteur craignent une baisse de {a} % de leur activité d'ici à 20{b}.",
)

REQUESTS = (
    "{he} lui demande quelles mesures le Gouvernement entend prendre.",
    "{he} souhaite connaître le calendrier envisagé.",
    "{he} lui demande de bien vouloir préciser ses intentions à ce sujet.",
    "{he} souhaiterait savoir si un assouplissement est envisagé.",
    "{he} le remercie de lui indiquer la position du Gouvernement.",
)

REPLIES = (
    "Le Gouvernement est attentif à la situation décrite par l'auteur de la question.",
    "Le dispositif d'exemple a été évalué par l'inspection compétente, qui a remis {a} propositions.",
    "Un groupe de travail réunit depuis l'an dernier les {b} organisations représentatives.",
    "Les crédits ouverts s'élèvent à {a} 000 euros, en hausse de {b} %.",
    "Le décret en préparation ramènera ce délai à {b} semaines : il sera publié avant l'été.",
    "Les services déconcentrés ont instruit {a} {c} dossiers en un an ; {b} % d'entre eux ont été acceptés.",
    "Cette mesure, dite « de l'échantillon », concerne 0,{a} % des communes - soit {c} au total.",
    "Il n'est pas envisagé, à ce stade, de modifier la réglementation applicable aux maquettes.",
    "Faut-il aller plus loin ? La concertation le dira !",
    "Les collectivités conservent la faculté d'adapter le barème dans la limite de {a} euros.",
    "Un bilan sera présenté au Parlement dans un délai de {b} mois.",
    "Enfin, une plateforme nationale permettra de déposer les demandes de gabarit en ligne.",
)

# What a question is about: who does what to what, and where or when. No two questions draw the same by chance.
PEOPLE = (
    "apiculteurs", "artisans", "bouquinistes", "boulangers", "brocanteurs", "cavaliers", "céramistes", "chorales",
    "cyclistes", "ébénistes", "éclusiers", "éleveurs", "facteurs", "ferronniers", "fleuristes", "forains",
    "fromagers", "géomètres", "horlogers", "imprimeurs", "infirmières", "jardiniers", "lauréats", "libraires",
    "luthiers", "maraîchers", "marionnettistes", "mariniers", "menuisiers", "meuniers", "naturalistes", "opticiens",
    "ostréiculteurs", "paludiers", "pêcheurs", "pépiniéristes", "philatélistes", "pompiers", "potiers",
    "randonneurs", "relieurs", "sabotiers", "sculpteurs", "spéléologues", "tapissiers", "tonneliers", "vétérinaires",
    "vignerons",
)  # fmt: skip
DO = (
    "abandonnent", "ajournent", "attendent", "calculent", "chiffrent", "comparent", "complètent", "contestent",
    "critiquent", "découvrent", "défendent", "déplorent", "détaillent", "documentent", "dénoncent", "espèrent",
    "évaluent", "examinent", "expérimentent", "financent", "franchissent", "ignorent", "imaginent", "jugent",
    "limitent", "mesurent", "négocient", "observent", "perdent", "posent", "préfèrent", "proposent", "protègent",
    "publient", "rallongent", "redoutent", "refusent", "regrettent", "réclament", "réparent", "retardent",
    "risquent", "signalent", "souhaitent", "soutiennent", "subissent", "surveillent", "vérifient",
)  # fmt: skip
THINGS = (
    "abattements", "agréments", "arrêtés", "assurances", "avances", "barèmes", "bordereaux", "calendriers", "cartes",
    "cautions", "certificats", "charges", "contrôles", "cotisations", "créneaux", "dérogations", "devis", "diplômes",
    "emprunts", "étiquettes", "exonérations", "factures", "forfaits", "garanties", "horaires", "indices",
    "inventaires", "labels", "licences", "loyers", "minima", "moratoires", "normes", "passeports", "péages",
    "permis", "pensions", "plafonds", "primes", "quotas", "redevances", "registres", "remises", "reversements",
    "seuils", "subventions", "tarifs", "vignettes",
)  # fmt: skip
WHERE = (
    "en altitude", "en automne", "au bord des canaux", "au printemps", "autour des lacs", "avant les moissons",
    "aux abords des gares", "chez les débutants", "dans les ateliers", "dans les auberges", "dans les ballastières",
    "dans les bocages", "dans les cantines", "dans les chapelles", "dans les estuaires", "dans les faubourgs",
    "dans les gymnases", "dans les îles", "dans les lycées", "dans les marais", "dans les musées", "dans les ports",
    "dans les refuges", "dans les vallées", "dans les vergers", "depuis la sécheresse", "depuis les crues",
    "en cas de gel", "en forêt", "en plein hiver", "faute de bateaux", "faute d'experts", "hors des agglomérations",
    "malgré les expertises", "malgré les pétitions", "par correspondance", "par télécopie", "pendant les vacances",
    "pour les apprentis", "pour les jumeaux", "pour les retraités", "près des frontières", "sans formulaire",
    "sans préavis", "sous les halles", "sur les falaises", "sur les marchés", "sur les rails",
)  # fmt: skip
