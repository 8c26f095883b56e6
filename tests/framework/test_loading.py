import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.loading import DEFAULT_FILE, default_framework, load_framework, parse_framework
from framework.problems import InvalidFramework
from tests.framework.files import DEFAULT, ENGINEERING, ENGINEERING_FILE, line_of, problems_of, spoiled


def test_shipped_file_has_72_sentences():
    framework = default_framework()
    assert len(framework.competencies) == 18
    assert sum(len(c.expectations) for c in framework.competencies) == 72


def test_every_sentence_says_what_you_would_see():
    expectations = [e for c in default_framework().competencies for e in c.expectations.values()]
    assert all(2 <= len(e.look_fors) <= 4 and len(e.not_this) <= 2 for e in expectations)
    sentences = [e.sentence for e in expectations]
    assert len(set(sentences)) == 72


@pytest.mark.parametrize(("level", "required"), [("associate", 17), ("agile_coach", 18), ("senior", 18), ("staff", 18)])
def test_seventeen_are_required_of_associates(level, required):
    assert len(default_framework().required(level)) == required


def test_shipped_order_is_that_of_the_rule_book():
    framework = default_framework()
    assert [pillar.key for pillar in framework.pillars] == ["behavior", "craft", "impact"]
    assert framework.asking_order == ("impact", "craft", "behavior")
    assert [len(framework.of_pillar(p.key)) for p in framework.pillars] == [8, 4, 6]


def test_shipped_crafts_stay_at_agile_coach():
    framework = default_framework()
    assert [(p.key, p.floor) for p in framework.pillars if p.specialises] == [("craft", "agile_coach")]
    assert [(level.may_specialise, level.min_specialisms) for level in framework.levels] == [
        (False, 0),
        (False, 0),
        (True, 1),
        (True, 1),
    ]


def test_shipped_levels_fall_into_two_bands():
    framework = default_framework()
    assert framework.bands == ("Below Senior", "Senior and above")
    assert [level.band for level in framework.levels] == [0, 0, 1, 1]


def test_shipped_archetypes_share_a_hundred():
    framework = default_framework()
    assert len(framework.archetypes) == 8
    assert {sum(archetype.weights.values()) for archetype in framework.archetypes} == {100}


def test_shipped_function_answers_for_eight_things():
    framework = default_framework()
    assert len(framework.accountabilities) == 8
    assert len(framework.not_accountable) == 4


def test_engineering_ladder_differs_in_its_shape():
    framework = load_framework(ENGINEERING_FILE)
    assert (len(framework.levels), len(framework.pillars), len(framework.competencies)) == (5, 4, 14)
    assert framework.pillar("technology").floor == "senior"
    assert [level.min_specialisms for level in framework.levels] == [0, 0, 0, 1, 2]


def test_renamed_keys_point_at_their_successors():
    framework = load_framework(ENGINEERING_FILE)
    assert framework.became == {"running_services": "operations"}
    assert framework.dropped == {"writing", "speaking", "office_skills"}


def test_a_weight_left_out_is_nothing():
    framework = parse_framework(
        spoiled("agile_lean: 70, coaching: 10, facilitation: 10, teaching: 10", "agile_lean: 100")
    )
    assert framework.archetypes[0].weights == {"agile_lean": 100, "coaching": 0, "facilitation": 0, "teaching": 0}


def test_nobody_need_specialise():
    text = spoiled("    floor: agile_coach\n", "").replace("    may_specialise: true\n    min_specialisms: 1\n", "")
    start, end = text.index("archetypes:"), text.index("accountabilities:")
    framework = parse_framework(text[:start] + text[end:])
    assert framework.specialisable == ()
    assert framework.archetypes == ()


def test_asking_order_defaults_to_the_files_order():
    framework = parse_framework(spoiled("asking_order: [impact, craft, behavior]\n", ""))
    assert framework.asking_order == ("behavior", "craft", "impact")


