from django.db import migrations
from django.db.models import F

TEXTS = ["Synopsis", "ProgrammeNote", "SectionDescription", "VenueDescription", "PageText"]


def fill(apps, schema_editor):
    """Until now a text was compared with its source when it was saved."""
    for name in TEXTS:
        apps.get_model("catalogue", name).objects.update(compared_at=F("changed_at"))


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0020_add_proofing")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
