"""The sources of the database, and under which terms what they say may be published."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One source; ``source`` is its short name in records and tables."""

    source: str
    name: str
    url: str
    licence: str
    licence_url: str


SOURCES = {
    one.source: one
    for one in (
        Source(
            "assemblee",
            "Assemblée nationale",
            "https://data.assemblee-nationale.fr",
            "Licence Ouverte 2.0 (Etalab)",
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        ),
        Source(
            "nosdeputes",
            "NosDéputés.fr, Regards Citoyens",
            "https://www.nosdeputes.fr",
            "ODbL 1.0 (data), CC BY-SA 3.0 (contents)",
            "https://opendatacommons.org/licenses/odbl/1-0/",
        ),
    )
}
