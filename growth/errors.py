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


class InvalidCycle(GrowthError):
    """The dates or the name of a cycle can't be used; `about` says which of its fields to change, where it is one."""

    def __init__(self, sentence: str, about: str = "") -> None:
        super().__init__(sentence)
        self.about = about


class InvalidEvidence(GrowthError):
    """A piece of evidence without words, or with too many."""


class InvalidTalk(GrowthError):
    """A talk can't be had at that time, or can't be marked so; `about` is "day" or "time" where a field is wrong."""

    def __init__(self, sentence: str, about: str = "") -> None:
        super().__init__(sentence)
        self.about = about


class InvalidLeave(GrowthError):
    """Leave that ends before it begins, has passed, or lasts too long; `about` says which field to change, if one."""

    def __init__(self, sentence: str, about: str = "") -> None:
        super().__init__(sentence)
        self.about = about


class InvalidPreferences(GrowthError):
    """A person's settings contradict each other, or say what can't be chosen; `about` is the field to change."""

    def __init__(self, sentence: str, about: str) -> None:
        super().__init__(sentence)
        self.about = about
