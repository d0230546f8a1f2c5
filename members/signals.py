"""What members tell the apps to their right."""

from django.dispatch import Signal

# A roster was imported. `workgroups`: {person id: [names as the file spells them]}; `spelled`: a function
# from a name to its code; `day`: the consortium's date; `by`: who did it. Receivers answer with the ids of
# the roles they gave, which go again when the import is undone.
roster_imported = Signal()

# Someone acts for a member from now on. `person`, `by`.
seat_taken = Signal()

# Someone's seat ended, or will on a day that is set. `person`, `by`.
seat_left = Signal()

# Two rows that may exist only once become one, because the people or organizations that they belong to are
# merged. `kept` stays and `gone` goes; what only `gone` knows can be written to `kept` now.
folding = Signal()
