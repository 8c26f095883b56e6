import pytest

from framework.document import root_of
from framework.fields import Part, slack_length
from framework.problems import InvalidFramework, Problems
from framework.shape import Count

TRAPS = [
    ("no", "is read by YAML as yes or no", 'Put it in quotes: "no"'),
    ("1.0", "is read by YAML as a number", 'Put it in quotes: "1.0"'),
    ("42", "is read by YAML as a number", 'Put it in quotes: "42"'),
    ("1:30", "is read by YAML as a number", 'Put it in quotes: "1:30"'),
    ("2026-11-23", "is read by YAML as a date", 'Put it in quotes: "2026-11-23"'),
    ("~", "is empty", "Write a text"),
    ("", "is empty", "Write a text"),
    ('"  "', "is empty", "Write a text"),
    ('"a\\u0000b"', "unprintable", "Type the text anew"),
    ('"a\\nb"', "line break", "with > in place of |"),
    ("{a: b}", "must be text", "in double quotes"),
    ("[]", "must be text", "in double quotes"),
    ("eleven characters", "is 17 characters long; at most 10 fit", "Shorten it by 7"),
]


def read(text, reader):
    problems = Problems()
    value = reader(Part(root_of(text), "", None, problems))
    problems.raise_any()
    return value


@pytest.mark.parametrize(("written", "problem", "remedy"), TRAPS)
def test_what_is_no_text_is_explained(written, problem, remedy):
    with pytest.raises(InvalidFramework) as caught:
        read(f"a: {written}\n", lambda part: part.text("a", 10))
    [found] = caught.value.problems
    assert problem in found.problem
    assert remedy in found.remedy


def test_folded_text_is_one_line():
    assert read("a: >\n  one\n  two\n", lambda part: part.text("a", 10)) == "one two"


@pytest.mark.parametrize("written", ["0x10", "1_0", "010", "+1", "1.0", "true", "-1", "11", "1e1"])
def test_only_plain_digits_are_a_number(written):
    with pytest.raises(InvalidFramework, match="whole number from 0 to 10"):
        read(f"a: {written}\n", lambda part: part.number("a", Count(0, 10)))


def test_an_absent_part_is_missed_once():
    with pytest.raises(InvalidFramework) as caught:
        read("b: 1\n", lambda part: part.part("a", ("x",)).text("x", 10))
    assert [problem.key for problem in caught.value.problems] == ["a"]


@pytest.mark.parametrize("written", ["? [a, b]\n: 1\n", "? {a: b}\n: 1\n"])
def test_a_key_is_a_word(written):
    with pytest.raises(InvalidFramework, match="is no plain key"):
        read(written, list)


def test_merge_keys_are_strangers():
    with pytest.raises(InvalidFramework, match="<<: is no key that belongs here"):
        read("a:\n  <<: {b: 1}\n", lambda part: part.part("a", ("b",)))


def test_slack_counts_escapes():
    assert slack_length("R&D <3") == len("R&amp;D &lt;3")
