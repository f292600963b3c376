import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0014_add_renditions"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScreeningChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("moved", "moved"),
                            ("cancelled", "cancelled"),
                            ("restored", "takes place after all"),
                            ("added", "added"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="changed at")),
                ("starts_at", models.DateTimeField(verbose_name="starts at")),
                ("was_at", models.DateTimeField(null=True, verbose_name="was to start at")),
                (
                    "screen",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="changes_to",
                        to="catalogue.screen",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="catalogue.screening",
                    ),
                ),
                (
                    "was_on",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="changes_from",
                        to="catalogue.screen",
                    ),
                ),
            ],
            options={
                "verbose_name": "schedule change",
                "verbose_name_plural": "schedule changes",
                "ordering": ["-at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "moved"), _negated=True),
                            ("was_at__isnull", False),
                            _connector="OR",
                        ),
                        name="screening_change_moved_from_somewhere",
                    )
                ],
            },
        ),
    ]
