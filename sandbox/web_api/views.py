"""Methods that show views: views.open, push, update, publish."""

from typing import Any

from sandbox.model import Json
from sandbox.refusals import Refused
from sandbox.views_stack import Record, payload
from sandbox.web_api.call import Call, Method


def checked_view(call: Call, surface: str) -> Json:
    """Return the view among the arguments.

    Raises:
        Refused: Slack wouldn't take it on this surface.
    """
    view: Any = call.json("view")
    if view is None:
        raise Refused("invalid_arguments", ["[ERROR] missing required field: view [json-pointer:/view]"])
    call.slack.check_view(view, surface)
    return dict(view)


def answered(record: Record) -> Json:
    """Return the answer that describes a view."""
    return {"view": payload(record)}


def open_view(call: Call) -> Json:
    """Open a modal for whoever gave the trigger."""
    trigger = call.slack.triggers.check(call.required("trigger_id", "invalid_arguments"))
    view = checked_view(call, "modal")
    record = call.slack.views.open(trigger, view)
    trigger.used = True
    return answered(record)


def push(call: Call) -> Json:
    """Lay a modal on top of the one whose interaction gave the trigger."""
    trigger = call.slack.triggers.check(call.required("trigger_id", "invalid_arguments"))
    view = checked_view(call, "modal")
    record = call.slack.views.push(trigger.user_id, view)
    trigger.used = True
    return answered(record)


def update(call: Call) -> Json:
    """Replace an open view."""
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise Refused("invalid_arguments", ["[ERROR] missing required field: view_id or external_id"])
    views = call.slack.views
    record = views.find(view_id) if view_id else views.find_external(external_id)
    if record is None:
        raise Refused("not_found")
    view = checked_view(call, record.open.type)
    return answered(views.update(record, view, call.text("hash") or None))


def publish(call: Call) -> Json:
    """Show a person's Home tab."""
    slack = call.slack
    if not slack.app_home("home"):
        raise Refused("not_enabled")
    user = call.user("user_id")
    if user.deleted or user.is_bot:
        raise Refused("user_not_found")
    view = checked_view(call, "home")
    return answered(slack.views.publish(user.id, view, call.text("hash") or None))


METHODS = {
    "views.open": Method(open_view),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
