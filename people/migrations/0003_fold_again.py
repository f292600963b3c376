from django.db import migrations

from people.folding import fold


def fold_again(apps, schema_editor):
    """Bring up to date what names are compared and filed by: folding has changed."""
    Person = apps.get_model("people", "Person")
    people = list(Person.objects.prefetch_related("names"))
    for person in people:
        names = [person.name, *(other.name for other in person.names.all())]
        person.folded_names = f"|{'|'.join(dict.fromkeys(map(fold, names)))}|"
        person.folded_sort_name = fold(person.sort_name)
    Person.objects.bulk_update(people, ["folded_names", "folded_sort_name"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_add_missing_constraints")]

    operations = [migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=True)]
