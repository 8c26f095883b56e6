import pytest

from framework.document import root_of
from framework.problems import InvalidFramework

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

CLEVER = [
    (BOMB, 1, "anchor or alias"),
    ("a: 1\nb: *a\n", 2, "anchor or alias"),
    ("a: !!python/object/apply:os.system [ls]\n", 1, "uses the YAML tag"),
    ("a: 1\nb: !env HOME\n", 2, "uses the YAML tag !env"),
    ("a: 1\n---\nb: 2\n", 2, "second YAML document"),
    ("a: " + "[" * 100_000, 1, "nested too deeply"),
    ("a: " + "{b: " * 100_000, 1, "nested too deeply"),
    ("a: 1\nb: 'open\n", 3, "is not valid YAML"),
    ("a: 1\n b: 2\n", 2, "is not valid YAML"),
    ("a: 1\nb: bell \x07\n", 2, "U+0007"),
    ("a: \ud800\n", 1, "U+D800"),
    ("- a\n- b\n", 1, "is empty or no mapping"),
    ("just words\n", 1, "is empty or no mapping"),
    ("# only a comment\n", 1, "is empty or no mapping"),
    ("a" * 600_000, 1, "is larger than 512 KB"),
]


@pytest.mark.parametrize(("text", "line", "problem"), CLEVER)
def test_clever_yaml_is_refused_with_its_line(text, line, problem):
    with pytest.raises(InvalidFramework) as caught:
        root_of(text)
    [found] = caught.value.problems
    assert problem in found.problem
    assert found.line == line


def test_plain_data_is_read():
    assert [key.value for key, _ in root_of("a: 1\nb: [x, y]\n").value] == ["a", "b"]
