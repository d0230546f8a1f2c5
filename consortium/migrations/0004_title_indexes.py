from django.db import migrations

from charter.full_text import TitleIndex


class Migration(migrations.Migration):
    """What has the words in its title is found by an index of its own."""

    dependencies = [("consortium", "0003_search_several_topics")]
    operations = [TitleIndex("library_resource"), TitleIndex("meetings_entry")]
