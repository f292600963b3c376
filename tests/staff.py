"""Staff as festivals have them: in a group, and where it is held to sections, given some."""

from django.contrib.auth.models import Group, User

from catalogue.models import Assignment
from catalogue.rights import create_groups


def make_staff(group="", username="", sections=(), edition=None, **fields):
    """Somebody in that group of `create_groups`, who is given these sections."""
    create_groups()
    user = User.objects.create_user(username or group or "staff", is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name=group))
    for section in sections:
        Assignment.objects.create(user=user, section=section, edition=edition)
    return user


def make_section_editor(*sections, edition=None, **fields):
    return make_staff("Section editors", sections=sections, edition=edition, **fields)
