import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0023_add_film_locks"),
        ("people", "0012_fill_compared_at"),
    ]

    operations = [
        migrations.AlterField(
            model_name="import",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "not confirmed"),
                    ("loading", "not finished"),
                    ("recorded", "recorded"),
                    ("undone", "undone"),
                ],
                default="draft",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_row", models.PositiveIntegerField()),
                ("last_row", models.PositiveIntegerField()),
                ("is_undone", models.BooleanField(default=False)),
                (
                    "change",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_batches",
                        to="people.change",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="batches",
                        to="catalogue.import",
                    ),
                ),
            ],
            options={
                "verbose_name": "batch of an import",
                "verbose_name_plural": "batches of an import",
                "ordering": ["source", "first_row", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "first_row"), name="import_batch_once"
                    )
                ],
            },
        ),
    ]
