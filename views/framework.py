"""What the framework says at one level: purpose, a pillar's sentences, and how the level below differs."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from framework.model import Competency, Expectation, Framework, Level, Pillar
from views import blocks, ids

TITLE = "Career framework"


class Detail(StrEnum):
    """What stands beneath each sentence."""

    BELOW = "below"
    LOOK_FORS = "look_fors"
    NOTHING = "nothing"


_DETAILS = {
    Detail.BELOW: "Compare with the level below",
    Detail.LOOK_FORS: "What you would see",
    Detail.NOTHING: "Sentences only",
}


class FrameworkChoice(NamedTuple):
    """Which part of the framework a person looks at; the keys exist in the framework it was read with."""

    level: str
    pillar: str
    detail: Detail


def framework_view(
    framework: Framework,
    level: str,
    now_at: str | None = None,
    *,
    pillar: str | None = None,
    detail: Detail = Detail.BELOW,
) -> dict[str, Any]:
    """Return the modal of one level, one pillar at a time; raise UnknownKey for a level or pillar there isn't.

    `now_at` is the key of the reader's own level, if it is known and theirs to see. Without a pillar it is
    the first that an assessment asks about.
    """
    shown = framework.level(level)
    chosen = FrameworkChoice(level, pillar or framework.asking_order[0], detail)
    return blocks.modal(
        TITLE,
        [
            *_level_blocks(framework, shown, now_at),
            _choices(framework, chosen),
            *_pillar_blocks(framework, shown, framework.pillar(chosen.pillar), detail),
            blocks.context(blocks.escape(f"{framework.name} · version {framework.version}")),
        ],
        callback_id=ids.Framework.VIEW,
        metadata=chosen._asdict(),
    )


def read_framework_view(framework: Framework, view: Mapping[str, Any]) -> FrameworkChoice:
    """Return what a view's selects say; what is absent or gone from the framework falls back to its first part."""
    kept = blocks.metadata(view)
    state = view.get("state", {}).get("values", {}).get(ids.Framework.CHOICES, {})

    def chosen(action_id: str, kept_as: str, possible: list[str], otherwise: str) -> str:
        option = state.get(action_id, {}).get("selected_option") or {}
        wanted = option.get("value", kept.get(kept_as))
        return wanted if wanted in possible else otherwise

    levels = [level.key for level in framework.levels]
    pillars = [pillar.key for pillar in framework.pillars]
    return FrameworkChoice(
        chosen(ids.Framework.CHOOSE_LEVEL, "level", levels, levels[0]),
        chosen(ids.Framework.CHOOSE_PILLAR, "pillar", pillars, framework.asking_order[0]),
        Detail(chosen(ids.Framework.CHOOSE_DETAIL, "detail", list(Detail), Detail.BELOW)),
    )


def _level_blocks(framework: Framework, level: Level, now_at: str | None) -> Iterator[dict[str, Any]]:
    place = f"level {level.rank} of {len(framework.levels)}"
    yield blocks.section(f"*{blocks.escape(level.title)}* · {place}\n{blocks.escape(level.purpose)}")
    own = next((found for found in framework.levels if found.key == now_at), None)
    if own is not None:
        yours = "This is your level" if own == level else f"Your level is {blocks.escape(own.title)}"
        yield blocks.context(f"{yours}. Only you see this.")


def _choices(framework: Framework, chosen: FrameworkChoice) -> dict[str, Any]:
    levels = [blocks.option(level.title, level.key) for level in framework.levels]
    pillars = [blocks.option(pillar.title, pillar.key) for pillar in framework.pillars]
    details = [blocks.option(text, detail) for detail, text in _DETAILS.items()]
    return blocks.actions(
        blocks.select(ids.Framework.CHOOSE_LEVEL, levels, chosen.level, "Level"),
        blocks.select(ids.Framework.CHOOSE_PILLAR, pillars, chosen.pillar, "Pillar"),
        blocks.select(ids.Framework.CHOOSE_DETAIL, details, chosen.detail, "Detail"),
        block_id=ids.Framework.CHOICES,
    )


def _pillar_blocks(framework: Framework, level: Level, pillar: Pillar, detail: Detail) -> Iterator[dict[str, Any]]:
    yield blocks.header(pillar.title)
    yield blocks.context(*(blocks.escape(text) for text in _about(framework, level, pillar, detail)))
    below = framework.level_of_rank(level.rank - 1) if level.rank > 1 and detail is Detail.BELOW else None
    for competency in framework.of_pillar(pillar.key):
        yield blocks.section(_sentence(competency, level, detail))
        if below is not None:
            yield blocks.context(blocks.escape(f"At {below.short}: {competency.expectations[below.key].sentence}"))


def _about(framework: Framework, level: Level, pillar: Pillar, detail: Detail) -> Iterator[str]:
    yield pillar.definition
    if pillar.floor is not None and level.may_specialise:
        floor = framework.level(pillar.floor).title
        least = f"At least {level.min_specialisms}" if level.min_specialisms else "Any"
        yield f"{least} of these, of your choice, at this level. The others stay at the sentences of {floor}."
    if detail is Detail.BELOW and level.rank == 1:
        yield "This is the first level; nothing comes before it."


def _sentence(competency: Competency, level: Level, detail: Detail) -> str:
    expectation = competency.expectations[level.key]
    optional = " · optional at this level" if level.key in competency.optional_at else ""
    lines = [f"*{blocks.escape(competency.title)}*{optional}", f"> {blocks.escape(expectation.sentence)}"]
    if detail is Detail.LOOK_FORS:
        lines += [blocks.escape(line) for line in _look_fors(expectation)]
    return "\n".join(lines)


def _look_fors(expectation: Expectation) -> Iterator[str]:
    yield from (f"• {seen}" for seen in expectation.look_fors)
    yield from (f"Rather not: {seen}" for seen in expectation.not_this)
