from django.db import migrations, models

import people.words


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_widen_folded_columns"),
    ]

    operations = [
        migrations.CreateModel(
            name="BiographyTextWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", people.words.WordField(max_length=40)),
                (
                    "kind",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Title"),
                            (2, "Name"),
                            (3, "Character"),
                            (4, "Term"),
                            (5, "Text"),
                        ]
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=people.words.go_along,
                        related_name="words",
                        to="people.biographytext",
                    ),
                ),
            ],
            options={
                "ordering": ["word", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["word", "kind", "owner"], name="biographytextword_begins")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "word"), name="biographytextword_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", people.words.WordField(max_length=40)),
                (
                    "kind",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Title"),
                            (2, "Name"),
                            (3, "Character"),
                            (4, "Term"),
                            (5, "Text"),
                        ]
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=people.words.go_along, related_name="words", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["word", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["word", "kind", "owner"], name="personword_begins")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "word"), name="personword_once")
                ],
            },
        ),
    ]
