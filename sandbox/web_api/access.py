"""Methods about the token and the app: auth.test, apps.connections.open, team.info, bots.info, dnd.teamInfo."""

from sandbox.do_not_disturb import dnd_of
from sandbox.model import Json
from sandbox.refusals import Refused
from sandbox.web_api.call import Call, Method

DND_USERS = 50


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
    """Say when up to 50 people are not to be disturbed; whom nobody knows is left out.

    Raises:
        Refused: Nobody is asked about, or too many are.
    """
    asked = call.arguments.get("users") or ""
    names = asked if isinstance(asked, list) else str(asked).split(",")
    users = [name for name in (str(one).strip() for one in names) if name]
    if not users:
        raise Refused("no_users_provided")
    if len(users) > DND_USERS:
        raise Refused("invalid_arguments", [f"[ERROR] no more than {DND_USERS} users [json-pointer:/users]"])
    found = [user for user in map(call.slack.people.find, users) if user]
    return {"users": {user.id: dnd_of(user, call.slack.clock.now()) for user in found}}


METHODS = {
    "auth.test": Method(auth_test),
    "apps.connections.open": Method(open_connection),
    "team.info": Method(team_info, ("team:read",)),
    "bots.info": Method(bots_info, ("users:read",)),
    "dnd.teamInfo": Method(dnd_team_info, ("dnd:read",)),
}
