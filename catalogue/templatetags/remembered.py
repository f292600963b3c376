from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from catalogue.pieces import piece_of
from catalogue.remembered import Latest, Remembered, state_of

register = template.Library()

# Of each piece one for every language, edition and kind of page it was written for.
written = Remembered(most=300)
# Of films' pages, which have seven each of 3 kB.
said = Latest(most=140)


class RememberNode(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist, name, keys):
        self.nodelist = nodelist
        self.name = name
        self.keys = keys

    def render(self, context):
        key = (self.name, get_language(), *(one.resolve(context) for one in self.keys))
        state = state_of(context.get("request"))
        return written.recall(state, key, lambda: self.nodelist.render(context))


class OnceNode(RememberNode):
    def render(self, context):
        request = context.get("request")
        state = state_of(request)
        if not state:
            return self.nodelist.render(context)
        known = [one.resolve(context) for one in self.keys]
        key = (self.name, get_language(), request.build_absolute_uri(), state.until, *known)
        written = said.get(key) or said.put(key, self.nodelist.render(context).encode())
        return mark_safe(written.decode())  # noqa: S308 - of a template


@register.simple_tag(takes_context=True)
def piece(context, template_name, record, **told):
    """
    `{% piece "partials/_screening.html" screening level=3 %}`: as include does it, of a template
    that shows the record, by its kind's name, and what it is told here, and nothing else.
    """
    return piece_of(template_name, record, state_of(context.get("request")), **told)


@register.tag
def remember(parser, token):
    """
    `{% remember navigation edition.year here %}…{% endremember %}`: a piece of a page that is the
    same on every page of this language for which these values are the same; written once for all.
    """
    _tag, name, *keys = token.split_contents()
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(nodelist, name, [parser.compile_filter(key) for key in keys])


@register.tag
def once(parser, token):
    """
    `{% once content page.told %}…{% endonce %}`: a piece of a page that these values, its address
    and the hour say all of. It is written once as long as they are the same, whatever is
    saved meanwhile: so the page asks the database for them each time.
    """
    _tag, name, *keys = token.split_contents()
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodelist, name, [parser.compile_filter(key) for key in keys])
