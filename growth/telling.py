"""What somebody is told of a talk's date: that it was set, and that it is near (domain rule 3.11, number 5)."""

from datetime import date, datetime

from growth.diary import DAY
from growth.nudges import Nudge, Number, TalkStatus, Task
from growth.talks import EXCHANGE_HOUR, Party


def announcement(status: TalkStatus, party: Party, now: datetime) -> Nudge | None:
    """Return the nudge that tells one of the two that the talk is near, if it is still to come.

    It slides back, never forward, and is bound by no budget. Its hour must come after the date was set and before
    the talk starts.
    """
    talk, diary = status.talk, party.diary
    if talk.at is None or talk.set_at is None or talk.held_at is not None or status.manager is None:
        return None
    if any(nudge.task is Task.EXCHANGE and nudge.talk_at == talk.at for nudge in status.told(party.person_id)):
        return None
    set_on = diary.day(talk.set_at)
    day = diary.free_until(_eve(status, party, talk.at), set_on)
    if day is not None and diary.opens(day) >= talk.at:
        day = diary.free_until(day - DAY, set_on)
    if day is None or diary.opens(day) <= talk.set_at or now >= min(diary.closes(day), talk.at):
        return None
    return Nudge(Task.EXCHANGE, Number.TALK_NEAR, day, status)


def _eve(status: TalkStatus, party: Party, at: datetime) -> date:
    """Return on which of a party's days a talk is near: the exchange's, or the next where their hour comes before it.

    The eve of the talk where the two share no working day in the week before.
    """
    coach, diary, talk_day = status.coach.diary, party.diary, party.diary.day(at)
    eve = status.exchange_day()
    if eve is None:
        return talk_day - DAY
    if diary.opens(eve) < coach.at(eve, EXCHANGE_HOUR) and eve + DAY < talk_day:
        return eve + DAY
    return min(eve, talk_day)


def news(status: TalkStatus, party: Party, earliest: date, now: datetime) -> Nudge | None:
    """Return the message that tells one of the two of the date the other set, or that the other's leave made it void.

    It comes on a free day from `earliest` on, but never once the talk has started, and not where nothing is new.
    """
    talk = status.talk
    had = talk.deferral.had if talk.deferral and party.person_id != talk.coach_id else None
    at, day = talk.at or had, party.diary.free_from(earliest)
    if at is None or talk.set_at is None or talk.held_at is not None:
        return None
    known = _known(status, party, at)
    if known == talk.at or day is None or max(now, party.diary.opens(day)) >= at:
        return None
    return Nudge(Task.NEWS, Number.DATE_SET if talk.at else Number.DATE_GONE, day, status)


def _known(status: TalkStatus, party: Party, at: datetime) -> datetime | None:
    """Return which date one of the two last set or was told of, None for none; `at` is the last that was set."""
    talk, told = status.talk, status.told(party.person_id)
    if talk.set_by == party.person_id and talk.set_at is not None and not (told and told[-1].at >= talk.set_at):
        return at
    return told[-1].talk_at if told else None
