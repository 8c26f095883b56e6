"""Methods about the token and the app: auth.test, apps.connections.open, team.info, bots.info, dnd.teamInfo."""

from sandbox.model import Json
from sandbox.refusals import Refused
from sandbox.web_api.call import Call, Method


def auth_test(call: Call) -> Json:
    """Say whose token this is."""
    identity = call.slack.identity
    return {
        "url": f"https://{identity.domain}.slack.com/",
        "team": identity.team_name,
        "user": identity.bot_name,
        "team_id": identity.team_id,
        "user_id": identity.bot_user_id,
        "bot_id": identity.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> Json:
    """Give out an address for one socket."""
    address = call.slack.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/socket?ticket={call.slack.sockets.ticket()}"}


def team_info(call: Call) -> Json:
    """Describe the workspace."""
    identity = call.slack.identity
    team = {"id": identity.team_id, "name": identity.team_name, "domain": identity.domain, "email_domain": ""}
    return {"team": team}


def bots_info(call: Call) -> Json:
    """Describe the app's bot."""
    identity = call.slack.identity
    if call.text("bot", identity.bot_id) != identity.bot_id:
        raise Refused("bot_not_found")
    bot = {"id": identity.bot_id, "app_id": identity.app_id, "user_id": identity.bot_user_id, "deleted": False}
    return {"bot": {**bot, "name": identity.bot_real_name, "updated": 0, "icons": {}}}


def dnd_team_info(call: Call) -> Json:
    """Say that nobody has paused their notifications."""
    users = [user_id for user_id in call.text("users").split(",") if user_id]
    asleep = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    return {"users": {user_id: asleep for user_id in users if call.slack.people.find(user_id)}}


METHODS = {
    "auth.test": Method(auth_test),
    "apps.connections.open": Method(open_connection),
    "team.info": Method(team_info, ("team:read",)),
    "bots.info": Method(bots_info, ("users:read",)),
    "dnd.teamInfo": Method(dnd_team_info, ("dnd:read",)),
}
