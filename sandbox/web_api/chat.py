"""Methods that say something: chat.postMessage, update, postEphemeral, delete, getPermalink."""

from dataclasses import replace

from sandbox import view_state
from sandbox.model import Conversation, Json, Message
from sandbox.refusals import Refused
from sandbox.rules.messages import LONGEST_TEXT
from sandbox.slack import Slack
from sandbox.web_api.call import Call, Method


def addressed(call: Call) -> Conversation:
    """Return the conversation a post goes to; a person's id means the app's direct messages with them.

    Raises:
        Refused: There is none, it is closed, or the bot may not post there.
    """
    slack, target = call.slack, call.required("channel", "channel_not_found")
    user = slack.people.find(target)
    if user and (user.deleted or user.is_bot):
        raise Refused("channel_not_found")
    conversation = slack.conversations.direct(user.id) if user else call.conversation()
    check_may_post(slack, conversation)
    return conversation


def check_may_post(slack: Slack, conversation: Conversation) -> None:
    """Return when the bot may post to a conversation.

    Raises:
        Refused: It may not.
    """
    if conversation.is_archived:
        raise Refused("is_archived")
    if conversation.kind == "im":
        if not slack.app_home("messages"):
            raise Refused("messages_tab_disabled")
        if slack.people.get(conversation.im_user).deleted:
            raise Refused("channel_not_found")
    elif slack.identity.bot_user_id not in conversation.members and "chat:write.public" not in slack.scopes():
        raise Refused("not_in_channel")


def own_message(call: Call, error: str) -> Message:
    """Return the bot's own message that `channel` and `ts` name.

    Raises:
        Refused: There is none, or it is somebody else's.
    """
    conversation = call.conversation()
    message = call.slack.conversations.message(conversation.id, call.required("ts", "message_not_found"))
    if message is None or message.ephemeral_for:
        raise Refused("message_not_found")
    if message.user != call.slack.identity.bot_user_id:
        raise Refused(error)
    return message


def thread_of(call: Call, conversation: Conversation) -> str | None:
    """Return the thread a post goes to, or None.

    Raises:
        Refused: There is no such message.
    """
    thread_ts = call.text("thread_ts") or None
    if thread_ts and call.slack.conversations.message(conversation.id, thread_ts) is None:
        raise Refused("thread_not_found")
    return thread_ts


def post_message(call: Call) -> Json:
    """Say something in a conversation."""
    slack = call.slack
    payload = call.message()
    if isinstance(payload["text"], str):
        # Slack cuts a longer text here, where chat.update refuses it.
        payload["text"] = payload["text"][:LONGEST_TEXT]
    slack.check_message(payload)
    conversation = addressed(call)
    payload["text"] = payload["text"] or payload["markdown_text"]
    message = slack.post(conversation.id, slack.identity.bot_user_id, payload, thread_ts=thread_of(call, conversation))
    slack.announce(message)
    return {
        "channel": conversation.id,
        "ts": message.ts,
        "message": slack.described(message, with_metadata=True),
    }


def update(call: Call) -> Json:
    """Replace a message of the bot: text without blocks removes the blocks; metadata stays unless it is {}."""
    slack = call.slack
    message = own_message(call, "cant_update_message")
    payload = call.message()
    slack.check_message(payload, updating=True)
    changed = replace(
        message,
        text=payload["text"] or payload["markdown_text"],
        blocks=view_state.completed(payload["blocks"] or []),
        metadata=message.metadata if payload["metadata"] is None else payload["metadata"] or None,
        edited=True,
    )
    changed.state = view_state.carried_over(message.state, changed.blocks)
    said = slack.conversations.said[message.channel]
    said[said.index(message)] = changed
    slack.conversations.tell(changed)
    return {
        "channel": changed.channel,
        "ts": changed.ts,
        "text": changed.text,
        "message": slack.described(changed, with_metadata=True),
    }


def post_ephemeral(call: Call) -> Json:
    """Say something that only one person in the conversation sees."""
    slack = call.slack
    payload = call.message()
    slack.check_message(payload)
    conversation = addressed(call)
    user = call.user()
    if user.id not in conversation.members:
        raise Refused("user_not_in_channel")
    message = slack.post(
        conversation.id,
        slack.identity.bot_user_id,
        {**payload, "metadata": None},
        thread_ts=thread_of(call, conversation),
        ephemeral_for=user.id,
    )
    return {"message_ts": message.ts}


def delete(call: Call) -> Json:
    """Take back a message of the bot."""
    message = own_message(call, "cant_delete_message")
    call.slack.conversations.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    """Return a message's address."""
    conversation = call.conversation()
    message = call.slack.conversations.message(conversation.id, call.required("message_ts", "message_not_found"))
    if message is None:
        raise Refused("message_not_found")
    place = f"{conversation.id}/p{message.ts.replace('.', '')}"
    return {
        "channel": conversation.id,
        "permalink": f"https://{call.slack.identity.domain}.slack.com/archives/{place}",
    }


WRITING = ("chat:write",)
METHODS = {
    "chat.postMessage": Method(post_message, WRITING),
    "chat.update": Method(update, WRITING),
    "chat.postEphemeral": Method(post_ephemeral, WRITING),
    "chat.delete": Method(delete, WRITING),
    "chat.getPermalink": Method(get_permalink),
}
