"""What the made-up company is made of: colleagues, and of coaches the story that their history is told from.

Half-years are counted back from the present one, which is 0; the oldest that is remembered is `OLDEST`.
"""

import unicodedata
from dataclasses import dataclass, field

from growth.diary import Preferences
from growth.people import Role
from sandbox.model import Conversation, Identity, User

OLDEST = 3
COLOURS = ("4b6e8f", "8f5b4b", "4f7f5f", "7a5c94", "8c6d1f", "2f7482", "94506e", "5f6b3a", "55608f", "7f4f3a")


@dataclass(frozen=True, slots=True)
class TalkStory:
    """What was arranged about a coach's talk of the open cycle; days count from this week's Monday.

    Attributes:
        day: The day of the talk, or the next one that suits both; None where it has no date.
        hour: At which hour of the coach's clock.
        by_manager: Whether the manager chose it.
        held: Whether it was marked held.
        away: The first and the last day of the coach's leave.
        snoozed: Until which day the coach wants to hear nothing of a date.
    """

    day: int | None = None
    hour: int = 14
    by_manager: bool = False
    held: bool = False
    away: tuple[int, int] | None = None
    snoozed: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """How a coach came here and how they grow.

    Attributes:
        levels: Level keys with the half-year after which each began; 0 is a joiner of these weeks. Empty: no level.
        start: Mean ladder position in the oldest half-year.
        pace: By how much that mean moves in each half-year.
        area: The part of the company they work in.
        teams: The two teams that their notes speak of.
        specialisms: What they chose to be read at their own level, where their level asks for it.
        strengths: Competencies above that mean.
        harder: Competencies below it.
        pieces: How many pieces of evidence they kept besides their notes.
        quiet: A half-year with little occasion for crafts.
        missed: Half-years in which they sent nothing.
        so_far: How many answers they have given in the open cycle.
        submitted: Whether they have sent the open cycle's assessment.
        talk: What was arranged about their talk in the open cycle.
    """

    levels: tuple[tuple[str, int], ...]
    start: float
    pace: float
    area: str
    teams: tuple[str, str]
    specialisms: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    pieces: int = 0
    quiet: int | None = None
    missed: tuple[int, ...] = ()
    so_far: int = 0
    submitted: bool = False
    talk: TalkStory = TalkStory()

    def level(self, back: int) -> str | None:
        """Return the level key they held in a half-year, or None where they had none."""
        held = [level for level, began in self.levels if began > back or began == 0]
        return held[-1] if held else None


@dataclass(frozen=True)
class Colleague:
    """One person of the company. Those without a role are unknown to Trellis.

    `manager` is a colleague's name, `left` the half-year after which the person went, `settings` what they chose.
    """

    name: str
    title: str
    tz: str
    roles: frozenset[Role] = frozenset()
    manager: str = ""
    is_guest: bool = False
    left: int | None = None
    settings: Preferences = field(default_factory=Preferences)

    @property
    def handle(self) -> str:
        """First and last name as Slack's user name, in plain letters: ana.ruiz."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().lower().split()
        return f"{plain[0]}.{plain[-1]}"

    @property
    def slack_id(self) -> str:
        """The Slack user id, made from the name, the same in every demo."""
        return "U0" + "".join(filter(str.isalpha, self.handle)).upper()[:9]


@dataclass(frozen=True, kw_only=True)
class Coach(Colleague):
    """A colleague whom the framework is about, with the story that their history is told from."""

    roles: frozenset[Role] = frozenset({Role.COACH})
    story: Story

    def takes_part(self, back: int) -> bool:
        """Say whether the person was a coach here in a half-year."""
        if self.left is not None and back < self.left:
            return False
        return back == 0 or any(began > back for _, began in self.story.levels)


@dataclass(frozen=True)
class Company:
    """Everyone of the company, in the order in which the switcher lists them."""

    colleagues: tuple[Colleague, ...]

    @property
    def roster(self) -> tuple[Colleague, ...]:
        """Those whom Trellis is told of."""
        return tuple(colleague for colleague in self.colleagues if colleague.roles)

    @property
    def coaches(self) -> tuple[Coach, ...]:
        """Those the framework is about, who has left included."""
        return tuple(colleague for colleague in self.colleagues if isinstance(colleague, Coach))

    @property
    def tz(self) -> str:
        """The zone of the owner, in which the cycles' days are read."""
        return next(colleague.tz for colleague in self.roster if Role.OWNER in colleague.roles)

    @property
    def users(self) -> list[User]:
        """Everyone as members of the Slack workspace."""
        return [_user(colleague, number) for number, colleague in enumerate(self.colleagues)]

    @property
    def channels(self) -> list[Conversation]:
        """The channels: #coaching with the bot in it, #general without."""
        here = [colleague for colleague in self.colleagues if colleague.left is None]
        coaching = [colleague.slack_id for colleague in here if colleague.roles]
        general = [colleague.slack_id for colleague in here if not colleague.is_guest]
        topic = "How we coach: what worked, what failed, who wants to pair"
        bot = Identity().bot_user_id
        return [
            Conversation("C0COACHING", "channel", "coaching", topic, [*coaching, bot]),
            Conversation("C0GENERAL", "channel", "general", "For everyone", general),
        ]


def _user(colleague: Colleague, number: int) -> User:
    return User(
        id=colleague.slack_id,
        name=colleague.handle,
        real_name=colleague.name,
        title=colleague.title,
        tz=colleague.tz,
        deleted=colleague.left is not None,
        is_restricted=colleague.is_guest,
        color=COLOURS[number % len(COLOURS)],
        email=f"{colleague.handle}@northwind.example",
    )