SPOILED = [
    # old, new, key of the problem, words of the problem or remedy
    ("sentence: After a hard", "sentance: After a hard", "competencies.self_awareness.expectations.associate.sentance", 'mean "sentence"'),
    ("  - key: agile_coach\n    rank: 2", "  - key: agile_coach\n    rank: 1", "levels.agile_coach.rank", "is 1, but the level stands in place 2"),
    ("rank: 4", "rank: 5", "levels.staff.rank", "without a gap"),
    ("short: Associate\n", "short: An associate of agile coaches\n", "levels.associate.short", "at most 20 fit"),
    ("short: Associate\n", "short: Staff\n", "levels.staff.short", "already names another level"),
    ("title: Staff Agile Coach", "title: Senior", "levels.staff.title", "already names another level"),
    ("    min_specialisms: 1", "    min_specialisms: 5", "levels.senior.min_specialisms", "Write 4 or less"),
    ("better at it\n    may_specialise: true\n", "better at it\n", "levels.staff.min_specialisms", "Add `may_specialise: true`"),
    ("    may_specialise: true\n", "    may_specialise: yes\n", "levels.senior.may_specialise", "Write true or false"),
    ("upper_from: senior", "upper_from: associate", "bands.upper_from", "leaves no level in the lower band"),
    ("upper_from: senior", "upper_from: seniour", "bands.upper_from", 'mean "senior"'),
    ("bands:\n", "bonds:\n", "bonds", 'mean "bands"'),
    ("title: Behavior", "title: Behavior towards others", "pillars.behavior.title", "at most 20 fit"),
    ("title: Behavior", "title: Impact", "pillars.impact.title", "is used twice"),
    ("floor: agile_coach", "floor: agile_coch", "pillars.craft.floor", 'mean "agile_coach"'),
    ("floor: agile_coach", "floor: senior", "pillars.craft.floor", "Name a level below the first that may specialise"),
    ("    title: Impact\n", "    title: Impact\n    floor: associate\n", "pillars.impact.floor", "second pillar"),
    ("asking_order: [impact, craft, behavior]", "asking_order: [impact, craft]", "asking_order", "leaves out behavior"),
    ("    - value: 3", "    - value: 2", "scale.points[4].value", "is 2 where 3 is due"),
    ("label: Beyond", "label: At level", "scale.points[4].label", "is used twice"),
    ("short: Done once or more, with help or in easy settings", f"short: {'x' * 76}", "scale.points[2].short", "Shorten it by 1"),
    ("short: Done once or more, with help or in easy settings", f"short: '{'&' * 20}'", "scale.points[2].short", "counts & as 5"),
    ("  - key: self_awareness\n", "  - key: Self-awareness\n", "competencies.Self-awareness.key", "lower_case_words"),
    ("  - key: self_awareness\n", "  - key: feedback\n", "competencies.feedback", "has a key that is taken"),
    ("    pillar: behavior\n", "    pillar: behaviour\n", "competencies.think_independently.pillar", 'mean "behavior"'),
    ("title: Independent thinking", "title: Collaboration", "competencies.promote_collaboration.title", "is used twice"),
    ("optional_at: [associate]", "optional_at: associate", "competencies.coaching_goals.optional_at", "must be a list"),
    ("optional_at: [associate]", "optional_at: [asociate]", "competencies.coaching_goals.optional_at", 'mean "associate"'),
    ("optional_at: [associate]", "optional_at: [staff, staff]", "competencies.coaching_goals.optional_at", "stands in it twice"),
    ("agile_lean: 70", "agile_lean: 71", "archetypes.flow_engineer.weights", "add up to 101"),
    ("agile_lean: 70", "feedback: 70", "archetypes.flow_engineer.weights.feedback", "Use one of: agile_lean, coaching"),
    ("agile_lean: 70", "agile_lean: seventy", "archetypes.flow_engineer.weights.agile_lean", "whole number from 0 to 100"),
    ("accents: [value_delivery, measure_learn]", "accents: [value]", "archetypes.flow_engineer.accents", "is not one of the possible values"),
    ("min_level: senior", "min_level: associate", "archetypes.flow_engineer.min_level", "Use one of: senior, staff"),
    ("period_months: 6", "period_months: 0", "period_months", "from 1 to 24"),
    ("period_months: 6", "period_months: six", "period_months", "in digits"),
    ("period_months: 6", 'period_months: "6"', "period_months", "without quotes"),
    ("role: Agile Coach\n", "role: Agile Coach\nrole: Coach\n", "role", "stands here twice"),
    ("role: Agile Coach\n", "", "role", "Add `role:`"),
    ("role: Agile Coach\n", "role: [Agile, Coach]\n", "role", "must be text"),
    ("changelog: The first version.", "changelog: |\n  One\n  two", "changelog", "has a line break"),
    ("levels:\n  - key: associate\n", "levels:\n  - associate\n  - key: associate\n", "levels[1]", "must hold keys of its own"),
    ("changelog: The first version.", 'changes: {from: "1.0.0"}', "changes.from", "is this file's own version"),
    ("changelog: The first version.", 'changes: {from: "0.9.0", renamed: {a: b}}', "changes.renamed.a", "is not one of the possible values"),
    ("changelog: The first version.", 'changes: {from: "0.9.0", renamed: {a: feedback, b: feedback}}', "changes.renamed.b", "under `merged`"),
    ("changelog: The first version.", 'changes: {from: "0.9.0", split: [a], dropped: [a]}', "changes.dropped", "Name each old key once"),
    ("changelog: The first version.", 'changes: {from: "0.9.0", dropped: [feedback]}', "changes.dropped", "is still a competency"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "words"), SPOILED)
