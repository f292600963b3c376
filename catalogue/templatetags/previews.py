import re

from django import template
from django.urls import reverse
from django.utils.safestring import mark_safe

from catalogue.models import Film, Selection

register = template.Library()

ANCHOR = re.compile(r"<(/?)a\b[^>]*>")
MARK = re.compile(r"<mark-toggle\b.*?</mark-toggle>", re.DOTALL)
STILL = re.compile(r"/stills/(?=[\w.-]+)")


@register.tag
def previewed(parser, token):
    """`{% previewed link %} … {% endpreviewed %}`: what stands between leads nowhere."""
    link = parser.compile_filter(token.split_contents()[1])
    nodes = parser.parse(("endpreviewed",))
    parser.delete_first_token()
    return Previewed(link, nodes)


class Previewed(template.Node):
    """Our own page, so far as it was rendered: links are words, and pictures the link's own."""

    def __init__(self, link, nodes):
        self.link, self.nodes = link, nodes

    def render(self, context):
        page = MARK.sub("", self.nodes.render(context))
        page = ANCHOR.sub(r"<\1span>", page)
        own = reverse("preview_still", args=[self.link.resolve(context).token, "-"])
        return mark_safe(STILL.sub(own.removesuffix("-"), page))  # noqa: S308 - rendered by us


@register.simple_tag
def preview_address(record, user):
    """Where a preview link of a film or a selection is made, for somebody who may make one."""
    if not user.has_perm("catalogue.add_previewlink"):
        return ""
    if isinstance(record, Film):
        record = record.selections.in_scope_of(user).order_by("-edition__year", "pk").first()
    if not isinstance(record, Selection):
        return ""
    return reverse("admin:catalogue_previewlink_add", query={"selection": record.pk})
