"""What a person has open in Slack, and what Slack would send of it: forms filled in by the names of their fields."""

from typing import Any

from sandbox import view_state, views_stack
from sandbox.changes import Changes
from sandbox.clock import SandboxClock
from sandbox.model import Identity
from sandbox.rules import check_view
from sandbox.triggers import Trigger
from sandbox.views_stack import Record, Views

Json = dict[str, Any]

NASTY = ("<!channel> & <@U0BOB> <https://evil.example|trusted> *_~`x`~_* \u202e👩\u200d👩\u200d👧\u200d👦 ñ " * 60)[
    :3000
]
"""3,000 characters that would ring, link, mention or break, were they ever taken for more than words."""


class Window:
    """One open modal. Fields are named `rating.facilitation`: the block_id without what changes from visit to visit."""

    def __init__(self, views: Views, record: Record) -> None:
        self.views = views
        self.record = record

    @property
    def view(self) -> Json:
        """The view as Slack keeps it."""
        return self.record.open.view

    @property
    def fields(self) -> list[str]:
        """The names of the fields, in order."""
        return [name_of(block) for block in self.view["blocks"] if block["type"] == "input"]

    def choose(self, field: str, value: str | int | None) -> tuple[Json, Json]:
        """Pick an option, or none; return the block and its element."""
        block, element = self.find(field)
        groups = element.get("option_groups") or [element]
        offered = [option for group in groups for option in group["options"]]
        picked = next((option for option in offered if option["value"] == str(value)), None)
        assert value is None or picked, f"{field} has no option {value}"
        return self._hold(block, element, {"selected_option": picked})

    def tick(self, field: str, *values: str) -> tuple[Json, Json]:
        """Tick exactly these options; return the block and its element."""
        block, element = self.find(field)
        return self._hold(block, element, {"selected_options": [o for o in element["options"] if o["value"] in values]})

    def type(self, field: str, words: str) -> None:
        """Type words, or clear them."""
        block, element = self.find(field)
        assert len(words) <= element.get("max_length", 3000)
        self._hold(block, element, {"value": words or None})

    def picks(self, field: str, day: str | None) -> None:
        """Pick a day, or clear it."""
        block, element = self.find(field)
        self._hold(block, element, {"selected_date": day})

    def picks_time(self, field: str, time: str | None) -> None:
        """Pick a time such as 14:00, or clear it."""
        block, element = self.find(field)
        self._hold(block, element, {"selected_time": time})

    def holds(self, field: str) -> Any:
        """Return what a field holds before the person's eyes."""
        block, element = self.find(field)
        value = self.record.open.state[block["block_id"]][element["action_id"]]
        key, _ = view_state.KEYS[element["type"]]
        if key == "selected_option":
            return (value[key] or {}).get("value")
        return sorted(o["value"] for o in value[key]) if key == "selected_options" else value[key] or ""

    def find(self, field: str) -> tuple[Json, Json]:
        """Return the block of a field and its element."""
        for block in self.view["blocks"]:
            if block["type"] == "input" and name_of(block) == field:
                return block, block["element"]
        raise AssertionError(f"There is no {field} here, only {self.fields}")

    def sent(self, *, missing_state: bool = False) -> Json:
        """Return the view as an interaction carries it."""
        return views_stack.payload(self.record, missing_state=missing_state)

    def _hold(self, block: Json, element: Json, value: Json) -> tuple[Json, Json]:
        place = {block["block_id"]: {element["action_id"]: {"type": element["type"], **value}}}
        self.views.remember(self.record, place)
        return block, element


def name_of(block: Json) -> str:
    """Return the name of a field: the first two parts of `rating.facilitation.VISIT`, of `specialisms.VISIT` the first."""
    parts = block["block_id"].split(".")
    return ".".join(parts[:2]) if len(parts) > 2 else parts[0]


def opened(view: Json, user_id: str = "U0ALICE") -> Window:
    """Return a view as a person has it before them, once Slack has taken it."""
    assert check_view(view, "modal") == []
    views = no_views()
    return Window(views, views.open(Trigger(user_id, issued=0.0), view))


def no_views() -> Views:
    """Return a Slack in which nobody has anything open."""
    return Views(Identity(), SandboxClock(), Changes())
