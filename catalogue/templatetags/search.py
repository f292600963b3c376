from django import template

from catalogue import marks

register = template.Library()


@register.filter
def marked(text, parts):
    """The text with the words of a search marked; `parts` are folded."""
    return marks.marked(str(text), parts)
