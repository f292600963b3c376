from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0010_add_pages")]

    operations = [
        migrations.AlterField(
            model_name="company",
            name="folded_name",
            field=models.TextField(db_index=True, editable=False),
        ),
        migrations.AlterField(
            model_name="credit",
            name="folded_credited_as",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AlterField(
            model_name="film",
            name="sort_title",
            field=models.TextField(db_index=True, editable=False),
        ),
    ]
