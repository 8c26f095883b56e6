"""What happens when a person sends or closes a modal, and what the app's answer does to it."""

from typing import Any

from sandbox.delivery import Answer
from sandbox.form_fields import errors_in
from sandbox.model import Json, User
from sandbox.payloads import Payloads
from sandbox.refusals import Refused
from sandbox.rules.responses import check_response
from sandbox.slack import Slack
from sandbox.views_stack import Record

TROUBLE = "We had some trouble connecting. Try again?"


class Forms:
    """Modals in people's hands."""

    def __init__(self, slack: Slack, payloads: Payloads) -> None:
        self._slack = slack
        self._payloads = payloads

    async def submit(self, user: User, record: Record) -> str | None:
        """Send a modal, carry out the app's answer, and return what Slack says about trouble, if any."""
        views = self._slack.views
        if record is not self._top(user):
            raise Refused("not_found")
        own_errors = errors_in(record.open)
        if own_errors:
            views.notice(record, None, own_errors)
            return None
        answer = await self._slack.wire.send(
            "interactive",
            f"view_submission {record.open.callback_id}".strip(),
            self._payloads.submitted(user, record),
        )
        if views.find(record.open.id) is not record:
            return None
        return self._carry_out(record, answer)

    def _top(self, user: User) -> Record | None:
        stack = self._slack.views.stacks.get(user.id)
        return stack[-1] if stack else None

    def _carry_out(self, record: Record, answer: Answer) -> str | None:
        """Do to the view what the app answered; what Slack can't take shows its trouble text."""
        problems = [] if answer.error else check_response(answer.body, record.open.view)
        if answer.error or problems:
            return self._trouble(record, problems)
        body: Json = answer.body or {}
        try:
            self._obey(record, body)
        except Refused as refusal:
            return self._trouble(record, [refusal.error, *refusal.messages])
        return None

    def _obey(self, record: Record, body: Json) -> None:
        views, action = self._slack.views, body.get("response_action")
        if action == "errors":
            views.notice(record, None, body["errors"])
        elif action == "clear":
            views.clear(record.user_id)
        elif action == "update":
            self._slack.check_view(body["view"], "modal")
            views.update(record, body["view"])
        elif action == "push":
            self._slack.check_view(body["view"], "modal")
            views.push(record.user_id, body["view"])
        else:
            views.close(record)

    def _trouble(self, record: Record, problems: list[Any]) -> str:
        if problems:
            newest = self._slack.inspector.last(1)
            if newest:
                newest[0].error = "; ".join(str(problem) for problem in problems)
        self._slack.views.notice(record, TROUBLE)
        return TROUBLE

    async def close(self, user: User, record: Record, *, clear: bool) -> None:
        """Close a modal, or with `clear` all of them, and tell the app where it asked to know."""
        stack = self._slack.views.stacks.get(user.id, [])
        if record not in stack:
            return
        all_go = clear or record.open.view["clear_on_close"]
        told = stack[0] if all_go else record
        payload = self._payloads.closed(user, told, is_cleared=all_go)
        if all_go:
            self._slack.views.clear(user.id)
        else:
            self._slack.views.close(record)
        if told.open.view["notify_on_close"]:
            await self._slack.wire.send("interactive", f"view_closed {told.open.callback_id}".strip(), payload)
