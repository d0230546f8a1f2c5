from django.db import migrations


def by_heading(apps, schema_editor):
    """A slip of the finger is looked for in the headings of minutes, not in their whole text."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX meetings_entry_near")
        schema_editor.execute("CREATE INDEX meetings_entry_near ON meetings_entry USING gin (heading gin_trgm_ops)")


class Migration(migrations.Migration):
    dependencies = [("consortium", "0001_search")]
    operations = [migrations.RunPython(by_heading, migrations.RunPython.noop)]
