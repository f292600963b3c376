from django.apps import apps
from django.core.management.base import BaseCommand

from people.words import Findable, write_all_words


class Command(BaseCommand):
    help = "Writes the words that search finds records by again; only after a change by hand."

    def handle(self, *args, **options):
        for model in apps.get_models():
            if issubclass(model, Findable):
                write_all_words(model, model.word_model(), model.found_by)
                count = model.word_model().objects.count()
                self.stdout.write(f"{model._meta.verbose_name_plural}: {count} words")
