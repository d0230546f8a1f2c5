from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0002_picture_size")]
    operations = [
        migrations.AddField(
            "resource", "assigned_at", models.DateTimeField(editable=False, null=True)
        ),
        migrations.AddField(
            "resource",
            "reminded_on",
            models.DateField(
                editable=False, help_text="The day of the last reminder to whoever is to validate it.", null=True
            ),
        ),
    ]
