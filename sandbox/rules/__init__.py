"""WHAT SLACK ACCEPTS, as limits in tables and pure checks over plain dicts.

It knows no Slack SDK and no network. Every check returns Slack's own words, each with a JSON pointer, and an
empty list for what Slack takes.
"""

from sandbox.rules.manifests import check_manifest
from sandbox.rules.messages import check_message
from sandbox.rules.responses import check_response
from sandbox.rules.views import check_view

__all__ = ["check_manifest", "check_message", "check_response", "check_view"]
