from django.db import migrations, models

import catalogue.models.screenings


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0007_give_screening_codes")]

    operations = [
        migrations.AlterField(
            model_name="screening",
            name="code",
            field=models.CharField(
                default=catalogue.models.screenings.new_code,
                editable=False,
                max_length=8,
                unique=True,
            ),
        )
    ]
