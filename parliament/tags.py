"""What tags of HTML mean to a text without any: lines, paragraphs, items, cells, or nothing."""

# Marks that stand in a text for its tags, once it has been freed of control characters.
PARAGRAPH, LINE, ITEM, EDGE, CELL = "\x01", "\x02", "\x03", "\x04", "\x05"
MARKS = "".join((PARAGRAPH, LINE, ITEM, EDGE, CELL))

_PARAGRAPHS = (
    "address article aside blockquote center details dir div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr main menu nav ol p pre section ul"
)
_EDGES = "caption dd dt figcaption legend tbody tfoot thead tr"
_INLINE = (
    "a abbr acronym b bdi bdo big body button cite code col colgroup data del dfn em font head html i iframe img input "
    "ins kbd label link mark meta nobr option q s samp script select small span strike strong style sub summary sup "
    "textarea time tt u var wbr"
)
OPENING = {
    **dict.fromkeys(_INLINE.split(), ""),
    **dict.fromkeys(_PARAGRAPHS.split(), PARAGRAPH),
    **dict.fromkeys(_EDGES.split(), EDGE),
    "br": LINE,
    "table": EDGE + PARAGRAPH,  # the edge ends a last cell whose row was never closed
    "li": ITEM,
    "td": CELL,
    "th": CELL,
}
CLOSING = {**OPENING, "li": EDGE, "td": "", "th": ""}
# What stands between these tags is no text.
UNSHOWN = ("script", "style")
