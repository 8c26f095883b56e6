"""The house as it is meant to be: what stands where, how long it gets, and what agrees with what."""

import ast
import re
from pathlib import Path

import pytest
import yaml

from handlers import FEATURES
from views import ids

ROOT = Path(__file__).parent.parent
ROOMS = ("framework", "growth", "views", "storage", "handlers", "schedules", "bot", "sandbox", "commands")
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "versions" not in path.parts]
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8"))

SCOPE_OF_METHOD = {
    "auth_test": None,
    "apps_connections_open": None,
    "views_open": None,
    "views_update": None,
    "views_publish": None,
    "chat_postMessage": "chat:write",
    "chat_update": "chat:write",
    "conversations_open": "im:write",
    "conversations_history": "im:history",
    "files_upload_v2": "files:write",
    "users_info": "users:read",
    "users_list": "users:read",
    "users_lookupByEmail": "users:read.email",
    "conversations_info": None,
    "dnd_teamInfo": "dnd:read",
}
"""slack-facts: what each method needs; None needs no scope, or only costs its own line in `trellis check`."""

SLACK_METHODS = ("chat_", "views_", "files_", "users_", "conversations_", "apps_", "auth_", "dnd_")

SCOPE_OF_EVENT = {"team_join": "users:read", "user_change": "users:read"}
INPUTS = {
    *(ids.Assessment.NOTE, ids.Assessment.ATTACH, ids.Assessment.CHOOSE_LEVEL, ids.Cycle.FILL_IN),
    *(ids.Talk.FILL_IN, ids.Nudge.FILL_IN, ids.Settings.FILL_IN),
}
"""Read with their form; nothing happens as they change."""

NOT_PRESSED = {
    ids.Assessment.DONE,
    ids.Summary.VIEW,
    ids.Framework.VIEW,
    ids.Framework.CHOICES,
    ids.Home.SETTINGS_VIEW,
    ids.Home.NEXT,
    ids.Home.QUICK,
    ids.Cycle.DONE,
    ids.Cycle.PRESENT,
    ids.Cycle.UPCOMING,
    ids.Failure.VIEW,
    ids.Talk.DONE,
    ids.Talk.ROW,
    ids.Talk.ABOUT,
    ids.Nudge.DONE,
    ids.Settings.DONE,
}
"""Views without a submit button, and names of blocks."""


class Register:
    """Writes down what the features bind, in place of Bolt's app."""

    def __init__(self):
        self.ids, self.events, self.commands = set(), set(), set()

    def _bound(self, where, what):
        where.add(what)
        return lambda handler: handler

    def action(self, what):
        return self._bound(self.ids, what)

    view = view_closed = shortcut = action

    def event(self, what):
        return self._bound(self.events, what)

    def command(self, what, **_):
        return self._bound(self.commands, what)


@pytest.fixture
def bound():
    register = Register()
    for feature in FEATURES:
        feature.register(register)
    return register


def code_of(room):
    return "\n".join(path.read_text("utf-8") for path in MODULES if path.is_relative_to(ROOT / room))


def functions():
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path.relative_to(ROOT), node


def test_every_id_is_handled_or_only_read(bound):
    everything = {
        member
        for names in (
            *(ids.Assessment, ids.Summary, ids.Framework, ids.Home, ids.Cycle, ids.Failure),
            *(ids.Talk, ids.Nudge, ids.Settings),
        )
        for member in names
    }

    assert everything - bound.ids == INPUTS | NOT_PRESSED
    assert bound.ids <= everything


def test_events_handled_are_those_of_the_manifest(bound):
    assert bound.events == set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


def test_commands_handled_are_those_of_the_manifest(bound):
    assert bound.commands == {command["command"] for command in MANIFEST["features"]["slash_commands"]}


def test_scopes_of_the_manifest_are_those_that_are_used(bound):
    called = set(
        re.findall(
            r"(?:client|slack)\.([a-z]+_[a-zA-Z_0-9]+)\(", "".join(map(code_of, ("handlers", "bot", "commands")))
        )
    )
    called = {name for name in called if name.startswith(SLACK_METHODS)}
    used = {SCOPE_OF_METHOD[method] for method in called} | {SCOPE_OF_EVENT.get(event) for event in bound.events}
    # The email in a profile of users.list comes with a scope of its own, and is optional.
    used |= set(MANIFEST["oauth_config"]["scopes"]["bot_optional"])
    used |= {"commands"} if bound.commands else set()

    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == used - {None}


def test_help_names_the_words_that_are_understood():
    from views.help import commands  # noqa: PLC0415  only this test speaks of help

    said = set(re.findall(r'says\("(\w+)"\)', code_of("handlers")))

    assert set(commands()) == said | {"help"}


def test_the_code_commits_in_one_place():
    found = [path.name for path in MODULES if re.search(r"await \w+\.commit\(", path.read_text("utf-8"))]

    assert found == ["unit_of_work.py"]


def test_only_two_modules_read_the_clock():
    found = {str(path.relative_to(ROOT)) for path in MODULES if "datetime.now" in path.read_text("utf-8")}

    assert found == {"bot/clock.py", "sandbox/clock.py"}


def test_block_kit_is_built_in_views_only():
    elsewhere = "".join(map(code_of, ("growth", "storage", "handlers", "schedules", "bot", "commands")))

    assert re.findall(r'"type": "(?:section|modal|home|context|actions|input|header)"', elsewhere) == []


def test_no_module_is_longer_than_300_lines():
    assert [str(path) for path in MODULES if len(path.read_text("utf-8").splitlines()) > 300] == []


def test_handlers_stay_within_30_lines_and_all_else_within_50():
    long = [
        f"{path}:{node.name}"
        for path, node in functions()
        if node.end_lineno - node.lineno + 1 > (30 if path.parts[0] == "handlers" else 50)
    ]

    assert long == []


def test_every_module_says_what_it_answers():
    assert [str(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_nothing_catches_every_exception():
    broad = re.compile(r"except (?:Exception|BaseException)\b|except:")
    found = [str(path.relative_to(ROOT)) for path in MODULES if broad.search(path.read_text("utf-8"))]

    assert set(found) <= {
        *("bot/drawing.py", "bot/drawing_worker.py", "bot/failures.py"),
        *("schedules/deliver_outbox.py", "schedules/plan_nudges.py"),
    }


def test_no_module_has_a_name_that_says_nothing():
    assert not {path.stem for path in MODULES} & {"utils", "helpers", "common", "base", "service", "core", "manager"}


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", "Makefile", "README.md"])
def test_no_package_index_is_named(name):
    text = (ROOT / name).read_text("utf-8")

    assert not re.search(r"--(?:extra-)?index-url|--find-links|pythonhosted|pypi\.(?:org|io)", text)
