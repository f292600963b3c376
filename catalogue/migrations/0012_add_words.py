from django.db import migrations, models

import people.words


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0011_widen_folded_columns"),
    ]

    operations = [
        migrations.CreateModel(
            name="CompanyWord",
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
                        to="catalogue.company",
                    ),
                ),
            ],
            options={
                "ordering": ["word", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["word", "kind", "owner"], name="companyword_begins")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "word"), name="companyword_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CountryWord",
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
                        to="catalogue.country",
                    ),
                ),
            ],
            options={
                "ordering": ["word", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["word", "kind", "owner"], name="countryword_begins")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "word"), name="countryword_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditWord",
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
                        on_delete=people.words.go_along, related_name="words", to="catalogue.credit"
                    ),
                ),
            ],
            options={
                "ordering": ["word", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["word", "kind", "owner"], name="creditword_begins")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "word"), name="creditword_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FilmWord",
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
                        on_delete=people.words.go_along, related_name="words", to="catalogue.film"
                    ),
                ),
            ],
            options={
                "ordering": ["word", "pk"],
                "abstract": False,
                "indexes": [models.Index(fields=["word", "kind", "owner"], name="filmword_begins")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "word"), name="filmword_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeNoteWord",
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
                        to="catalogue.programmenote",
                    ),
                ),
            ],
            options={
                "ordering": ["word", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["word", "kind", "owner"], name="programmenoteword_begins")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "word"), name="programmenoteword_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionWord",
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
                        to="catalogue.section",
                    ),
                ),
            ],
            options={
                "ordering": ["word", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["word", "kind", "owner"], name="sectionword_begins")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "word"), name="sectionword_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SynopsisWord",
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
                        to="catalogue.synopsis",
                    ),
                ),
            ],
            options={
                "ordering": ["word", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["word", "kind", "owner"], name="synopsisword_begins")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "word"), name="synopsisword_once")
                ],
            },
        ),
    ]
