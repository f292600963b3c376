from django.conf import settings


def identity(request):
    """The festival's name and contact, for every template."""
    return {
        "festival_name": settings.FESTIVAL_NAME,
        "festival_contact": settings.FESTIVAL_CONTACT,
    }
