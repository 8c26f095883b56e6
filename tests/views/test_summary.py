import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth.assessment import Purpose
from growth.people import Person
from growth.summary import GrowthSummary, summarise
from sandbox.rules import check_message, check_view
from tests.growth.readings import AUTUMN, ladder_of, reading
from views.ids import Summary as Ids
from views.summary import home_summary_blocks, sections, summary_as_text, summary_message

ANA = Person("ana", "UANA", "Ana Ruiz", level="agile_coach", level_since=date(2024, 6, 1))
FACILITATION = frozenset({"facilitation"})
EVEN = "2 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 2"
BEFORE = reading("agile_coach", "2 2 2 2 1 1 2 2 · 2 1 1 2 · 1 2 1 2 1 2", cycle="2025-H2", on=date(2025, 9, 1))
NOTE = "<!channel> *Half-day* on <https://evil|dependencies> & more"
AFTER = reading("agile_coach", "2 2 2 2 1 2 2 1 · 2 1 3 2 · 2 2 1 2 1 2", notes={"facilitation": NOTE})
PROMOTED = reading("senior", "1 1 1 1 1 1 0 1 · 2 2 2 2 · 0 1 1 0 1 1", FACILITATION, cycle="2026-H2", on=AUTUMN)
RATINGS_AND_LEVELS = ("Agile Coach", "Developing", "Beyond", "Facilitation", "settled", "%")


def of(*readings, person: Person = ANA) -> GrowthSummary:
    found = summarise(person, readings)
    assert found is not None
    return found


def texts_of(shown: list[dict]) -> list[dict]:
    """Return every text object of some blocks, in order."""
    parts = [part for block in shown for part in [block.get("text"), *block.get("elements", [])]]
    return [part for part in parts if part and isinstance(part.get("text"), str)]


def words_of(shown: list[dict]) -> str:
    """Return every text of some blocks, one to a line."""
    return "\n".join(text["text"] for text in texts_of(shown))


def message_of(summary: GrowthSummary) -> str:
    return words_of(summary_message(summary)["blocks"])


def home_of(summary: GrowthSummary, **more) -> dict:
    return {"type": "home", "blocks": home_summary_blocks(summary, **more)}


def everything_of(summary: GrowthSummary) -> list[list[str]]:
    """Return what Slack would refuse of each form a summary takes."""
    return [
        *(
            check_message(summary_message(summary, chart=chart, radar_file_id=file))
            for chart in (True, False)
            for file in ("F1", None)
        ),
        *(check_view(home_of(summary, chart=chart), "home") for chart in (True, False)),
        check_view(summary_as_text(summary), "modal"),
    ]


def test_the_message_tells_what_grew_between_which_sentences():
    told = message_of(of(BEFORE, AFTER))
    assert "*Grew since 2025-H2*" in told
    assert "• *Facilitation*: “Designs a half day" in told
    assert "from Developing to Beyond" in told


def test_across_a_promotion_both_sentences_are_told():
    told = message_of(of(AFTER, PROMOTED))
    assert "*Feedback*, from “Gives a team or its lead" in told
    assert "to “Gives high-stakes feedback" in told


def test_strengths_come_before_what_is_next():
    told = message_of(of(BEFORE, AFTER))
    assert told.index("*Your strengths*") < told.index("*Next to grow into*")


def test_the_next_sentences_are_told_with_todays_rating():
    assert "• *Feedback*, at Agile Coach: “Gives a team or its lead an uncomfortable observation" in message_of(
        of(AFTER)
    )
    assert "(now: Developing)" in message_of(of(AFTER))


def test_an_example_is_plain_text_in_which_nothing_is_parsed():
    shown = summary_message(of(BEFORE, AFTER))["blocks"]
    [seen_in] = [block["elements"][0] for block in shown if "Seen in" in str(block)]
    assert (seen_in["type"], seen_in["text"]) == ("plain_text", f"Seen in: {NOTE}")


def test_names_and_cycles_ring_nobody():
    summary = of(
        replace(BEFORE, cycle="<!channel>"), replace(PROMOTED, cycle="<!here>"), person=replace(ANA, name="<@U1>")
    )
    parsed = [text for text in texts_of(summary_message(summary)["blocks"]) if text["type"] == "mrkdwn"]
    assert not [text for text in parsed if "<" in text["text"]]
    assert "&lt;@U1&gt;" in message_of(summary)


def test_the_top_level_text_holds_no_rating_and_no_level():
    text = summary_message(of(BEFORE, AFTER))["text"]
    assert "Read as text" in text
    assert not [word for word in RATINGS_AND_LEVELS if word in text]


def test_the_message_holds_no_percentages():
    assert "%" not in json.dumps(summary_message(of(BEFORE, AFTER)))
    assert "%" not in json.dumps(summary_as_text(of(BEFORE, AFTER)))


def test_the_last_thing_shown_is_an_action():
    last = summary_message(of(AFTER))["blocks"][-1]
    assert [button["action_id"] for button in last["elements"]] == [Ids.READ, Ids.NUMBERS]


def test_the_uploaded_radar_carries_its_description():
    shown = summary_message(of(AFTER), radar_file_id="F1")["blocks"]
    [image] = [block for block in shown if block["type"] == "image"]
    assert image["slack_file"] == {"id": "F1"}
    assert image["alt_text"].startswith("Radar of 18 competencies")


