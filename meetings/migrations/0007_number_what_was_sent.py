from django.db import migrations, models


def number_what_was_sent(apps, schema_editor):
    """Until now every change raised SEQUENCE, so the revisions are those numbers."""
    apps.get_model("meetings", "Meeting").objects.update(revision=models.F("sequence"))
    apps.get_model("meetings", "Invitation").objects.update(revision_sent=models.F("sequence_sent"))


class Migration(migrations.Migration):

    dependencies = [("meetings", "0006_invitations_and_polls")]

    operations = [migrations.RunPython(number_what_was_sent, migrations.RunPython.noop)]
