import json
from itertools import product

import pytest

from framework.loading import default_framework, load_framework, parse_framework
from framework.model import UnknownKey
from sandbox.rules.views import check_view
from tests.framework.files import DEFAULT, ENGINEERING_FILE
from views import ids
from views.framework import Detail, FrameworkChoice, framework_view, read_framework_view

COACHES = default_framework()
ENGINEERS = load_framework(ENGINEERING_FILE)


def words(view):
    return json.dumps(view["blocks"], ensure_ascii=False)


def picked(view, **values):
    """Give a view the state Slack sends once something was chosen in it."""
    actions = {f"framework.choose_{name}": {"selected_option": {"value": value}} for name, value in values.items()}
    return {**view, "state": {"values": {ids.Framework.CHOICES: actions}}}


SCREENS = [
    (framework, level.key, pillar.key, detail)
    for framework in (COACHES, ENGINEERS)
    for level, pillar, detail in product(framework.levels, framework.pillars, Detail)
]


@pytest.mark.parametrize(("framework", "level", "pillar", "detail"), SCREENS)
def test_slack_accepts_every_screen(framework, level, pillar, detail):
    view = framework_view(framework, level, level, pillar=pillar, detail=detail)
    assert check_view(view, "modal") == []


@pytest.mark.parametrize(("framework", "level", "pillar", "detail"), SCREENS)
def test_every_sentence_of_the_pillar_is_shown(framework, level, pillar, detail):
    shown = words(framework_view(framework, level, pillar=pillar, detail=detail))
    assert all(c.expectations[level].sentence in shown for c in framework.of_pillar(pillar))


def test_the_purpose_comes_first():
    first = framework_view(COACHES, "senior")["blocks"][0]["text"]["text"]
    assert first.startswith("*Senior Agile Coach* · level 3 of 4\nTakes on knotty problems")


def test_what_changes_stands_beneath_each_sentence():
    shown = words(framework_view(COACHES, "agile_coach", pillar="behavior"))
    assert "At Associate: Notices who has not been heard" in shown


def test_the_first_level_has_nothing_before_it():
    shown = words(framework_view(COACHES, "associate"))
    assert "This is the first level" in shown
    assert "At " not in [line[:3] for line in shown.split('"')]


def test_what_you_would_see_is_one_choice_away():
    shown = words(framework_view(COACHES, "associate", pillar="behavior", detail=Detail.LOOK_FORS))
    assert "• Mentions a fact that does not fit their first idea" in shown
    assert "Rather not: Passes on the loudest opinion" in shown


def test_optional_competencies_say_so():
    assert "*Coaching goals* · optional at this level" in words(framework_view(COACHES, "associate", pillar="impact"))
    assert "optional" not in words(framework_view(COACHES, "senior", pillar="impact"))


def test_crafts_of_a_senior_name_their_floor():
    shown = words(framework_view(COACHES, "senior", pillar="craft"))
    assert (
        "At least 1 of these, of your choice, at this level. The others stay at the sentences of Agile Coach." in shown
    )


def test_nobody_below_is_told_to_specialise():
    assert "of your choice" not in words(framework_view(COACHES, "agile_coach", pillar="craft"))


@pytest.mark.parametrize(
    ("now_at", "expected"),
    [("senior", "This is your level"), ("staff", "Your level is Staff Agile Coach"), (None, None), ("gone", None)],
)
def test_your_own_level_is_marked_if_known(now_at, expected):
    shown = words(framework_view(COACHES, "senior", now_at))
    assert ("our level" in shown) is (expected is not None)
    assert (expected or "Senior Agile Coach") in shown


def test_a_level_there_is_not_is_refused():
    with pytest.raises(UnknownKey):
        framework_view(COACHES, "chief")


def test_what_is_chosen_is_read_back():
    view = framework_view(COACHES, "senior", pillar="craft", detail=Detail.LOOK_FORS)
    assert read_framework_view(COACHES, picked(view, level="staff")) == FrameworkChoice(
        "staff", "craft", Detail.LOOK_FORS
    )
    assert read_framework_view(COACHES, picked(view, pillar="impact", detail="nothing")) == (
        "senior",
        "impact",
        "nothing",
    )


def test_an_untouched_view_says_what_it_shows():
    view = framework_view(COACHES, "senior", pillar="craft")
    assert read_framework_view(COACHES, view) == FrameworkChoice("senior", "craft", Detail.BELOW)


def test_a_choice_gone_from_the_framework_falls_back():
    view = framework_view(COACHES, "agile_coach", pillar="craft")
    assert read_framework_view(ENGINEERS, view) == FrameworkChoice("junior", "delivery", Detail.BELOW)


def test_a_framework_cannot_ring_anyone():
    loud = parse_framework(DEFAULT.replace("Notices who has not", "Notices <!channel> who has not"))
    shown = words(framework_view(loud, "associate", pillar="behavior"))
    assert "&lt;!channel&gt;" in shown
    assert "<!channel>" not in shown


def test_the_fullest_pillar_fits_one_modal():
    """Forty competencies, thirty-nine of them in one pillar, each with the longest texts."""
    text = DEFAULT[: DEFAULT.index("competencies:")] + "competencies:\n"
    text += "".join(competency(i, "craft" if i == 0 else "behavior" if i < 39 else "impact") for i in range(40))
    view = framework_view(parse_framework(text), "senior", "staff", pillar="behavior", detail=Detail.LOOK_FORS)
    assert check_view(view, "modal") == []
    assert "c38" in words(view)


def competency(i, pillar):
    lines = "".join(
        f"      {level.key}:\n        sentence: {'s' * 300}\n        look_fors: [{', '.join(x * 200 for x in 'abcd')}]\n"
        for level in COACHES.levels
    )
    return f"  - key: c{i}\n    pillar: {pillar}\n    title: c{i}\n    definition: d\n    expectations:\n{lines}"
