"""Open modals, three deep at most, and Home tabs: how they open, change, close, and what Slack refuses."""

from dataclasses import dataclass, field
from typing import Any

from sandbox import view_state
from sandbox.changes import Changes
from sandbox.clock import SandboxClock
from sandbox.identifiers import fresh, fresh_token
from sandbox.model import Change, Identity, Json, OpenView, Surface
from sandbox.refusals import Refused
from sandbox.triggers import Trigger

DEEPEST = 3


@dataclass
class Record:
    """An open view with what Slack knows beyond it.

    `touched` are the inputs the person changed, `late` those whose first value came by an update.
    """

    open: OpenView
    user_id: str
    root_id: str
    previous_id: str | None = None
    touched: set[tuple[str, str]] = field(default_factory=set)
    late: set[tuple[str, str]] = field(default_factory=set)


def text_of(view: Json, key: str) -> str | None:
    """Return the words of a view's title or of one of its buttons, or None."""
    return view[key]["text"] if view.get(key) else None


class Views:
    """The views of everyone in the workspace."""

    def __init__(self, identity: Identity, clock: SandboxClock, changes: Changes) -> None:
        self._identity = identity
        self._clock = clock
        self._changes = changes
        self.stacks: dict[str, list[Record]] = {}
        self.homes: dict[str, Record] = {}

    def open(self, trigger: Trigger, view: Json) -> Record:
        """Return a modal opened on top of the one that was pressed, or as the only one."""
        if trigger.from_modal and self.find(trigger.from_modal):
            return self.push(trigger.user_id, view)
        self._external_id_is_free(view, None)
        record = self._new(trigger.user_id, view, "modal")
        self.stacks[trigger.user_id] = [record]
        self._tell(record)
        return record

    def push(self, user_id: str, view: Json) -> Record:
        """Return a modal laid on top of the person's stack.

        Raises:
            Refused: Three are open already, none is open, or the external_id is taken.
        """
        stack = self.stacks.get(user_id, [])
        if not stack:
            raise Refused("not_found")
        if len(stack) >= DEEPEST:
            raise Refused("push_limit_reached")
        self._external_id_is_free(view, None)
        record = self._new(user_id, view, "modal")
        record.root_id, record.previous_id = stack[0].open.id, stack[-1].open.id
        record.open.view |= {"root_view_id": record.root_id, "previous_view_id": record.previous_id}
        stack.append(record)
        self._tell(record)
        return record

    def update(self, record: Record, view: Json, view_hash: str | None = None) -> Record:
        """Return the view after the app changed it: values stay where block_id and action_id stay.

        Raises:
            Refused: The hash is of an older version, or the external_id is taken.
        """
        shown = record.open
        if view_hash is not None and view_hash != shown.hash:
            raise Refused("hash_conflict")
        self._external_id_is_free(view, record)
        before = {(block["block_id"], element["action_id"]) for block, element in self._stateful(shown.blocks)}
        kept = self._kept(shown.id, view, shown.type)
        kept |= {"root_view_id": record.root_id, "previous_view_id": record.previous_id}
        state = view_state.carried_over(shown.state, kept["blocks"])
        stateful = list(self._stateful(kept["blocks"]))
        present = {(block["block_id"], element["action_id"]) for block, element in stateful}
        new = {
            (block["block_id"], element["action_id"])
            for block, element in stateful
            if view_state.has_first_value(element)
        } - before
        record.touched &= present
        record.late = (record.late & present) | new
        record.open = self._shown(kept, state)
        self._tell(record)
        return record

    def publish(self, user_id: str, view: Json, view_hash: str | None) -> Record:
        """Return a person's Home tab with what the app published.

        Raises:
            Refused: The hash is of an older version, or the external_id is taken.
        """
        known = self.homes.get(user_id)
        if known:
            return self.update(known, view, view_hash)
        if view_hash is not None:
            raise Refused("hash_conflict")
        self._external_id_is_free(view, None)
        record = self._new(user_id, view, "home")
        self.homes[user_id] = record
        self._tell(record)
        return record

    def restore_home(self, user_id: str, kept: Json, state: view_state.State) -> None:
        """Show a Home tab again as it was kept."""
        self.homes[user_id] = Record(self._shown(kept, state), user_id, kept["id"])

    def close(self, record: Record) -> None:
        """Close a modal and those above it."""
        stack = self.stacks.get(record.user_id, [])
        if record in stack:
            del stack[stack.index(record) :]
            self._tell(record)

    def clear(self, user_id: str) -> None:
        """Close all modals of a person."""
        if self.stacks.pop(user_id, []):
            self._changes.tell(Change("modal"), user_id)

    def find(self, view_id: str) -> Record | None:
        """Return an open modal or a Home tab by its id, or None."""
        return next((record for record in self._all() if record.open.id == view_id), None)

    def find_external(self, external_id: str) -> Record | None:
        """Return an open modal or a Home tab by the app's own id, or None."""
        return next((record for record in self._all() if record.open.view["external_id"] == external_id), None)

    def remember(self, record: Record, given: dict[str, dict[str, Json]]) -> None:
        """Keep what the person's browser holds, and note what they touched."""
        shown = record.open
        state = view_state.filled_in(shown.state, given, shown.blocks)
        for block_id, values in state.items():
            for action_id, value in values.items():
                if view_state.as_sent(value) != view_state.as_sent(shown.state.get(block_id, {}).get(action_id, {})):
                    record.touched.add((block_id, action_id))
        shown.state = state

    def notice(self, record: Record, words: str | None, errors: dict[str, str] | None = None) -> None:
        """Show what Slack says about trouble, or the app's errors at the fields, on a view."""
        record.open.notice, record.open.errors = words, errors or {}
        self._tell(record)

    def _all(self) -> list[Record]:
        return [record for stack in self.stacks.values() for record in stack] + list(self.homes.values())

    def _external_id_is_free(self, view: Json, own: Record | None) -> None:
        external_id = view.get("external_id")
        taken = self.find_external(external_id) if external_id else None
        if taken is not None and taken is not own:
            raise Refused("duplicate_external_id")

    def _new(self, user_id: str, view: Json, surface: Surface) -> Record:
        kept = self._kept(fresh("V"), view, surface)
        kept |= {"root_view_id": kept["id"], "previous_view_id": None}
        return Record(self._shown(kept, view_state.first_state(kept["blocks"])), user_id, kept["id"])

    def _kept(self, view_id: str, view: Json, surface: Surface) -> Json:
        """Return a view's payload with the properties Slack adds."""
        kept: Json = {
            "id": view_id,
            "team_id": self._identity.team_id,
            "type": surface,
            "blocks": view_state.completed(view["blocks"]),
            "private_metadata": view.get("private_metadata", ""),
            "callback_id": view.get("callback_id", ""),
            "hash": f"{int(self._clock.real().timestamp())}.{fresh_token(8)}",
            "clear_on_close": view.get("clear_on_close", False),
            "notify_on_close": view.get("notify_on_close", False),
            "external_id": view.get("external_id", ""),
            "app_id": self._identity.app_id,
            "app_installed_team_id": self._identity.team_id,
            "bot_id": self._identity.bot_id,
        }
        for key in ("title", "submit", "close"):
            kept[key] = dict(view[key]) if view.get(key) else None
            view_state.spell_out(kept[key])
        return kept

    @staticmethod
    def _shown(kept: Json, state: view_state.State) -> OpenView:
        return OpenView(
            id=kept["id"],
            type=kept["type"],
            hash=kept["hash"],
            callback_id=kept["callback_id"],
            title=text_of(kept, "title") or "",
            submit=text_of(kept, "submit"),
            close=text_of(kept, "close"),
            blocks=kept["blocks"],
            private_metadata=kept["private_metadata"],
            errors={},
            state=state,
            notice=None,
            view=kept,
        )

    @staticmethod
    def _stateful(blocks: list[Json]) -> list[tuple[Json, Json]]:
        return [pair for pair in view_state.located(blocks) if pair[1].get("type") in view_state.KEYS]

    def _tell(self, record: Record) -> None:
        self._changes.tell(Change(record.open.type, record.open.id), record.user_id)


def payload(record: Record, *, missing_state: bool = False, without_inputs: bool = False) -> Json:
    """Return a view as an interaction carries it, with what its elements hold.

    Args:
        record: The open view.
        missing_state: Leave out untouched inputs whose first value came by an update, as a known bug of Slack does.
        without_inputs: Leave out all input blocks, as when a view is closed.
    """
    inputs = {block["block_id"] for block in view_state.all_blocks(record.open.blocks) if block["type"] == "input"}
    values: dict[str, dict[str, Any]] = {}
    for block_id, held in record.open.state.items():
        if without_inputs and block_id in inputs:
            continue
        for action_id, value in held.items():
            place = (block_id, action_id)
            if missing_state and block_id in inputs and place in record.late and place not in record.touched:
                continue
            values.setdefault(block_id, {})[action_id] = view_state.as_sent(value)
    return {**record.open.view, "state": {"values": values}}
