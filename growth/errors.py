"""What can be wrong with what a person or an operator asks; each error carries a sentence for them."""


class GrowthError(Exception):
    """Something asked for can't be done; `str(error)` is a sentence for the person who asked."""


class InvalidAnswer(GrowthError):
    """An answer contradicts itself; `competency` says where to show the sentence."""

    def __init__(self, competency: str, sentence: str) -> None:
        super().__init__(sentence)
        self.competency = competency


class InvalidChoice(GrowthError):
    """A choice that the framework does not offer, or too few of them."""


class Incomplete(GrowthError):
    """An assessment can't be submitted while something is missing."""


class NotOpen(GrowthError):
    """The assessment is submitted, or its cycle has closed."""


class InvalidField(GrowthError):
    """Something filled in can't be used; `about` says which field to change, empty where it is none of them."""

    def __init__(self, sentence: str, about: str = "") -> None:
        super().__init__(sentence)
        self.about = about


class InvalidCycle(InvalidField):
    """The dates or the name of a cycle can't be used."""


class InvalidEvidence(GrowthError):
    """A piece of evidence without words, or with too many."""


class InvalidTalk(InvalidField):
    """A talk can't be had at that time, or can't be marked so; `about` is "slot", "day" or "time"."""


class InvalidLeave(InvalidField):
    """Leave that ends before it begins, has passed, or lasts too long."""


class InvalidPreferences(InvalidField):
    """A person's settings contradict each other, or say what can't be chosen."""
