from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from charter.full_text import SearchColumn


class Migration(migrations.Migration):
    """What the search reads on PostgreSQL; SQLite searches without."""

    initial = True
    dependencies = [
        ("library", "0003_pages_and_versions"),
        ("meetings", "0004_minutes"),
        ("members", "0001_initial"),
        ("tasks", "0002_task_lists"),
    ]
    operations = [
        TrigramExtension(),
        SearchColumn(
            "library_resource",
            {"A": ["title"], "B": ["topic", "source", "author"], "C": ["summary"]},
            near="title",
        ),
        SearchColumn("tasks_task", {"A": ["title", "origin"], "C": ["description"]}, near="title"),
        SearchColumn("members_organization", {"A": ["name"]}, near="name"),
        SearchColumn(
            "meetings_entry",
            {"A": ["heading"], "B": ["reference", "mover", "seconder"], "C": ["text"]},
            near="text",
        ),
    ]
