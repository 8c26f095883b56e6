import pytest

from sandbox.ui.commands import Completion, completions


@pytest.mark.parametrize("hint", ["assess | note TEXT", "[assess|note TEXT]", "assess, note TEXT"])
def test_each_form_of_the_hint_is_offered(hint):
    offered = completions([{"command": "/grow", "description": "Your growth", "usage_hint": hint}])
    assert offered == [
        Completion("/grow", "Your growth"),
        Completion("/grow assess", ""),
        Completion("/grow note ", "TEXT"),
    ]


def test_a_command_without_a_hint_is_offered_alone():
    assert completions([{"command": "/grow"}]) == [Completion("/grow", "")]
