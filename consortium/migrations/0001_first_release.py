from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from charter.full_text import SearchColumn, TitleIndex


class Migration(migrations.Migration):
    """What the search reads on PostgreSQL; SQLite searches without."""

    initial = True
    replaces = [
        ("consortium", "0001_search"),
        ("consortium", "0002_near_headings"),
        ("consortium", "0003_search_several_topics"),
        ("consortium", "0004_title_indexes"),
    ]
    dependencies = [
        ("library", "0001_first_release"),
        ("meetings", "0001_first_release"),
        ("members", "0001_first_release"),
        ("tasks", "0001_first_release"),
    ]
    operations = [
        TrigramExtension(),
        SearchColumn(
            "library_resource",
            {"A": ["title"], "B": ["topic_words", "source", "author"], "C": ["summary"]},
            near="title",
        ),
        SearchColumn("tasks_task", {"A": ["title", "origin"], "C": ["description"]}, near="title"),
        SearchColumn("members_organization", {"A": ["name"]}, near="name"),
        SearchColumn(
            "meetings_entry",
            {"A": ["heading"], "B": ["reference", "mover", "seconder"], "C": ["text"]},
            near="heading",
        ),
        TitleIndex("library_resource"),
        TitleIndex("meetings_entry"),
    ]
