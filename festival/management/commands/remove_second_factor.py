from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from festival.second_factor import remove


class Command(BaseCommand):
    help = "Takes somebody's second factor away, who has lost the app and the recovery codes."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if not user:
            raise CommandError(f"There is nobody called “{username}”.")
        had = remove(user)
        done = "logs in with the password alone now" if had else "had no second factor"
        self.stdout.write(f"{username} {done}.")
