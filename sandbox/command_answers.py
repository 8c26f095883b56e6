"""What a person sees after a slash command, and what an answer to a response_url does."""

from typing import Any

from sandbox import view_state
from sandbox.delivery import Answer
from sandbox.model import Conversation, Json, Message, User
from sandbox.refusals import Refused
from sandbox.response_urls import ResponseUrl
from sandbox.slack import Slack

FAILED = '{command} failed with the error "{error}"'
UNKNOWN = (
    "{command} is not a valid command. In Slack, all messages that start with the “/” character are interpreted "
    "as commands."
)
ERRORS = {"http_timeout": "operation_timeout", "connection_failed": "dispatch_failed", "http_error": "dispatch_failed"}


class CommandAnswers:
    """Shows immediate and later answers."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def unknown(self, user: User, channel: Conversation, command: str) -> str:
        """Say that no app here knows the command."""
        words = UNKNOWN.format(command=command)
        self._slack.slackbot_says(user.id, channel.id, words)
        return words

    def show(self, user: User, channel: Conversation, command: str, answer: Answer) -> str | None:
        """Show the body of the answer as a message, or Slack's words for its absence."""
        error = ERRORS[answer.error] if answer.error else None
        body: Json = {"text": answer.body} if isinstance(answer.body, str) else answer.body
        if error is None and (body.get("text") or body.get("blocks")):
            try:
                self._say(user.id, channel.id, body)
            except Refused as refusal:
                error = refusal.error
        if error is None:
            return None
        words = FAILED.format(command=command, error=error)
        self._slack.slackbot_says(user.id, channel.id, words)
        return words

    def respond(self, url: ResponseUrl, body: Json) -> None:
        """Carry out what was sent to a response_url.

        Raises:
            Refused: The message isn't one Slack takes.
        """
        source = self._slack.conversations.message(url.channel_id, url.message_ts) if url.message_ts else None
        if body.get("delete_original"):
            if source is None:
                raise Refused("message_not_found")
            self._slack.conversations.remove(source)
        elif body.get("replace_original") and source is not None:
            self._replace(source, body)
        else:
            self._say(url.user_id, url.channel_id, body, url.thread_ts)

    def _replace(self, source: Message, body: Json) -> None:
        # An ephemeral message stays ephemeral, whatever response_type says.
        self._slack.check_message(body)
        source.text, source.blocks = body["text"], view_state.completed(body.get("blocks") or [])
        source.state = view_state.carried_over(source.state, source.blocks)
        source.edited = source.ephemeral_for is None
        self._slack.conversations.tell(source)

    def _say(self, user_id: str, channel_id: str, body: Json, thread_ts: Any = None) -> None:
        self._slack.check_message(body)
        in_channel = body.get("response_type") == "in_channel"
        self._slack.post(
            channel_id,
            self._slack.identity.bot_user_id,
            body,
            thread_ts=body.get("thread_ts") or thread_ts,
            ephemeral_for=None if in_channel else user_id,
        )
