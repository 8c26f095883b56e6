"""The Jinja2 environment of the sandbox's pages: autoescape always on, an unknown name always an error."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sandbox.ui.dates import clock_time, long_day, near_day, near_time, short_day
from sandbox.ui.fields import attribute, typed_text
from sandbox.ui.mrkdwn import mrkdwn

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["attribute"] = attribute
    made.globals.update(
        clock_time=clock_time,
        long_day=long_day,
        near_day=near_day,
        near_time=near_time,
        short_day=short_day,
        typed_text=typed_text,
        mrkdwn=mrkdwn,
    )
    return made


_ENVIRONMENT = _environment()


def render(template: str, **names: Any) -> str:
    """Return a template filled with the given names."""
    return _ENVIRONMENT.get_template(template).render(**names)
