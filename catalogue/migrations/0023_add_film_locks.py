import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0022_keep_every_import"),
    ]

    operations = [
        migrations.CreateModel(
            name="FilmLock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("everything", "everything"),
                            ("title", "title"),
                            ("original_title", "original title"),
                            ("other_titles", "further titles"),
                            ("year", "year"),
                            ("runtime", "runtime"),
                            ("countries", "countries"),
                            ("languages", "languages"),
                            ("form", "form"),
                            ("colour", "colour"),
                            ("sound", "sound"),
                            ("aspect_ratio", "aspect ratio"),
                            ("credit", "credits"),
                            ("cast", "cast"),
                            ("company", "companies"),
                            ("synopsis", "synopses"),
                            ("section", "section"),
                            ("status", "status"),
                            ("premiere", "premiere status"),
                            ("age", "age recommendation"),
                            ("position", "position"),
                            ("note", "programme notes"),
                            ("id", "identifiers"),
                        ],
                        max_length=20,
                        verbose_name="field",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="why")),
                (
                    "film",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="locks",
                        to="catalogue.film",
                    ),
                ),
            ],
            options={
                "verbose_name": "lock",
                "verbose_name_plural": "locks",
                "ordering": ["field", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("film", "field"), name="film_lock_once")
                ],
            },
        ),
    ]
