import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0021_fill_compared_at"),
    ]

    operations = [
        migrations.AlterField(
            model_name="import",
            name="edition",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports",
                to="catalogue.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sheet", "sheet"),
                    ("entry", "programme page"),
                    ("schedule", "schedule"),
                    ("load", "large load"),
                ],
                default="sheet",
                max_length=10,
                verbose_name="kind",
            ),
        ),
    ]
