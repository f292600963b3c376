from contextlib import suppress

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from catalogue.models import Assignment, Edition, Film, Section
from catalogue.rights import create_groups
from festival.demo.build import build, is_built

EDITOR = "editor"
SECTION_EDITOR = "section-editor"
GIVEN = "midnight"  # announced later than the rest, so that there is something to prepare
MADE_HERE = "editor@demo.invalid"  # an address nobody can have, so that no other account is ours


class Command(BaseCommand):
    help = "Fills an empty database with an invented festival, and lets you in."

    def add_arguments(self, parser):
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="of the server")
        parser.add_argument("--width", type=int, default=1280, help="of the stills, in pixels")

    def handle(self, *args, address, width, **options):
        if not is_built():
            if Film.objects.exists():
                raise CommandError("This database holds other films; the demo wants an empty one.")
            self.stdout.write("Drawing the stills of ninety films; half a minute …")
            build(timezone.now(), width)
        access = self.let_in(EDITOR, is_superuser=True)
        for name, view, more in (
            ("Site", "home", ""),
            ("Admin", "admin:index", f"   {access}"),
            ("Desk", "desk:index", ""),
        ):
            with suppress(NoReverseMatch):
                self.stdout.write(f"{name:<6} {address}{reverse(view)}{more}")
        if section := Section.objects.filter(slug=GIVEN).first():
            self.stdout.write(f"{self.let_in_to(section)}: edits “{section}” alone")

    def let_in_to(self, section):
        """A second editor, who is given one section of the latest edition."""
        access = self.let_in(SECTION_EDITOR)
        groups = {group.name: group for group, _rights in create_groups()}
        editor = get_user_model().objects.get(username=SECTION_EDITOR)
        if editor.email == MADE_HERE:
            editor.groups.set([groups["Section editors"]])
            edition = Edition.objects.first()
            Assignment.objects.get_or_create(user=editor, section=section, edition=edition)
        return access

    def let_in(self, username, is_superuser=False):
        """One of the demo's editors and a new password, each time the command is run."""
        password = get_random_string(14)
        editor, _ = get_user_model().objects.get_or_create(
            username=username, defaults={"email": MADE_HERE}
        )
        if editor.email != MADE_HERE:
            return f"“{username}” is an account of yours: it keeps its password"
        editor.is_staff = editor.is_active = True
        editor.is_superuser = is_superuser
        editor.set_password(password)
        editor.save()
        return f"{username} · {password}"
