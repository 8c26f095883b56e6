"""JSON, written and read by a library in Rust; where that refuses, by Python's own.

It refuses half a surrogate pair, which what people type can hold.
"""

import json
from typing import Any

import orjson


def written(said: object) -> str:
    """Return the JSON of what is said to Slack; raise TypeError for what has none."""
    try:
        return orjson.dumps(said).decode()
    except TypeError:
        return json.dumps(said)


def read(text: bytes | str) -> Any:
    """Return what JSON says; raise ValueError for what is none, RecursionError for what is too deep."""
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text)
