"""The RSS feed of a deputy's last questions."""

from datetime import date

from demo.chamber import Chamber
from demo.flavours import Flavour
from demo.list_page import entry_title
from demo.people import Member
from demo.question import Question

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def feed(flavour: Flavour, chamber: Chamber, member: Member, base: str, today: date) -> str:
    """Return the last 20 questions on 13, 50 elsewhere."""
    places = chamber.ordered(member.site_id)[: 20 if flavour.old_layout else 50]
    items = "".join(_item(flavour, chamber, chamber.question(place), base, today) for place in places)
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">\n'
        f"  <channel>\n    <title>NosDeputes.fr : Les dernières questions écrites de {member.person.name}</title>\n"
        f"    <link>{base}/recherche</link>\n    <description></description>\n    <language>fr</language>\n{items}  "
        "</channel>\n</rss>\n"
    )


def _item(flavour: Flavour, chamber: Chamber, question: Question, base: str, today: date) -> str:
    text = chamber.texts(question).question.stored.replace("]]>", "")
    return (
        f"    <item>\n      <title><![CDATA[{entry_title(question, today)}]]></title>\n"
        f"      <link>{base}{flavour.question_path(question.number)}</link>\n      <description><![CDATA[{text} "
        f"{question.portfolio.stored}  "
        f'{" / ".join(question.portfolio.themes)}]]></description>\n      <guid isPermaLink="false">'
        f"QuestionEcrite/{question.site_id}</guid>\n"
        f"      <pubDate>{_stamp(question.closed_on or question.asked_on)}</pubDate>\n    </item>\n"
    )


def _stamp(day: date) -> str:
    return f"{_DAYS[day.weekday()]}, {day.day:02} {_MONTHS[day.month - 1]} {day.year} 02:00:00 +0200"
