from django.db import migrations
from django.db.models import F

TEXTS = ["BiographyText"]


def fill(apps, schema_editor):
    """Until now a text was compared with its source when it was saved."""
    for name in TEXTS:
        apps.get_model("people", name).objects.update(compared_at=F("changed_at"))


class Migration(migrations.Migration):
    dependencies = [("people", "0011_add_proofing")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
