"""The names of choices, as pages print them."""

from collections.abc import Callable

from django.db.models import Model, TextChoices


def named_choice(field: str, choices: type[TextChoices]) -> Callable[[Model], str]:
    """
    A model's own `get_FOO_display`: the name of the choice in the page's language.

    Django's translates all choices of the field each time; a film's page asks a dozen times.
    """

    def display(self: Model) -> str:
        value = getattr(self, field)
        return str(choices(value).label) if value in choices else value

    return display
