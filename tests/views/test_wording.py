"""The file of words: plain, whole, and all of it used."""

import ast
import re
from string import Formatter

import pytest

from growth.nudges import Number, Task
from tests.framework.files import ROOT
from views.wording import label, sentences, words

BANNED = re.compile(
    r"\b(overdue|late|fail\w*|forg[eo]t\w*|miss(?:ed|ing)?|still|only you have|others? have|everyone else|reminder|"
    r"great|awesome|well done|congrat\w*|please note|asap|urgent|must|should|deadline)\b|!",
    re.IGNORECASE,
)
FILLED_IN = {
    field for sentence in sentences().values() for _, field, _, _ in Formatter().parse(sentence) if field is not None
}


def asked_for():
    """Return a pattern for every key that the code asks for, from the first argument of `words` and `label`."""
    for path in sorted((ROOT / "views").glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"words", "label"} and call.args:
                yield from patterns(call.args[0])


def patterns(key):
    match key:
        case ast.Constant(str(text)):
            yield re.escape(text)
        case ast.JoinedStr(values):
            yield "".join(re.escape(v.value) if isinstance(v, ast.Constant) else r"\w+" for v in values)
        case ast.IfExp(_, body, other):
            yield from patterns(body)
            yield from patterns(other)


@pytest.mark.parametrize("key", sentences())
def test_a_sentence_neither_hurries_nor_blames_nor_praises(key):
    assert not BANNED.search(sentences()[key])


def test_every_sentence_is_used():
    used = re.compile("|".join(f"(?:{pattern})" for pattern in asked_for()))
    assert [key for key in sentences() if not used.fullmatch(key)] == []


def test_every_sentence_that_is_asked_for_by_name_is_there():
    named = {re.sub(r"\\(.)", r"\1", pattern) for pattern in asked_for() if r"\w" not in pattern}
    assert named <= set(sentences())


@pytest.mark.parametrize("number", Number)
def test_every_nudge_has_a_title_and_a_name(number):
    assert sentences()[f"nudge.{number.name.lower()}.title"]
    assert sentences()[f"thing.{number.name.lower()}"]


@pytest.mark.parametrize("task", [Task.DATE, Task.ASSESSMENT, Task.CHECK_IN])
def test_every_task_that_is_asked_for_has_a_name_and_a_way_without_buttons(task):
    assert sentences()[f"task.{task}"]
    assert sentences()[f"how.{task}"]


def test_sentences_are_whole_lines_without_markup_of_links():
    assert not [key for key, sentence in sentences().items() if "\n" in sentence or "<" in sentence]


def test_what_is_filled_in_has_a_plain_name():
    assert all(re.fullmatch(r"[a-z_]+", name) for name in FILLED_IN)


def test_peoples_words_ring_nobody_in_a_sentence():
    said = words("first.why", owners="<!channel> & *Bo*\n_x_")
    assert "&lt;!channel&gt; &amp; *Bo* _x_ set Trellis up" in said


def test_in_a_plain_text_nothing_is_escaped():
    assert label("button.nudge_whom", coach="A & B") == "Pass a nudge on to A & B"


def test_a_sentence_without_what_it_names_is_refused():
    with pytest.raises(KeyError):
        words("first.why")