def test_one_fault_gets_one_problem_and_a_remedy(old, new, key, words):
    [problem] = problems_of(spoiled(old, new))
    assert problem.key == key
    assert words in str(problem)


def test_a_problem_names_the_line_of_its_key():
    text = spoiled("sentence: After a hard", "sentance: After a hard")
    [problem] = problems_of(text)
    assert problem.line == line_of("sentance", text)


def test_a_missing_sentence_names_competency_and_level():
    lines = DEFAULT.splitlines(keepends=True)
    at = line_of("sentence: A change survives", DEFAULT) - 1
    [problem] = problems_of("".join(lines[:at] + lines[at + 1 :]))
    assert problem.key == "competencies.lasting_improvement.expectations.staff.sentence"
    assert problem.line == line_of("sentence: A change survives", DEFAULT) - 1


def test_a_missing_level_is_missed_in_each_competency():
    text = DEFAULT.replace("      staff:\n", "      chief:\n", 2)
    keys = [problem.key for problem in problems_of(text)]
    assert "competencies.think_independently.expectations.staff" in keys
    assert "competencies.promote_collaboration.expectations.staff" in keys


def test_all_problems_come_at_once_in_line_order():
    text = spoiled("rank: 2", "rank: 3", spoiled("agile_lean: 70", "agile_lean: 71"))
    assert [p.key for p in problems_of(text)] == ["levels.agile_coach.rank", "archetypes.flow_engineer.weights"]


def test_levels_in_the_wrong_order_are_told_so():
    swapped = spoiled("rank: 1", "rank: 2", spoiled("rank: 2", "rank: 1"))
    assert [p.key for p in problems_of(swapped)] == ["levels.associate.rank", "levels.agile_coach.rank"]


def test_a_pillar_asks_something_of_every_level():
    text = DEFAULT.replace("    pillar: craft\n", "    pillar: craft\n    optional_at: [associate]\n")
    [problem] = problems_of(text)
    assert (problem.key, problem.problem) == ("pillars.craft", "asks nothing that is required at associate")


def test_specialising_needs_levels_that_may():
    text = DEFAULT.replace("    may_specialise: true\n    min_specialisms: 1\n", "")
    assert "pillars.craft.floor" in [problem.key for problem in problems_of(text)]


