"""What blocks must obey together: unique ids, one focus, totals of tables, charts and markdown."""

from collections.abc import Iterator
from typing import Any

from sandbox.rules.blocks import MARKDOWN, block
from sandbox.rules.data import DATA_CHARACTERS, TABLE_CHARACTERS, characters_in
from sandbox.rules.shapes import Place, list_of

BLOCKS_ON = {"message": 50, "modal": 100, "home": 100}
CHARTS = 2
TABLES = ("table", "data_table")
ONLY_ONE_TABLE = "invalid_attachments"


def located_blocks(blocks: list[Any], place: Place) -> Iterator[tuple[dict[str, Any], Place]]:
    """Yield every block that is an object, those inside containers and carousels too, with its place."""
    for index, entry in enumerate(blocks):
        if not isinstance(entry, dict):
            continue
        here = place.at(index)
        yield entry, here
        for key, kinds in (("child_blocks", ("container",)), ("elements", ("carousel",))):
            if entry.get("type") in kinds and isinstance(entry.get(key), list):
                yield from located_blocks(entry[key], here.at(key))


def located_elements(entry: dict[str, Any], place: Place) -> Iterator[tuple[dict[str, Any], Place]]:
    """Yield every element of a block with its place."""
    for key in ("element", "accessory"):
        if isinstance(entry.get(key), dict):
            yield entry[key], place.at(key)
    for key in ("elements", "actions"):
        if isinstance(entry.get(key), list) and entry.get("type") != "rich_text":
            for index, element in enumerate(entry[key]):
                if isinstance(element, dict):
                    yield element, place.at(key).at(index)


def check_blocks(blocks: Any, place: Place) -> None:
    """Report all that is wrong with a surface's blocks, one by one and together."""
    list_of(block, BLOCKS_ON[place.surface])(blocks, place)
    if isinstance(blocks, list):
        found = list(located_blocks(blocks, place))
        ids_are_unique(found)
        one_focus(found)
        totals_hold(found, place)


def ids_are_unique(found: list[tuple[dict[str, Any], Place]]) -> None:
    """Refuse a block_id used twice on the surface, and an action_id used twice in its block."""
    block_ids: set[str] = set()
    for entry, place in found:
        block_id = entry.get("block_id")
        if isinstance(block_id, str) and entry.get("type") != "markdown":
            if block_id in block_ids:
                place.at("block_id").refuse(f'block_id "{block_id}" already exists')
            block_ids.add(block_id)
        action_ids: set[str] = set()
        for element, where in located_elements(entry, place):
            action_id = element.get("action_id")
            if isinstance(action_id, str):
                if action_id in action_ids:
                    where.at("action_id").refuse(f'action_id "{action_id}" already exists')
                action_ids.add(action_id)


def one_focus(found: list[tuple[dict[str, Any], Place]]) -> None:
    """Refuse a second element that asks for the focus."""
    taken = False
    for entry, place in found:
        for element, where in located_elements(entry, place):
            if element.get("focus_on_load") is True:
                if taken:
                    where.at("focus_on_load").refuse("only one element may have focus_on_load")
                taken = True


def totals_hold(found: list[tuple[dict[str, Any], Place]], place: Place) -> None:
    """Refuse what fits block by block but not together."""
    of_kind: dict[Any, list[dict[str, Any]]] = {}
    for entry, _ in found:
        kind = entry.get("type")
        if isinstance(kind, str):
            of_kind.setdefault(kind, []).append(entry)
    for kind, most in (("table", TABLE_CHARACTERS), ("data_table", DATA_CHARACTERS)):
        entries = of_kind.get(kind, [])
        if len(entries) > 1 and sum(characters_in(entry) for entry in entries) > most:
            place.refuse(f"cells of all {kind} blocks must be less than {most + 1} characters in total")
    if place.surface != "message":
        return
    if sum(len(of_kind.get(kind, [])) for kind in TABLES) > 1:
        place.refuse("only_one_table_allowed", ONLY_ONE_TABLE)
    if len(of_kind.get("data_visualization", [])) > CHARTS:
        place.refuse(f"no more than {CHARTS} data_visualization blocks allowed")
    markdown = [entry["text"] for entry in of_kind.get("markdown", []) if isinstance(entry.get("text"), str)]
    if sum(map(len, markdown)) > MARKDOWN:
        place.refuse(f"markdown blocks must be less than {MARKDOWN + 1} characters in total")
