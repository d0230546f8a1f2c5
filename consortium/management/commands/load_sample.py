from django.core.management.base import BaseCommand

from consortium import sample
from members.models import Organization, Person
from tasks.models import Task


class Command(BaseCommand):
    help = "Fill an empty database with a fictional consortium; does nothing where there are people."

    def handle(self, *args, **options):
        if Person.objects.exists():
            self.stdout.write("There are people here already: nothing was loaded.")
            return
        sample.load()
        self.stdout.write(
            f"Loaded {Organization.objects.count()} organizations, {Person.objects.count()} people, "
            f"{Task.objects.count()} tasks."
        )
