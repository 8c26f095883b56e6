"""What a request of Slack's says, read from its body once: JSON, or a form whose `payload` is JSON."""

from binascii import a2b_qp
from typing import Any

from bot.json_text import read


def read_body(body: bytes, content_type: str) -> dict[str, Any] | None:
    """Return what a body says, or None where it is not something Slack sends."""
    try:
        if content_type.startswith("application/json") or body.startswith(b"{"):
            said = read(body)
        else:
            said = _read_form(body)
            said = read(said["payload"]) if "payload" in said else said
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _read_form(body: bytes) -> dict[str, Any]:
    fields = (field.partition(b"=") for field in body.split(b"&") if field)
    return {_decoded(name): _decoded(value) for name, _, value in fields}


def _decoded(text: bytes) -> str:
    """Return a name or value of a form.

    A page of the self-assessment has thousands of escapes: urllib takes longer over them than everything else
    takes together. Written with another sign they are quoted-printable, for which Python has a decoder in C.
    """
    return a2b_qp(text.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")).decode()
