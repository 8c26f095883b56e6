"""The structure of rich_text: sections, lists, quotes, preformatted text, and the pieces inside them."""

from sandbox.rules.objects import FREE_STRING, URL
from sandbox.rules.shapes import Shape, flag, list_of, number, one_of, string, typed

STYLE = Shape(optional=dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight"), flag))
STYLED = {"style": STYLE}

PIECES = typed(
    {
        "text": Shape({"text": string()}, STYLED),
        "link": Shape({"url": URL}, {"text": string(), "unsafe": flag, **STYLED}),
        "user": Shape({"user_id": FREE_STRING}, STYLED),
        "channel": Shape({"channel_id": FREE_STRING}, STYLED),
        "usergroup": Shape({"usergroup_id": FREE_STRING}, STYLED),
        "team": Shape({"team_id": FREE_STRING}, STYLED),
        "emoji": Shape(
            {"name": FREE_STRING}, {"unicode": FREE_STRING, "skin_tone": number(1, 6, whole=True), **STYLED}
        ),
        "broadcast": Shape({"range": one_of("here", "channel", "everyone")}, STYLED),
        "color": Shape({"value": FREE_STRING}, STYLED),
        "date": Shape(
            {"timestamp": number(0, whole=True), "format": FREE_STRING},
            {"url": URL, "fallback": FREE_STRING, **STYLED},
        ),
    },
)

BORDER = one_of(0, 1)
section = Shape({"elements": list_of(PIECES, least=0)})

RICH_TEXT_ELEMENTS = typed(
    {
        "rich_text_section": section,
        "rich_text_quote": Shape({"elements": list_of(PIECES, least=0)}, {"border": BORDER}),
        "rich_text_preformatted": Shape(
            {"elements": list_of(PIECES, least=0)},
            {"border": BORDER, "language": FREE_STRING},
        ),
        "rich_text_list": Shape(
            {
                "style": one_of("bullet", "ordered"),
                "elements": list_of(typed({"rich_text_section": section})),
            },
            {"indent": number(0, 8, whole=True), "offset": number(0, whole=True), "border": BORDER},
        ),
    },
)

rich_text = Shape({"elements": list_of(RICH_TEXT_ELEMENTS)}, {"block_id": string(255)})
rich_text_value = typed({"rich_text": rich_text})
