"""Reads programme pages, saved as text, and prints what they say about their films."""

import json

from django.core.management.base import BaseCommand, CommandError

from catalogue.intake.entries import Entry, as_json, read_entries
from catalogue.intake.files import UnreadableFileError, read_text


class Command(BaseCommand):
    help = "Read festival programme pages (text files) and print the entries; nothing is stored."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print JSON, for programs")
        parser.add_argument("--title", help="the film's title, where the page does not say it")

    def handle(self, *args, files, title, **options):
        entries = {path: read_file(path, title) for path in files}
        if options["json"]:
            told = {path: [as_json(entry) for entry in found] for path, found in entries.items()}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n\n".join(summary(path, found) for path, found in entries.items()))


def read_file(path: str, title: str | None) -> list[Entry]:
    try:
        entries = read_entries(read_text(path), title=title)
    except UnreadableFileError as error:
        raise CommandError(str(error)) from None
    if not entries:
        raise CommandError(f"{path} has nothing of a film's entry in it")
    return entries


def summary(path: str, entries: list[Entry]) -> str:
    return "\n".join([path, *(line for entry in entries for line in entry_lines(entry))])


def entry_lines(entry: Entry) -> list[str]:
    """The entry for a person at a terminal: facts, then problems with their lines."""
    facts = [(key, as_text(value)) for key, value in as_json(entry).items() if key not in UNSHOWN]
    width = max(len(key) for key, _ in facts)
    told = [f"  {key:{width}}  {text}" for key, text in facts if text]
    problems = [f"  line {one.line or '–'}: {one.message} [{one.code}]" for one in entry.problems]
    return [*told, "", f"  {len(problems)} to look at:", *problems]


UNSHOWN = frozenset(
    ["functions", "joint_functions", "country_codes", "language_codes", "lines", "problems"]
)


def as_text(value: object) -> str:
    """One line for any value; long texts are cut short."""
    if isinstance(value, list):
        return "; ".join(as_text(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(as_text(one) for one in value.values() if one)
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= 160 else f"{text[:160]}…"
