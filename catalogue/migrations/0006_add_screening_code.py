from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_fold_again")]

    operations = [
        migrations.AddField(
            model_name="screening",
            name="code",
            field=models.CharField(default="", editable=False, max_length=8),
        )
    ]
