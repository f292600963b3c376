from django.db import migrations

from catalogue.titles import sort_title
from people.folding import fold


def fold_again(apps, schema_editor):
    """Bring up to date what titles and names are compared and filed by: folding has changed."""
    fold_films(apps.get_model("catalogue", "Film"))
    fold_field(apps.get_model("catalogue", "Credit"), "credited_as", "folded_credited_as")
    fold_field(apps.get_model("catalogue", "Company"), "name", "folded_name")


def fold_films(model):
    films = list(model.objects.prefetch_related("titles"))
    for film in films:
        titles = [film.title, film.original_title, *(other.title for other in film.titles.all())]
        folded = dict.fromkeys(fold(title) for title in titles if title)
        film.folded_titles = f"|{'|'.join(folded)}|"
        film.sort_title = sort_title(film.filed_under or film.title, film.title_language)
    model.objects.bulk_update(films, ["folded_titles", "sort_title"], batch_size=500)


def fold_field(model, field, folded_field):
    records = list(model.objects.exclude(**{field: ""}))
    for record in records:
        setattr(record, folded_field, fold(getattr(record, field)))
    model.objects.bulk_update(records, [folded_field], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_add_missing_constraints")]

    operations = [migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=True)]
