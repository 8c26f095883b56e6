"""Methods about people: users.info and users.list."""

from sandbox.model import Json, User
from sandbox.web_api.call import Call, Method
from sandbox.web_api.pages import page

LARGEST_PAGE = 1000


def described(call: Call, user: User) -> Json:
    """Return a member with what the token's scopes show."""
    return call.slack.people.described(
        user,
        with_email="users:read.email" in call.slack.scopes(),
        with_locale=call.flag("include_locale"),
    )


def users_info(call: Call) -> Json:
    """Describe one member."""
    return {"user": described(call, call.user())}


def users_list(call: Call) -> Json:
    """Describe all members, page by page, the bot last."""
    everyone = [*call.slack.people.all(), call.slack.people.bot]
    users, more = page(call, everyone, LARGEST_PAGE)
    return {
        "members": [described(call, user) for user in users],
        "cache_ts": int(call.slack.clock.now().timestamp()),
        **more,
    }


METHODS = {
    "users.info": Method(users_info, ("users:read",)),
    "users.list": Method(users_list, ("users:read",)),
}
