"""What a framework file may hold: the keys of each part, how many of each, and how long its texts may be.

The lengths keep every screen inside Slack's limits: 75 characters beside an option, 20 in a chart's legend,
and short enough elsewhere for three competencies on one page. docs/framework.md explains the keys.
"""

import re
from typing import NamedTuple

LARGEST_FILE = 512 * 1024
DEEPEST = 12

KEY = re.compile(r"[a-z][a-z0-9_]*")
VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")


class Count(NamedTuple):
    """How many of a thing a file may hold, both ends included."""

    fewest: int
    most: int


LEVELS = Count(2, 8)
PILLARS = Count(2, 6)
COMPETENCIES = Count(2, 40)
SPECIALISABLE = Count(1, 10)  # one set of checkboxes in Slack
POINTS = Count(4, 4)
SUB_SKILLS = Count(0, 10)
LOOK_FORS = Count(2, 4)
NOT_THIS = Count(0, 2)
ARCHETYPES = Count(0, 20)
ACCENTS = Count(0, 3)
ACCOUNTABILITIES = Count(0, 20)
PERIOD_MONTHS = Count(1, 24)

SHORTEST_NAME = 20  # level short names, pillar titles, bands, rating labels: legends and table heads
NAME = 40  # keys, titles, roles, archetypes
OPTION = 75  # beside an option
LINE = 200  # definitions, purposes, things to look for
SENTENCE = 300  # expectation sentences and full anchors
CHANGELOG = 2000

FILE_KEYS = (
    "name",
    "version",
    "role",
    "role_plural",
    "period_months",
    "changelog",
    "changes",
    "levels",
    "bands",
    "pillars",
    "asking_order",
    "scale",
    "competencies",
    "archetypes",
    "accountabilities",
    "not_accountable",
)
LEVEL_KEYS = ("key", "rank", "title", "short", "purpose", "may_specialise", "min_specialisms")
BANDS_KEYS = ("lower", "upper", "upper_from")
PILLAR_KEYS = ("key", "title", "definition", "floor")
SCALE_KEYS = ("question", "points", "skip")
POINT_KEYS = ("value", "label", "short", "anchor")
SKIP_KEYS = ("label", "short")
COMPETENCY_KEYS = ("key", "pillar", "title", "definition", "sub_skills", "optional_at", "expectations")
EXPECTATION_KEYS = ("sentence", "look_fors", "not_this")
ARCHETYPE_KEYS = ("key", "name", "description", "weights", "accents", "min_level")
ACCOUNTABILITY_KEYS = ("key", "text", "who_benefits")
CHANGES_KEYS = ("from", "renamed", "split", "merged", "dropped")
