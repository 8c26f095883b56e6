"""What the browser sends as the values of a form, turned into Slack's own shapes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

State = dict[str, dict[str, Any]]


def slack_state(state: Mapping[str, Mapping[str, Any]], zone: ZoneInfo) -> State:
    """Return values by block_id and action_id as Slack sends them."""
    return {
        block_id: {action_id: slack_value(value, zone) for action_id, value in actions.items()}
        for block_id, actions in state.items()
    }


def slack_value(value: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """Return one element's value; a local date and time becomes whole Unix seconds.

    Raises:
        ValueError: A date and time that the browser sent cannot be read.
    """
    local = value.get("selected_date_time")
    if not isinstance(local, str):
        return dict(value)
    moment = datetime.fromisoformat(local).replace(tzinfo=zone)
    return {**value, "selected_date_time": int(moment.timestamp())}
