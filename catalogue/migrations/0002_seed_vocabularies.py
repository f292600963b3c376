from django.db import migrations

from catalogue import vocabularies


def add_terms(apps, schema_editor):
    vocabularies.add_missing(apps)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunPython(add_terms, migrations.RunPython.noop, elidable=False)]
