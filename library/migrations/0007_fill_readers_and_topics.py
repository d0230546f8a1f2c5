import re

from django.db import migrations

RENAMED = {"reader": "readers", "topic": "topics"}


def fill(apps, schema_editor):
    """Each resource's one reader and its topics become rows of their own; kept versions use the new names."""
    Resource = apps.get_model("library", "Resource")
    Topic = apps.get_model("library", "Topic")
    WrittenFor = apps.get_model("library", "WrittenFor")
    known = {}
    for resource in Resource.objects.all().iterator():
        WrittenFor.objects.get_or_create(resource=resource, reader=resource.reader)
        topics = []
        for name in filter(None, (part.strip() for part in re.split("[,;]", resource.topic))):
            if name.casefold() not in known:
                known[name.casefold()] = Topic.objects.get_or_create(name=name)[0]
            topics.append(known[name.casefold()])
        resource.topics.set(topics)
        resource.topic_words = ", ".join(sorted({topic.name for topic in topics}))
        resource.save(update_fields=["topic_words"])
    for version in apps.get_model("library", "ResourceVersion").objects.iterator():
        version.values = {RENAMED.get(name, name): value for name, value in version.values.items()}
        version.save(update_fields=["values"])


class Migration(migrations.Migration):

    dependencies = [("library", "0006_several_readers_and_topics")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
