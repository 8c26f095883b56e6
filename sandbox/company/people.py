"""Who works at the made-up company, small and large."""

from typing import Literal

from growth.diary import Preferences
from growth.people import Role
from sandbox.company.coaches import COACHES, LEFT
from sandbox.company.model import Colleague, Company
from sandbox.company.more_coaches import MORE_COACHES

Size = Literal["small", "large"]

_MANAGER = frozenset({Role.MANAGER})
_OWNER = frozenset({Role.OWNER})

_MANAGERS = (
    Colleague(
        "Maya Lind",
        "Engineering manager, Commerce",
        "Europe/Stockholm",
        _MANAGER,
        settings=Preferences(hour=8, country="SE"),
    ),
    Colleague(
        "James Whitlock", "Head of Logistics engineering", "Europe/London", _MANAGER, settings=Preferences(country="GB")
    ),
    Colleague(
        "Carmen Delgado",
        "Engineering manager, Customer",
        "America/New_York",
        _MANAGER,
        settings=Preferences(hour=9, country="US"),
    ),
)
_MORE_MANAGERS = (
    Colleague("Wei Ling Ho", "Engineering manager, Platform", "Asia/Singapore", _MANAGER),
    Colleague("Patrick Nolan", "Engineering manager, Finance", "Europe/Dublin", _MANAGER),
    Colleague("Rosa Medina", "Engineering manager, Customer", "America/Mexico_City", _MANAGER),
)
_OTHERS = (
    Colleague("Priya Nair", "People and growth", "Europe/London", _OWNER),
    Colleague("Elif Demir", "Consultant", "Europe/Istanbul", is_guest=True),
    Colleague("Beatriz Moreira", "Product designer, Search", "Europe/Lisbon"),
    LEFT,
)


def company(size: Size = "small") -> Company:
    """Return the company.

    Small: 14 coaches of every level, one of them a manager too, 3 more managers, an owner, a guest, a person whom
    Trellis doesn't know, and a coach who has left. Large: 26 coaches and 3 managers more.
    """
    if size == "small":
        return Company((*COACHES, *_MANAGERS, *_OTHERS))
    return Company((*COACHES, *MORE_COACHES, *_MANAGERS, *_MORE_MANAGERS, *_OTHERS))
