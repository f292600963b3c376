"""
The simple markup of plain pages: paragraphs, headings, lists, emphasis and links of Markdown.

HTML in the source is shown as it was typed, and what comes out is cleaned once more: the markup
is the editors', but an editor's account may be somebody else's.
"""

from collections.abc import Iterable

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

RULES = ["heading", "list", "emphasis", "link", "autolink", "newline", "escape", "entity"]
TAGS = {"p", "h2", "h3", "ul", "ol", "li", "em", "strong", "a", "br"}
SCHEMES = {"http", "https", "mailto", "tel"}


def html_of(source: str) -> str:
    """
    The source as HTML that is safe to show. Its headings begin at the second level, below the
    page's own, and skip none.

    >>> html_of("# Lifts\\n\\n*Two* of them")
    '<h2>Lifts</h2>\\n<p><em>Two</em> of them</p>\\n'
    """
    markdown = MarkdownIt("zero", {"html": False}).enable(RULES)
    tokens = markdown.parse(source)
    level_headings(tokens)
    rendered = markdown.renderer.render(tokens, markdown.options, {})
    return nh3.clean(
        rendered,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noopener",
    )


def level_headings(tokens: Iterable[Token]) -> None:
    """Make every heading an h2, or an h3 where the source has it below one."""
    highest = 6
    for token in tokens:
        if token.type == "heading_open":
            highest = min(highest, int(token.tag[1]))
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h2" if int(token.tag[1]) <= highest else "h3"
