"""Every callback_id, action_id and block_id, by feature; docs/automation.md names those held stable."""

from enum import StrEnum
from typing import NamedTuple

COMMAND = "/grow"


class Assessment(StrEnum):
    """The self-assessment: its views first, then what can be pressed in them."""

    LEVEL = "assessment.level"
    SPECIALISMS = "assessment.specialisms"
    PAGE = "assessment.page"
    REVIEW = "assessment.review"
    DONE = "assessment.done"

    OPEN = "assessment.open"
    BACK = "assessment.back"
    RATE = "assessment.rate"
    RATE_NEXT = "assessment.rate_next"
    NOTE = "assessment.note"
    ATTACH = "assessment.attach"
    SPECIALISE = "assessment.specialise"
    CHOOSE_LEVEL = "assessment.choose_level"
    TAKE_OVER = "assessment.take_over"
    KEEP = "assessment.keep"
    WITHDRAW = "assessment.withdraw"


class Summary(StrEnum):
    """The growth summary."""

    SEND = "summary.send"
    READ = "summary.read"
    NUMBERS = "summary.numbers"
    VIEW = "summary.view"


class Framework(StrEnum):
    """The framework, level by level."""

    VIEW = "framework.view"
    OPEN = "framework.open"
    CHOOSE_LEVEL = "framework.choose_level"
    CHOOSE_PILLAR = "framework.choose_pillar"
    CHOOSE_DETAIL = "framework.choose_detail"
    CHOICES = "framework.choices"


class Home(StrEnum):
    """App Home: what can be pressed, then the blocks of buttons, which stay the same when it is drawn again."""

    SETTINGS = "home.settings"
    SETTINGS_VIEW = "home.settings_view"
    HELP = "home.help"
    NEXT = "home.next"
    QUICK = "home.quick"


class Cycle(StrEnum):
    """The half-years, for an owner: views first, then what can be pressed, then the blocks of App Home."""

    DAYS = "cycle.days"
    NEXT_DAYS = "cycle.next_days"
    NEW = "cycle.new"
    DONE = "cycle.done"

    RESCHEDULE = "cycle.reschedule"
    PLAN = "cycle.plan"
    OPEN = "cycle.open"
    FILL_IN = "cycle.fill_in"

    PRESENT = "cycle.present"
    UPCOMING = "cycle.upcoming"


class Talk(StrEnum):
    """A talk's date: its form has the id of the button that opens it; then what can be pressed, then blocks."""

    SET_DATE = "talk.set_date"
    DONE = "talk.done"

    SLOT_1 = "talk.slot.1"
    SLOT_2 = "talk.slot.2"
    SLOT_3 = "talk.slot.3"
    HELD = "talk.held"
    FILL_IN = "talk.fill_in"

    ABOUT = "talk.about"
    ROW = "talk.row"


class TalkField(StrEnum):
    """The block_id of a field of a talk's date: `growth.errors.InvalidTalk.about` says the last two."""

    SLOT = "slot"
    DAY = "day"
    TIME = "time"


class Nudge(StrEnum):
    """What can be answered to a nudge: forms first, then what can be pressed."""

    SNOOZE_DAY = "nudge.snooze_day"
    DONE = "nudge.done"

    SNOOZE = "nudge.snooze"
    UNDO_SNOOZE = "nudge.undo_snooze"
    GO_WITHOUT = "nudge.go_without"
    CHECK_IN_KEEP = "nudge.check_in.keep"
    CHECK_IN_CHANGE = "nudge.check_in.change"
    CHECK_IN_DROP = "nudge.check_in.drop"
    PASS_ON = "nudge.pass_on"  # noqa: S105 - a nudge is passed on, nobody logs in
    FILL_IN = "nudge.fill_in"


class Settings(StrEnum):
    """A person's own settings: views first, then what can be pressed."""

    FORM = "settings.form"
    DONE = "settings.done"

    OPEN = "settings.open"
    BACK = "settings.back"
    UNDO_AWAY = "settings.undo_away"
    UNDO_BACK = "settings.undo_back"
    FILL_IN = "settings.fill_in"


class SettingsField(StrEnum):
    """The block_id of a field of a person's settings."""

    HOUR = "hour"
    WORKING_DAYS = "working_days"
    WORKS_FROM = "works_from"
    WORKS_UNTIL = "works_until"
    COUNTRY = "country"
    REMINDERS = "reminders"
    AWAY_FROM = "away_from"
    AWAY_UNTIL = "away_until"


class CycleField(StrEnum):
    """The block_id of a field of a half-year: what it is called in `growth.half_years.HalfYear`."""

    NAME = "name"
    OPENS_ON = "opens_on"
    WINDOW_START = "window_start"
    WINDOW_END = "window_end"
    CLOSES_ON = "closes_on"


class Failure(StrEnum):
    """What stands where something went wrong."""

    VIEW = "failure.view"


class Field(StrEnum):
    """First part of the block_id of an assessment's field: `rating.KEY.VISIT`."""

    RATING = "rating"
    NEXT = "next"
    NOTE = "note"
    EVIDENCE = "evidence"
    SPECIALISMS = "specialisms"
    LEVEL = "level"


class FieldId(NamedTuple):
    """A field's block_id taken apart; `competency` is empty for fields of the whole assessment."""

    field: Field
    competency: str
    visit: str


def block_id(field: Field, competency: str, visit: str) -> str:
    """Return the block_id of a field; `visit` changes with every visit of a page, which resets Slack's own state."""
    return ".".join(part for part in (field, competency, visit) if part)


def parse_block_id(text: str) -> FieldId | None:
    """Return a field's block_id taken apart, or None for any other block."""
    name, _, rest = text.partition(".")
    try:
        found = Field(name)
    except ValueError:
        return None
    if found in {Field.SPECIALISMS, Field.LEVEL}:
        return FieldId(found, "", rest)
    competency, _, visit = rest.partition(".")
    return FieldId(found, competency, visit)


class TalkValue(NamedTuple):
    """What a button about a talk carries: which talk, and what else there is to say."""

    cycle_id: str
    coach_id: str
    more: tuple[str, ...] = ()


def talk_value(cycle_id: str, coach_id: str, *more: str) -> str:
    """Return the value of a button about a talk: `CYCLE_ID COACH_ID`, then what else it says, one space between."""
    return " ".join((cycle_id, coach_id, *more))


def parse_talk_value(text: object) -> TalkValue | None:
    """Return a value taken apart, or None for what is none of ours."""
    if not isinstance(text, str) or len(parts := text.split(" ")) < 2 or not all(parts):  # noqa: PLR2004 - two ids
        return None
    cycle_id, coach_id, *more = parts
    return TalkValue(cycle_id, coach_id, tuple(more))
