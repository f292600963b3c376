from django.db import migrations

from catalogue.models.screenings import new_code


def give_codes(apps, schema_editor):
    model = apps.get_model("catalogue", "Screening")
    screenings = list(model.objects.only("pk"))
    codes = set()
    for screening in screenings:
        while (code := new_code()) in codes:
            pass
        screening.code = code
        codes.add(code)
    model.objects.bulk_update(screenings, ["code"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_add_screening_code")]

    operations = [migrations.RunPython(give_codes, migrations.RunPython.noop)]
