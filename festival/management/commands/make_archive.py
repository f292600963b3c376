from django.core.management.base import BaseCommand, CommandError

from festival.archive.build import Size, build, is_empty
from people.statistics import gather_statistics

WIDTH = 40


class Command(BaseCommand):
    help = "Fills an empty database with a large invented archive, to measure the site with."

    def add_arguments(self, parser):
        parser.add_argument("--editions", type=int, default=75)
        parser.add_argument("--films", type=int, default=30_000, help="of all editions")
        parser.add_argument("--people", type=int, default=150_000)
        parser.add_argument("--credits", type=int, default=1_000_000, help="about so many")
        parser.add_argument("--newest", type=int, default=2026, help="year of the last edition")
        parser.add_argument("--seed", type=int, default=1, help="another seed, another archive")

    def handle(self, *args, editions, films, people, credits, newest, seed, **options):
        if not is_empty():
            raise CommandError(
                "This database holds films or people; the archive wants an empty one."
            )
        size = Size(editions, films, people, credits, newest)
        if not 0 < editions <= films <= credits or not editions <= newest - 1900 or people < 1:
            raise CommandError("There is no archive of that size.")
        build(size, seed, Progress(self.stdout, size.steps).advance)
        gather_statistics()
        self.stdout.write("The archive is there.")


class Progress:
    """A bar that is drawn anew on a terminal, and line by line, a tenth at a time, elsewhere."""

    def __init__(self, stdout, steps: int):
        self.stdout = stdout
        self.steps = steps
        self.done = 0
        self.drawn = -1

    def advance(self, steps: int) -> None:
        self.done = min(self.done + steps, self.steps)
        percent = 100 * self.done // self.steps
        shown = percent if self.stdout.isatty() else percent // 10 * 10
        if shown == self.drawn:
            return
        self.drawn = shown
        bar = "#" * (WIDTH * shown // 100)
        end = "\r" if self.stdout.isatty() and shown < 100 else "\n"
        self.stdout.write(f"[{bar:<{WIDTH}}] {shown:3} %", ending=end)
        self.stdout.flush()
