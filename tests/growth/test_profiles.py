import pytest

from growth.profiles import read_profile


def profile(**fields):
    return read_profile({"id": "UALICE", "profile": {"real_name": "Alice Moreau"}} | fields)


def test_a_profile_has_name_zone_and_address():
    found = profile(
        tz="Europe/Paris", profile={"real_name": "Alice Moreau", "display_name": "ali", "email": "Alice@Example.org"}
    )

    assert (found.name, found.tz, found.email) == ("Alice Moreau", "Europe/Paris", "alice@example.org")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"profile": {"display_name": "ali"}}, "ali"),
        ({"profile": None, "name": "amoreau"}, "amoreau"),
        ({"profile": {"real_name": " \n"}}, "UALICE"),
        ({"profile": {"real_name": "A\u202eB\x1b[31m\nC"}}, "A B [31m C"),
        ({"profile": {"real_name": "نگار\u200cفر"}}, "نگار\u200cفر"),
    ],
)
def test_a_name_is_what_people_read_on_one_line(fields, name):
    assert profile(**fields).name == name


@pytest.mark.parametrize("tz", [None, "", "Mars/Olympus", "../etc/passwd"])
def test_an_odd_zone_is_none(tz):
    assert profile(tz=tz).tz == ""


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, ""),
        ({"deleted": True}, "is deactivated in Slack"),
        ({"is_bot": True}, "is a bot"),
        ({"id": "USLACKBOT"}, "is a bot"),
        ({"is_restricted": True}, "is a guest in Slack"),
        ({"is_ultra_restricted": True}, "is a guest in Slack"),
        ({"is_stranger": True}, "is a guest in Slack"),
    ],
)
def test_who_is_no_member_is_refused(fields, refusal):
    assert profile(**fields).refusal == refusal
