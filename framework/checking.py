"""Which rules a framework breaks as a whole, once each of its parts can be read."""

from framework.model import Framework
from framework.problems import Problems
from framework.shape import SPECIALISABLE


def check(framework: Framework, problems: Problems) -> None:
    """Note every rule between levels, pillars and competencies that the framework breaks."""
    _refuse_same_titles(framework, problems)
    _refuse_empty_pillars(framework, problems)
    _refuse_half_specialising(framework, problems)
    _refuse_pointless_floors(framework, problems)
    _refuse_impossible_specialisms(framework, problems)


def _refuse_same_titles(framework: Framework, problems: Problems) -> None:
    """Keep titles unique, which stand alone in legends, lists and charts."""
    scale = framework.scale
    labels = [(f"scale.points[{point.value + 1}].label", point.label) for point in scale.points]
    for titles in (
        [(f"pillars.{pillar.key}.title", pillar.title) for pillar in framework.pillars],
        [(f"competencies.{competency.key}.title", competency.title) for competency in framework.competencies],
        [(f"archetypes.{archetype.key}.name", archetype.name) for archetype in framework.archetypes],
        [*labels, ("scale.skip.label", scale.skip_label)],
    ):
        taken: set[str] = set()
        for path, title in titles:
            if title and title.casefold() in taken:
                problems.add(path, f'"{title}" is used twice', "Give each its own")
            taken.add(title.casefold())


def _refuse_empty_pillars(framework: Framework, problems: Problems) -> None:
    for pillar in framework.pillars:
        own = framework.of_pillar(pillar.key)
        path = f"pillars.{pillar.key}"
        if not own:
            problems.add(path, "has no competency", "Add one to it, or remove the pillar")
            continue
        for level in framework.levels:
            if all(level.key in competency.optional_at for competency in own):
                remedy = f"Take {level.key} out of one competency's `optional_at`"
                problems.add(path, f"asks nothing that is required at {level.key}", remedy)


def _refuse_half_specialising(framework: Framework, problems: Problems) -> None:
    """A pillar with a floor and levels that may specialise come together or not at all."""
    floors = [pillar for pillar in framework.pillars if pillar.specialises]
    deep = [level for level in framework.levels if level.may_specialise]
    for pillar in floors[1:]:
        remedy = "Keep the floor of one pillar"
        problems.add(f"pillars.{pillar.key}.floor", "makes a second pillar to specialise in", remedy)
    if floors and not deep:
        remedy = "Add `may_specialise: true` to a level above the floor, or remove the floor"
        problems.add(f"pillars.{floors[0].key}.floor", "has no use, as no level may specialise", remedy)
    if deep and not floors:
        remedy = "Give one pillar a `floor`, or remove `may_specialise`"
        problems.add(f"levels.{deep[0].key}.may_specialise", "has no pillar to specialise in", remedy)


def _refuse_pointless_floors(framework: Framework, problems: Problems) -> None:
    ranks = {level.key: level.rank for level in framework.levels}
    for pillar in framework.pillars:
        lowest = min((level.rank for level in framework.levels if level.may_specialise), default=None)
        if lowest is not None and ranks.get(pillar.floor or "", 0) >= lowest:
            remedy = "Name a level below the first that may specialise"
            problems.add(f"pillars.{pillar.key}.floor", "is not below the levels that may specialise", remedy)


def _refuse_impossible_specialisms(framework: Framework, problems: Problems) -> None:
    for pillar in framework.pillars:
        count = len(framework.of_pillar(pillar.key)) if pillar.specialises else 0
        if count > SPECIALISABLE.most:
            problem = f"has {count} competencies to choose from, and Slack shows at most {SPECIALISABLE.most}"
            problems.add(f"pillars.{pillar.key}", problem, "Join some of them, or move them to another pillar")
        for level in framework.levels:
            if 0 < count < level.min_specialisms:
                problem = f"asks for {level.min_specialisms} specialisms where {count} can be chosen"
                problems.add(f"levels.{level.key}.min_specialisms", problem, f"Write {count} or less")
