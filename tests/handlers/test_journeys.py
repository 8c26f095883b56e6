"""Random journeys through a self-assessment: whatever a person and Slack do, what is kept is what was said last."""

from collections import defaultdict
from random import Random

import pytest

from framework.model import SKIP

TROUBLE = ["hash_conflict", "not_found", "internal_error", 502]


@pytest.fixture
def database_url(sqlite_url):
    """One engine is enough: the order of deliveries is the app's own affair."""
    return sqlite_url


class Journey:
    """A person who does anything, and a memory of what they said: {competency: choice} and {competency: words}."""

    def __init__(self, company, person, seed: int) -> None:
        self.company = company
        self.person = person
        self.random = Random(seed)  # noqa: S311  it plays, it keeps no secret
        self.chosen: dict[str, str] = {}
        self.written: defaultdict[str, str] = defaultdict(str)
        self.sent: list = []

    @property
    def questions(self) -> list[str]:
        """The competencies on the page."""
        return [field.removeprefix("rating.") for field in self.person.modal.fields if field.startswith("rating.")]

    async def step(self) -> None:
        """Do one thing."""
        if not self.person.has_modal:
            await self.person.says("/grow assess")
        here = self.person.modal.view["callback_id"]
        if here == "assessment.review":
            return await self.person.presses("assessment.back")
        likely = [self.choose] * 6 + [self.write] * 4 + [self.go_on] * 3 + [self.go_back, self.leave, self.repeat]
        self.person.misses_state = self.random.random() < 0.3
        return await self.random.choice(likely)()

    async def choose(self) -> None:
        """Choose an answer; now and then Slack does not show what follows."""
        question, value = self.random.choice(self.questions), self.random.choice(["0", "1", "2", "3", SKIP])
        if self.random.random() < 0.3:
            self.company.slack.fails["views.update"] = [self.random.choice(TROUBLE)] * 2
        click = self.person.choice(question, value)
        self.sent.append((click, self.person.modal.view["private_metadata"]))
        await self.company.wire.deliver(click)
        self.company.slack.fails.clear()
        self.chosen[question] = value
        self.remember_words()

    async def write(self) -> None:
        """Type something, or clear it."""
        words = self.random.choice(["", "A", "An example & more", "<!here>"])
        self.person.types(self.random.choice(self.questions), words)

    async def go_on(self) -> None:
        """Press Next."""
        self.remember_words()
        await self.person.goes_on()

    async def go_back(self) -> None:
        """Press Back, where it is."""
        if "assessment.back" in str(self.person.modal.view["blocks"]):
            self.remember_words()
            await self.person.presses("assessment.back")

    async def leave(self) -> None:
        """Close the modal: only the words being typed are gone."""
        await self.person.closes()

    async def repeat(self) -> None:
        """Let Slack deliver a click of this page again, which is older than what the page has sent since."""
        here = self.person.modal.view["private_metadata"]
        if again := [click for click, page in self.sent if page == here]:
            await self.company.wire.deliver(self.random.choice(again))

    def remember_words(self) -> None:
        """Take what stands on the page as said."""
        for question in self.questions:
            self.written[question] = self.person.modal.holds(f"note.{question}")

    async def check(self, cycle) -> None:
        """Hold what is kept, and what is shown, against what was said."""
        kept = await self.company.kept(self.person, cycle)
        answers = kept.answers if kept else {}
        found = {key: SKIP if a.skipped else str(a.rating) for key, a in answers.items() if a.answered}
        assert found == self.chosen
        assert {key: a.note for key, a in answers.items() if a.note} == {k: v for k, v in self.written.items() if v}
        if self.person.has_modal and self.person.modal.view["callback_id"] == "assessment.page":
            for question in self.questions:
                assert self.person.modal.holds(f"rating.{question}") == self.chosen.get(question)


@pytest.mark.parametrize("seed", range(4))
async def test_a_random_journey_loses_nothing(company, alice, cycle, seed):
    journey = Journey(company, alice, seed)
    for _ in range(30):
        await journey.step()
        await journey.check(cycle)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 400))
async def test_many_long_random_journeys_lose_nothing(company, alice, cycle, seed):
    journey = Journey(company, alice, seed)
    for _ in range(120):
        await journey.step()
        await journey.check(cycle)
