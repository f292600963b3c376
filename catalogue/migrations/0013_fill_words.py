from django.db import migrations

from people.words import Word, write_all_words

FOUND_BY = {
    "Film": {"folded_titles": Word.Kind.TITLE, "year": Word.Kind.TERM},
    "Synopsis": {"body": Word.Kind.TEXT},
    "Credit": {"credited_as": Word.Kind.NAME, "character": Word.Kind.CHARACTER},
    "Company": {"name": Word.Kind.TERM},
    "Section": {"names": Word.Kind.TERM},
    "Country": {"names": Word.Kind.TERM},
    "ProgrammeNote": {"body": Word.Kind.TEXT},
}


def fill(apps, schema_editor):
    """What is there already is found by its words too."""
    for name, found_by in FOUND_BY.items():
        write_all_words(
            apps.get_model("catalogue", name), apps.get_model("catalogue", f"{name}Word"), found_by
        )


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0012_add_words")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
