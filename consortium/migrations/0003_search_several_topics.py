from django.db import migrations

from charter.full_text import SearchColumn


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX library_resource_near")
        schema_editor.execute("ALTER TABLE library_resource DROP COLUMN search")


class Migration(migrations.Migration):
    """A resource is found by each of its topics."""

    dependencies = [("consortium", "0002_near_headings"), ("library", "0007_fill_readers_and_topics")]
    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop),
        SearchColumn(
            "library_resource",
            {"A": ["title"], "B": ["topic_words", "source", "author"], "C": ["summary"]},
            near="title",
        ),
    ]
