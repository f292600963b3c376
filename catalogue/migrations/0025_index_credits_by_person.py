import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0024_add_import_batches"),
        ("people", "0014_add_revision"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="credit",
            index=models.Index(fields=["person", "film", "function"], name="credit_by_person"),
        ),
        migrations.AlterField(
            model_name="credit",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="credits",
                to="people.person",
                verbose_name="person",
            ),
        ),
    ]