def test_where_slack_draws_nothing_words_stand_in():
    shown = summary_message(of(BEFORE, AFTER), chart=False)["blocks"]
    assert {block["type"] for block in shown} == {"header", "context", "section", "actions"}
    assert "*Behavior*: 2025-H2 near Agile Coach (3.8); 2026-H1 near Agile Coach (3.8)" in words_of(shown)
    assert "Radar of 18 competencies" in words_of(shown)


def test_a_first_assessment_says_what_comes():
    assert "This is your first assessment here." in message_of(of(AFTER))


def test_the_first_one_after_a_promotion_is_put_in_place():
    assert "first one as Senior Agile Coach: most people start here with several _Developing_" in message_of(
        of(AFTER, PROMOTED)
    )


def test_a_first_look_says_nothing_about_fit():
    assert "first look" in message_of(of(reading("agile_coach", EVEN, purpose=Purpose.BASELINE)))


def test_what_stands_lower_has_a_neutral_line():
    assert "*Worth a conversation:* Relationships. The context or the bar may have changed." in message_of(
        of(BEFORE, AFTER)
    )


def test_two_assessments_close_together_say_little():
    soon = replace(BEFORE, on=date(2026, 1, 2))
    assert "It is too soon to say much: 60 days lie between" in message_of(of(soon, AFTER))


def test_nothing_grown_is_said_plainly():
    still = message_of(of(replace(AFTER, on=date(2025, 9, 1), cycle="2025-H2"), AFTER))
    assert "Since 2025-H2, 18 of 18 stand where they stood." in still


def test_an_assessment_of_other_levels_is_not_compared():
    other = reading("l2", "2 2 2 2 2 2", framework=ladder_of(3, 2), cycle="2025-H1", on=date(2025, 3, 1))
    told = message_of(of(other, AFTER))
    assert "There is nothing to compare with 2025-H1" in told
    assert "Not in the chart: 2025-H1" in told


def test_a_pillar_hardly_seen_asks_for_an_opportunity():
    assert "*Craft*: not enough seen yet \u2013 plan an opportunity." in message_of(
        of(reading("agile_coach", EVEN.replace("2 2 2 2 · 2 2 2 2 2 2", "- - 2 2 · 2 2 2 2 2 2")))
    )


def test_at_the_top_breadth_is_what_is_left():
    assert "breadth, another specialism, or growing others" in message_of(of(reading("staff", EVEN, FACILITATION)))


def test_the_level_read_at_is_told_where_it_differs():
    assert "read at Agile Coach" in message_of(of(AFTER, person=replace(ANA, level="senior")))
    assert "read at" not in message_of(of(AFTER))


def test_since_when_the_level_is_held_is_told():
    assert "Agile Coach since June 2024 · 2026-H1, the last 6 months · framework 1.0.0" in message_of(of(AFTER))


def test_home_names_what_grew_and_what_is_next():
    told = words_of(home_summary_blocks(of(BEFORE, AFTER)))
    assert told == (
        "*Grew since 2025-H2:* Facilitation, Communication, Value delivery\n"
        "*Your strengths:* Facilitation\n"
        "*Next to grow into:* Feedback, Relationships, Coaching"
    )


def test_read_as_text_says_all_that_the_charts_show():
    told = words_of(summary_as_text(of(BEFORE, AFTER))["blocks"])
    assert "*Craft*: 2025-H2 near Agile Coach (3.5); 2026-H1 at Agile Coach (4.0)" in told
    assert "Facilitation: between Agile Coach and Senior (5); asked: 4 and 4" in told


def test_read_as_text_ends_with_what_to_grow_into():
    shown = summary_as_text(of(BEFORE, AFTER))["blocks"]
    assert shown[-2]["text"]["text"].startswith("*Next to grow into*")
    assert {block["type"] for block in shown} == {"header", "context", "section"}


@pytest.mark.parametrize("readings", [(AFTER,), (BEFORE, AFTER), (AFTER, PROMOTED), (BEFORE, AFTER, PROMOTED)])
def test_slack_takes_every_form(readings):
    assert everything_of(of(*readings)) == [[]] * 7


@given(st.integers(2, 8), st.integers(2, 6), st.data())
def test_slack_takes_the_summary_of_any_ladder(levels, pillars, data):
    framework = ladder_of(levels, pillars, per_pillar=6)
    competencies = tuple(
        replace(c, title=f"{c.key} <&> {'x' * 20}", expectations=dict.fromkeys(c.expectations, _long()))
        for c in framework.competencies
    )
    framework = replace(framework, competencies=competencies)
    marks = data.draw(st.lists(st.sampled_from("0123-"), min_size=6 * pillars, max_size=6 * pillars))
    many = [
        reading(
            "l2",
            "".join(marks),
            framework=framework,
            cycle=f"{n} {'&' * 36}",
            on=date(2010 + n, 1, 1),
            notes={"p1c1": "x" * 3000},
        )
        for n in range(25)
    ]
    assert everything_of(of(*many)) == [[]] * 7


def _long():
    framework = ladder_of(2, 2)
    return replace(framework.competencies[0].expectations["l1"], sentence="&" * 300)


def test_lines_are_packed_without_passing_a_sections_limit():
    packed = sections(["a" * 2000, "b" * 999, "c" * 5000, "d"])
    assert [len(block["text"]["text"]) for block in packed] == [3000, 3000, 1]
