"""Which values a part of the file holds: its keys read by kind, with a problem noted wherever one doesn't fit.

A value that was refused is read as "", 0, False or nothing, so that reading goes on and finds the rest.
"""

import re
from collections.abc import Iterator, Sequence

import yaml

from framework.problems import Problems, look_alike, nearest
from framework.shape import KEY, NAME, Count

_TAG = "tag:yaml.org,2002:"
_READ_AS = {
    f"{_TAG}bool": "yes or no",
    f"{_TAG}int": "a number",
    f"{_TAG}float": "a number",
    f"{_TAG}timestamp": "a date",
}
_WHOLE = re.compile(r"0|[1-9]\d{0,5}")
_SHOWN = 40
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
"""Unicode's categories Cc, Cs, Zl and Zp."""


def slack_length(text: str) -> int:
    """Return the length of a text once escaped for Slack, where & counts five characters and < > four each."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def _shown(node: yaml.Node) -> str:
    text = str(node.value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class Part:
    """One mapping of the file at a dotted `path`; `known` are the keys it may have, or None for any.

    `has_strangers` says that it holds keys it may not have; a key that one of them misspells isn't missed.
    Without a `node`, because the file has none there, it reads as empty and notes nothing further.
    """

    def __init__(
        self, node: yaml.MappingNode | None, path: str, known: Sequence[str] | None, problems: Problems
    ) -> None:
        self.path = path
        self._there = node is not None
        self._problems = problems
        self._nodes: dict[str, yaml.Node] = {}
        self._meant: set[str] = set()
        self.has_strangers = False
        for name, value in node.value if node is not None else ():
            self._index(name, value, known)

    def _index(self, name: yaml.Node, value: yaml.Node, known: Sequence[str] | None) -> None:
        line = name.start_mark.line + 1
        key = _shown(name) if isinstance(name, yaml.ScalarNode) else "?"
        path = self.at(key)
        if not isinstance(name, yaml.ScalarNode):
            self._problems.add(path, "is no plain key", "Begin the line with a word and a colon", line)
        elif key in self._nodes:
            self._problems.add(path, "stands here twice", "Keep one of the two", line)
        elif known is not None and key not in known:
            self.has_strangers = True
            self._meant.update([] if self._problems.full else look_alike(key, known))
            self._refuse_word(path, "is no key that belongs here", key, known, line)
        else:
            self._nodes[key] = value
            self._problems.place(path, line)

    def at(self, key: str) -> str:
        """Return the dotted path of a key of this part."""
        return f"{self.path}.{key}" if self.path else key

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def refuse(self, key: str, problem: str, remedy: str) -> None:
        """Note a problem with one key."""
        self._problems.add(self.at(key), problem, remedy)

    def _refuse_word(self, path: str, problem: str, word: str, known: Sequence[str], line: int | None = None) -> None:
        if not self._problems.full:  # looking for what was meant takes long in a file of strangers
            self._problems.add(path, problem, nearest(word, known), line)

    def _find(self, key: str, *, wanted: bool) -> yaml.Node | None:
        node = self._nodes.get(key)
        if node is None and wanted and self._there and key not in self._meant:
            self._problems.add(self.at(key), "is missing", f"Add `{key}:`")
        return node

    def text(self, key: str, longest: int, *, wanted: bool = True) -> str:
        """Return one line of text, stripped, of at most `longest` characters as Slack counts them."""
        node = self._find(key, wanted=wanted)
        return "" if node is None else self._text(node, self.at(key), longest)

    def _text(self, node: yaml.Node, path: str, longest: int) -> str:
        line = node.start_mark.line + 1
        flaw = _flaw_of_kind(node)
        text = "" if flaw else node.value.strip()
        if flaw := flaw or _flaw_of_words(text, longest):
            self._problems.add(path, *flaw, line)
            return ""
        return text

    def matching(self, key: str, pattern: re.Pattern[str], longest: int, like: str) -> str:
        """Return a text that the pattern matches from end to end; `like` shows an example of one."""
        text = self.text(key, longest)
        if text and not pattern.fullmatch(text):
            self.refuse(key, f'"{text}" has another form than {like}', f"Write it like {like}")
        return text

    def key(self) -> str:
        """Return the part's own `key`."""
        return self.matching("key", KEY, NAME, "lower_case_words")

    def number(self, key: str, allowed: Count, *, wanted: bool = True) -> int | None:
        """Return a whole number within `allowed`, or None."""
        node = self._find(key, wanted=wanted)
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode) and node.tag == f"{_TAG}int" and _WHOLE.fullmatch(node.value):
            number = int(node.value)
            if allowed.fewest <= number <= allowed.most:
                return number
        fewest, most = allowed
        self.refuse(key, f"must be a whole number from {fewest} to {most}", "Write it in digits, without quotes")
        return None

    def flag(self, key: str) -> bool:
        """Return whether a key says true; an absent one says false."""
        node = self._find(key, wanted=False)
        if node is None:
            return False
        if node.tag != f"{_TAG}bool" or node.value not in {"true", "false"}:
            self.refuse(key, "must be true or false", "Write true or false, without quotes")
        return str(node.value).lower() in {"true", "yes", "on"}

    def texts(self, key: str, longest: int, count: Count) -> tuple[str, ...]:
        """Return a list of different texts; an absent key is an empty list where `count` allows one."""
        nodes = self._items(key, count)
        texts = tuple(text for i, node in enumerate(nodes) if (text := self._text(node, self._nth(key, i), longest)))
        for text in {text: None for i, text in enumerate(texts) if text in texts[:i]}:
            self.refuse(key, f'"{text[:_SHOWN]}" stands in it twice', "Keep one of the two")
        return texts

    def choice(self, key: str, known: Sequence[str]) -> str:
        """Return a text that is one of the known ones."""
        text = self.text(key, NAME)
        if text and text not in known:
            self._refuse_word(self.at(key), f'"{text}" is not one of the possible values', text, known)
            return ""
        return text

    def choices(self, key: str, known: Sequence[str], count: Count) -> tuple[str, ...]:
        """Return a list of texts that are all among the known ones."""
        texts = self.texts(key, NAME, count)
        for text in texts:
            if text not in known:
                self._refuse_word(self.at(key), f'"{text}" is not one of the possible values', text, known)
        return tuple(text for text in texts if text in known)

    def part(self, key: str, known: Sequence[str] | None, *, wanted: bool = True) -> "Part":
        """Return the mapping at a key; an empty one if it is absent or something else."""
        node = self._find(key, wanted=wanted)
        if node is not None and not isinstance(node, yaml.MappingNode):
            self.refuse(key, "must hold keys of its own", "Write each as `key: value` on an indented line")
        mapping = node if isinstance(node, yaml.MappingNode) else None
        return Part(mapping, self.at(key), known, self._problems)

    def parts(self, key: str, known: Sequence[str], count: Count) -> list["Part"]:
        """Return the mappings of a list; each one's path ends in its own `key`, or in its place in the list."""
        found: dict[str, Part] = {}
        for i, node in enumerate(self._items(key, count)):
            path = self._nth(key, i)
            if not isinstance(node, yaml.MappingNode):
                line = node.start_mark.line + 1
                self._problems.add(path, "must hold keys of its own", f"Begin with `- {known[0]}:`", line)
                continue
            named = self._named(key, node) or path
            if named in found:
                line = node.start_mark.line + 1
                self._problems.add(named, "has a key that is taken", "Give each its own key", line)
                named = path
            self._problems.place(named, node.start_mark.line + 1)
            found[named] = Part(node, named, known, self._problems)
        return list(found.values())

    def _named(self, key: str, node: yaml.MappingNode) -> str:
        own = (v for k, v in node.value if k.value == "key" and isinstance(v, yaml.ScalarNode) and v.value)
        return next((self.at(f"{key}.{_shown(value)}") for value in own), "")

    def _nth(self, key: str, index: int) -> str:
        return f"{self.at(key)}[{index + 1}]"

    def _items(self, key: str, count: Count) -> list[yaml.Node]:
        node = self._find(key, wanted=count.fewest > 0)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(key, "must be a list", "Begin each item with a dash on a line of its own")
            return []
        if not count.fewest <= len(node.value) <= count.most:
            fewest, most = count
            much = f"{fewest}" if fewest == most else f"{fewest} to {most}"
            self.refuse(key, f"has {len(node.value)} items", f"Keep {much} of them")
        return list(node.value[: count.most])


def _flaw_of_kind(node: yaml.Node) -> tuple[str, str] | None:
    """Return problem and remedy where YAML reads something other than text."""
    if not isinstance(node, yaml.ScalarNode):
        return "must be text, not a list or keys", "Write the text behind the colon or the dash, in double quotes"
    if node.tag in _READ_AS:
        return f"is read by YAML as {_READ_AS[node.tag]}, not as text", f'Put it in quotes: "{_shown(node)}"'
    if node.tag == f"{_TAG}null":
        return "is empty", "Write a text"
    return None


def _flaw_of_words(text: str, longest: int) -> tuple[str, str] | None:
    """Return problem and remedy of a text that Slack could not show."""
    if not text:
        return "is empty", "Write a text"
    if "\n" in text:
        return "has a line break", "Write it on one line, or with > in place of |"
    if _UNPRINTABLE.search(text):
        return "holds an unprintable character", "Type the text anew without it"
    if (length := slack_length(text)) > longest:
        counted = " (Slack counts & as 5 and < > as 4)" if length > len(text) else ""
        return f"is {length} characters long{counted}; at most {longest} fit", f"Shorten it by {length - longest}"
    return None
