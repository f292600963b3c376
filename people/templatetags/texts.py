from django import template
from django.utils.translation import get_language

from people.languages import language_names
from people.texts import text_in

register = template.Library()


@register.inclusion_tag("partials/_prose.html")
def prose(texts):
    """The text for this page's language; another one's is marked with its language and named."""
    text = text_in(texts, get_language())
    is_fallback = bool(text) and text.language != get_language()
    name = language_names(text.language)["name_translated"] if is_fallback else ""
    return {"text": text, "fallback_language": name}


@register.filter
def passage(texts):
    """The words of the text this page shows, for a line about the page; empty without one."""
    text = text_in(texts, get_language())
    return text.body if text else ""