def test_an_empty_pillar_is_refused():
    text = DEFAULT.replace("    pillar: impact\n", "    pillar: behavior\n")
    [problem] = problems_of(text)
    assert (problem.key, problem.remedy) == ("pillars.impact", "Add one to it, or remove the pillar")


def test_more_than_ten_specialisms_do_not_fit_slack():
    text = DEFAULT.replace("    pillar: behavior\n", "    pillar: craft\n", 7)
    assert "Slack shows at most 10" in " ".join(problem.problem for problem in problems_of(text))


def test_problems_without_end_are_cut_at_a_hundred():
    text = spoiled("role: Agile Coach\n", "".join(f"stranger_{i}: 1\n" for i in range(2_000)))
    assert len(problems_of(text)) == 100


def test_a_list_without_end_is_counted():
    endless = "".join(f"\n  - item {i}" for i in range(2_000))
    text = DEFAULT[: DEFAULT.index("not_accountable:")] + f"not_accountable:{endless}\n"
    [problem] = problems_of(text)
    assert (problem.problem, problem.remedy) == ("has 2000 items", "Keep 0 to 20 of them")


FILES = [
    (b"", "is empty or no mapping", 1),
    (b"name: caf\xe9\n", "is not UTF-8", 1),
    (b"name: x\nrole: \x00\n", "U+0000", 2),
    (b"x" * 5_000_000, "is larger than 512 KB", 1),
    (DEFAULT.encode("utf-16"), "is not UTF-8", 1),
]


@pytest.mark.parametrize(("content", "problem", "line"), FILES)
def test_files_that_hold_no_text_are_refused(tmp_path, content, problem, line):
    file = tmp_path / "framework.yml"
    file.write_bytes(content)
    with pytest.raises(InvalidFramework, match=rf"^{line}: file: .*{problem.replace('+', '.')}"):
        load_framework(file)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InvalidFramework, match="Name the YAML file itself"):
        load_framework(tmp_path)


def test_an_absent_file_is_said_to_be_absent(tmp_path):
    with pytest.raises(InvalidFramework, match="No such file"):
        load_framework(tmp_path / "absent.yml")


def test_windows_line_ends_and_a_mark_of_order_are_fine(tmp_path):
    file = tmp_path / "framework.yml"
    file.write_bytes(b"\xef\xbb\xbf" + DEFAULT.replace("\n", "\r\n").encode())
    assert load_framework(file) == load_framework(DEFAULT_FILE)


WANTED_LINES = [
    i
    for i, line in enumerate(ENGINEERING.splitlines())
    if line.lstrip(" -").split(":")[0]
    in {"title", "short", "purpose", "definition", "sentence", "look_fors", "rank", "upper", "weights", "who_benefits"}
]


@given(st.sampled_from(WANTED_LINES))
def test_any_needed_line_is_missed_by_name(at):
    lines = ENGINEERING.splitlines(keepends=True)
    key = lines[at].lstrip(" -").split(":")[0]
    indent = len(lines[at]) - len(lines[at].lstrip())
    items = itertools.takewhile(lambda line: line.startswith(" " * (indent + 1)), lines[at + 1 :])
    problems = problems_of("".join(lines[:at] + lines[at + 1 + len(list(items)) :]))
    assert [problem.key.rpartition(".")[2] for problem in problems] == [key]
    assert problems[0].remedy == f"Add `{key}:`"


@given(
    st.integers(0, len(ENGINEERING)),
    st.integers(0, 40),
    st.text(max_size=8) | st.sampled_from(["&a ", "*a", "!!x ", "? ", "- ", "{", "\t", "---\n"]),
)
def test_no_edit_whatsoever_ends_in_another_error(at, cut, inserted):
    for problem in problems_of(ENGINEERING[:at] + inserted + ENGINEERING[at + cut :]):
        assert problem.line >= 1
        assert problem.remedy


@given(st.text(max_size=200))
def test_no_text_whatsoever_ends_in_another_error(text):
    assert problems_of(text)
