"""Methods about files: the first and the last of the three steps of an upload, and files.info."""

from typing import Any

from sandbox.model import Conversation, Json
from sandbox.refusals import Refused
from sandbox.web_api.call import Call, Method
from sandbox.web_api.chat import check_may_post

ALT_TEXT = 1000
CHANNELS = 100


def get_upload_url(call: Call) -> Json:
    """Announce a file and return where its bytes go."""
    name = call.required("filename")
    length = call.number("length", 0)
    if length < 1:
        raise Refused("invalid_arguments", ["[ERROR] must be greater than 0 [json-pointer:/length]"])
    alt_text = call.text("alt_txt") or call.text("alt_text")
    if len(alt_text) > ALT_TEXT:
        raise Refused(
            "invalid_arguments", [f"[ERROR] must be less than {ALT_TEXT + 1} characters [json-pointer:/alt_txt]"]
        )
    file_id, ticket = call.slack.files.announce(name, length, alt_text, call.slack.identity.bot_user_id)
    return {"upload_url": f"{call.slack.base_url}/upload/{ticket}", "file_id": file_id}


def complete_upload(call: Call) -> Json:
    """Keep uploaded files and, where a channel is named, share them there."""
    files: Any = call.json("files")
    if (
        not isinstance(files, list)
        or not files
        or not all(isinstance(entry, dict) and "id" in entry for entry in files)
    ):
        raise Refused("invalid_arguments", ["[ERROR] missing required field: files [json-pointer:/files]"])
    channels = channels_named(call)
    message = call.message()
    if message["blocks"] and not call.text("initial_comment"):
        call.slack.check_message({**message, "text": message["text"] or "file"})
    kept = [call.slack.files.complete(entry["id"], entry.get("title")) for entry in files]
    for channel in channels:
        share(call, channel, [file.id for file in kept])
    return {"files": [{"id": file.id, "title": file.title} for file in kept]}


def channels_named(call: Call) -> list[Conversation]:
    """Return where the files are shared.

    Raises:
        Refused: A channel doesn't exist or the bot may not post there.
    """
    named = (call.text("channel_id") or call.text("channels")).split(",")
    channel_ids = [channel_id for channel_id in named if channel_id]
    if len(channel_ids) > CHANNELS:
        raise Refused("invalid_arguments", [f"[ERROR] no more than {CHANNELS} items allowed [json-pointer:/channels]"])
    channels = []
    for channel_id in channel_ids:
        channel = call.slack.conversations.by_id.get(channel_id)
        if channel is None:
            raise Refused("channel_not_found")
        if channel.kind == "channel" and call.slack.identity.bot_user_id not in channel.members:
            raise Refused("not_in_channel")
        check_may_post(call.slack, channel)
        channels.append(channel)
    return channels


def share(call: Call, channel: Conversation, file_ids: list[str]) -> None:
    """Say that files came; blocks count only without an initial comment."""
    slack, comment = call.slack, call.text("initial_comment")
    blocks = None if comment else call.json("blocks")
    message = slack.post(
        channel.id,
        slack.identity.bot_user_id,
        {"text": comment, "blocks": blocks},
        thread_ts=call.text("thread_ts") or None,
        files=file_ids,
    )
    for file_id in file_ids:
        slack.files.kept[file_id].shared_in.append(channel.id)
    slack.announce(message)


def files_info(call: Call) -> Json:
    """Describe one file."""
    file_id = call.required("file", "file_not_found")
    if file_id not in call.slack.files.kept:
        raise Refused("file_not_found")
    return {"file": call.slack.file_described(file_id)}


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",)),
    "files.info": Method(files_info, ("files:read",)),
}
