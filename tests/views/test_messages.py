"""What the bot says on its own: whole in plain words, the same in blocks, with nobody's words unescaped."""

from datetime import date

from views.messages import draft_leaves

LAST_DAY = date(2027, 4, 30)


def sections(message):
    return [block["text"]["text"] for block in message["blocks"] if block["type"] == "section"]


def buttons(message):
    return [
        (element["text"]["text"], element["action_id"])
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def test_a_warning_says_what_until_when_and_how_to_keep_it():
    said = draft_leaves("2027-H1", LAST_DAY, opens=True)
    for part in ("2027-H1 has closed", "until 30 April; after that day it is removed", "choose Keep as practice"):
        assert part in said["text"]
    assert buttons(said) == [("Open my draft", "assessment.open")]


def test_its_text_is_the_whole_message():
    for opens in (True, False):
        said = draft_leaves("2027-H1", LAST_DAY, opens=opens)
        assert [said["text"]] == sections(said)


def test_without_a_way_to_the_draft_none_is_shown():
    said = draft_leaves("2027-H1", LAST_DAY, opens=False)
    assert "Keep as practice" not in said["text"]
    assert buttons(said) == []


def test_the_name_of_a_half_year_rings_nobody():
    assert "&lt;!channel&gt; has closed" in draft_leaves("<!channel>", LAST_DAY, opens=True)["text"]


def test_it_neither_blames_nor_praises():
    said = draft_leaves("2027-H1", LAST_DAY, opens=True)["text"].casefold()
    assert not any(word in said for word in ("late", "overdue", "failed", "forgot", "great", "!"))
