"""Methods about conversations: open, info, list, members, history, join."""

from sandbox.model import Conversation, Json
from sandbox.refusals import Refused
from sandbox.web_api.call import Call, Method
from sandbox.web_api.pages import page

LARGEST_PAGE = 1000
LARGEST_HISTORY, USUAL_HISTORY = 999, 100
USERS_IN_ONE = 8


def described(call: Call, conversation: Conversation) -> Json:
    """Return a conversation as Slack's API describes it."""
    bot = call.slack.identity.bot_user_id
    is_im = conversation.kind == "im"
    body: Json = {
        "id": conversation.id,
        "is_channel": not is_im,
        "is_group": False,
        "is_im": is_im,
        "is_mpim": False,
        "is_private": is_im,
        "is_archived": conversation.is_archived,
        "created": 0,
    }
    if is_im:
        return body | {"user": conversation.im_user, "is_open": True}
    return body | {
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_general": conversation.name == "general",
        "is_member": bot in conversation.members,
        "num_members": len(conversation.members),
        "topic": {"value": conversation.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def needs(call: Call, conversation: Conversation, kind: str) -> None:
    """Refuse when the scope for this kind of conversation isn't granted."""
    scope = f"{'im' if conversation.kind == 'im' else 'channels'}:{kind}"
    granted = call.slack.scopes()
    if scope not in granted:
        raise Refused("missing_scope", needed=scope, provided=",".join(granted))


def open_direct(call: Call) -> Json:
    """Open the app's direct messages with a person."""
    if call.text("channel"):
        return {"channel": {"id": call.conversation().id}}
    user_ids = [user_id for user_id in call.required("users", "users_list_not_supplied").split(",") if user_id]
    if len(user_ids) > USERS_IN_ONE:
        raise Refused("too_many_users")
    if len(user_ids) > 1:
        raise Refused("missing_scope", needed="mpim:write", provided=",".join(call.slack.scopes()))
    user = call.slack.people.find(user_ids[0])
    if user is None:
        raise Refused("user_not_found")
    if user.deleted:
        raise Refused("user_disabled")
    if user.is_bot:
        raise Refused("cannot_dm_bot")
    known = call.slack.conversations.known_direct(user.id)
    channel = known or call.slack.conversations.direct(user.id)
    more = {"no_op": True, "already_open": True} if known else {}
    body = described(call, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": body, **more}


def info(call: Call) -> Json:
    """Describe one conversation."""
    conversation = call.conversation()
    needs(call, conversation, "read")
    return {"channel": described(call, conversation)}


def list_all(call: Call) -> Json:
    """Describe the conversations of the kinds asked for, page by page."""
    kinds = call.text("types", "public_channel").split(",")
    wanted = {"public_channel": "channel", "im": "im"}
    found = [
        conversation
        for conversation in call.slack.conversations.by_id.values()
        if any(wanted.get(kind) == conversation.kind for kind in kinds)
        and not (call.flag("exclude_archived") and conversation.is_archived)
    ]
    for conversation in found:
        needs(call, conversation, "read")
    entries, more = page(call, found, LARGEST_PAGE, 100)
    return {"channels": [described(call, conversation) for conversation in entries], **more}


def members(call: Call) -> Json:
    """List who is in a conversation, page by page."""
    conversation = call.conversation()
    needs(call, conversation, "read")
    entries, more = page(call, conversation.members, LARGEST_PAGE, 100)
    return {"members": list(entries), **more}


def history(call: Call) -> Json:
    """List what was said in a conversation, the newest first, threads' replies left out."""
    conversation = call.conversation()
    needs(call, conversation, "history")
    if call.slack.identity.bot_user_id not in conversation.members:
        raise Refused("not_in_channel")
    said = call.slack.conversations.said[conversation.id]
    found = [
        message
        for message in reversed(said)
        if message.ephemeral_for is None and message.thread_ts in (None, message.ts) and in_range(call, message.ts)
    ]
    entries, more = page(call, found, LARGEST_HISTORY, USUAL_HISTORY)
    with_metadata = call.flag("include_all_metadata")
    described_messages = [call.slack.described(message, with_metadata=with_metadata) for message in entries]
    has_more = bool(more["response_metadata"]["next_cursor"])
    return {"messages": described_messages, "has_more": has_more, "pin_count": 0, **(more if has_more else {})}


def in_range(call: Call, ts: str) -> bool:
    """Return whether a message lies between the call's oldest and latest, which count only if inclusive."""
    try:
        oldest, latest = float(call.text("oldest", "0") or 0), float(call.text("latest", "inf") or "inf")
    except ValueError:
        raise Refused("invalid_ts_latest") from None
    if call.flag("inclusive"):
        return oldest <= float(ts) <= latest
    return oldest < float(ts) < latest


def join(call: Call) -> Json:
    """Add the bot to a public channel."""
    conversation = call.conversation()
    if conversation.kind == "im":
        raise Refused("method_not_supported_for_channel_type")
    if conversation.is_archived:
        raise Refused("is_archived")
    bot = call.slack.identity.bot_user_id
    new = call.slack.conversations.join(conversation.id, [bot])
    if new:
        event = {"type": "member_joined_channel", "user": bot, "channel": conversation.id, "channel_type": "C"}
        call.slack.events.later({**event, "team": call.slack.identity.team_id})
    warning = {} if new else {"warning": "already_in_channel"}
    return {"channel": described(call, conversation), **warning}


READING = ("channels:read", "groups:read", "im:read", "mpim:read")
METHODS = {
    "conversations.open": Method(open_direct, ("im:write",)),
    "conversations.info": Method(info, READING),
    "conversations.list": Method(list_all, READING),
    "conversations.members": Method(members, READING),
    "conversations.history": Method(history, tuple(f"{kind}:history" for kind in ("channels", "groups", "im", "mpim"))),
    "conversations.join": Method(join, ("channels:join",)),
}
