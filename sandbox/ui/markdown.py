"""A markdown block as safe HTML: no raw HTML, and images become links, as in Slack."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from sandbox.ui.mrkdwn import link


def markdown(text: str) -> Markup:
    """Return the text of a markdown block as HTML."""
    # markdown-it escapes whatever it does not know, and "html": False makes raw HTML such a thing.
    return Markup(_PARSER.render(text))  # noqa: S704 - the parser has escaped it


def _image_as_link(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    token = tokens[index]
    return link(str(token.attrs.get("src", "")), token.content or "image")


_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
_PARSER.add_render_rule("image", _image_as_link)
