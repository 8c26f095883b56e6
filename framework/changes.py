"""What became of the previous version's competencies, so that growth is compared only where they are the same."""

from collections.abc import Sequence

from framework.fields import Part
from framework.shape import CHANGES_KEYS, COMPETENCIES, NAME, VERSION, Count

_GONE = ("split", "merged", "dropped")


def read_changes(root: Part, version: str, competencies: Sequence[str]) -> tuple[dict[str, str], frozenset[str]]:
    """Return previous keys with their one-to-one successors, and the previous keys that have none."""
    part = root.part("changes", CHANGES_KEYS, wanted=False)
    if "changes" in root and part.matching("from", VERSION, NAME, '"1.0.0", in quotes') == version:
        part.refuse("from", "is this file's own version", "Name the version before it, or raise `version`")
    renamed = part.part("renamed", None, wanted=False)
    became = {old: renamed.choice(old, competencies) for old in renamed}
    gone = {key: part.texts(key, NAME, Count(0, COMPETENCIES.most)) for key in _GONE}
    _refuse_contradictions(part, became, gone, competencies)
    return became, frozenset(old for keys in gone.values() for old in keys)


def _refuse_contradictions(
    part: Part, became: dict[str, str], gone: dict[str, tuple[str, ...]], competencies: Sequence[str]
) -> None:
    successors: set[str] = set()
    for old, new in became.items():
        if new and new in successors:
            part.refuse(f"renamed.{old}", f'"{new}" already continues another key', "List both old keys under `merged`")
        successors.add(new)
    named = [(f"renamed.{old}", old) for old in became] + [(key, old) for key in _GONE for old in gone[key]]
    seen: set[str] = set()
    for place, old in named:
        if old in seen:
            part.refuse(place, f'"{old}" is named here and above', "Name each old key once")
        elif old in competencies:
            part.refuse(place, f'"{old}" is still a competency', "Remove it here, or rename the competency")
        seen.add(old)
