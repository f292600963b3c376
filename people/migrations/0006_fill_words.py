from django.db import migrations

from people.words import Word, write_all_words

FOUND_BY = {
    "Person": {"folded_names": Word.Kind.NAME, "folded_sort_name": Word.Kind.NAME},
    "BiographyText": {"body": Word.Kind.TEXT},
}


def fill(apps, schema_editor):
    """What is there already is found by its words too."""
    for name, found_by in FOUND_BY.items():
        write_all_words(
            apps.get_model("people", name), apps.get_model("people", f"{name}Word"), found_by
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0005_add_words")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
