from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0006_coordinator_deputies")]

    operations = [
        migrations.RenameModel("RosterExport", "DataExport"),
        migrations.AlterField("dataexport", "what", models.CharField(max_length=40)),
        migrations.AlterField(
            "dataexport",
            "with_unlisted",
            models.BooleanField(
                default=False, help_text="More than members may read: people, fields or exact figures."
            ),
        ),
        migrations.AlterField(
            "consent",
            "field",
            models.CharField(
                choices=[
                    ("name", "Name"),
                    ("email", "E-mail"),
                    ("phone", "Phone"),
                    ("title", "Title"),
                    ("pronouns", "Pronouns"),
                    ("seats", "Whom I represent"),
                ],
                max_length=10,
            ),
        ),
    ]
