from django.db import migrations, models

from charter.uploads import size_of


def measure(apps, schema_editor):
    for picture in apps.get_model("library", "Picture").objects.filter(width=None).iterator():
        if size := size_of(picture.file):
            picture.width, picture.height = size
            picture.save(update_fields=["width", "height"])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_first_release")]
    operations = [
        migrations.AddField("picture", "width", models.PositiveIntegerField(editable=False, null=True)),
        migrations.AddField("picture", "height", models.PositiveIntegerField(editable=False, null=True)),
        migrations.RunPython(measure, migrations.RunPython.noop),
    ]
