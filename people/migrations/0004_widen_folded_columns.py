from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_fold_again")]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="folded_sort_name",
            field=models.TextField(db_index=True, editable=False),
        ),
    ]
