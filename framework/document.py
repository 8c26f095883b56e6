"""Which mapping a YAML text holds, with its lines, refusing what YAML can do beyond plain data.

Builds no objects: aliases, tags, several documents and deep nesting are turned away before a tree exists.
"""

import re

import yaml

from framework.problems import InvalidFramework, refused
from framework.shape import DEEPEST, LARGEST_FILE

# libyaml is some ten times faster; the wheels bring it, a source build may lack it.
_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def root_of(text: str) -> yaml.MappingNode:
    """Return the top mapping of a YAML text; raise InvalidFramework with line and remedy for anything else."""
    _refuse_unreadable(text)
    try:
        _refuse_cleverness(text)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise _not_yaml(error) from None
    if not isinstance(root, yaml.MappingNode):
        raise refused("is empty or no mapping", "Begin with `name:` at the start of a line")
    return root


def _refuse_unreadable(text: str) -> None:
    if len(text) > LARGEST_FILE:
        raise refused("is larger than 512 KB", "A framework takes some 50 KB; check that this is the right file")
    if found := _UNREADABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        code = f"U+{ord(found.group()):04X}"
        raise refused(f"holds the unprintable character {code}", "Delete it and type the text anew", line)


def _refuse_cleverness(text: str) -> None:
    """Walk the events, which costs no memory however the text is nested, and stop at the first surprise."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if documents > 1:
            raise refused("holds a second YAML document", "Keep one framework in a file; remove this `---`", line)
        if depth > DEEPEST:
            raise refused("is nested too deeply", "Compare the indentation with docs/framework.md", line)
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            raise refused("uses a YAML anchor or alias (& or *)", "Write the text out, or put it in quotes", line)
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            raise refused(f"uses the YAML tag {event.tag[:40]}", "Remove it, or put the text in quotes", line)


def _not_yaml(error: yaml.YAMLError) -> InvalidFramework:
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or "cannot be parsed").rstrip(".")
    return refused(
        f"is not valid YAML here ({said})",
        "Check the indentation, and put texts that hold a colon, a # or a quote in double quotes",
        mark.line + 1 if mark else 1,
    )
