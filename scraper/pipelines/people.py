"""People: official ids as keys, names in first and last, sex in one letter."""

from typing import Any

from parliament.people import deputy_id, sex, split_name
from scraper.items import DeputyItem, QuestionItem


class PeoplePipeline:
    """Give an item the key of its deputy; a deputy also gets names and sex in one form for all legislatures."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, QuestionItem):
            item.deputy_id = item.author_official_id and deputy_id(item.author_official_id)
        elif isinstance(item, DeputyItem):
            item.deputy_id = item.official_id and deputy_id(item.official_id)
            item.first_name, item.last_name = split_name(item.name, item.first_name, item.last_name)
            item.sex = item.sex and sex(item.sex)
        return item
