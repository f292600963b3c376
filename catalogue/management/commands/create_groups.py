from django.core.management.base import BaseCommand
from django.db import transaction

from catalogue.rights import EVERYTHING, all_models, all_records, create_groups
from catalogue.scope import owner_of

FEW = 3


class Command(BaseCommand):
    help = "Makes the groups of the staff, or sets them right, and says what each may do."

    @transaction.atomic
    def handle(self, *args, **options):
        for group, rights in create_groups():
            self.stdout.write(f"{group.name}: {rights.told}")
            for line in lines(rights):
                self.stdout.write(f"  {line}")


def lines(rights):
    """A line for what may be done to records, verb by verb, and one for each right besides."""
    for verb in EVERYTHING:
        if models := {name for name, verbs in rights.records.items() if verb in verbs}:
            yield f"{verb} {in_words(models)}"
    for codename in rights.more:
        yield codename.replace("_", " ").replace("selection", "selections")


def in_words(models):
    """The records by name; what belongs to one of them goes without saying."""
    missing = set(all_records()) - models
    if len(missing) <= FEW:
        return " but ".join(filter(None, ["everything", names_of(missing)]))
    return names_of(name for name in models if owner_name(name) not in models)


def names_of(models):
    return ", ".join(sorted({str(model_of(name)._meta.verbose_name_plural) for name in models}))


def model_of(name):
    return next(model for model in all_models() if model._meta.model_name == name)


def owner_name(name):
    owner = owner_of(model_of(name))
    return owner and owner.related_model._meta.model_name
