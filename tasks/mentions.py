"""Who is addressed in a comment: @Name, for the names its author may read."""

import re


def mentioned(text: str, people: dict[str, object]) -> list:
    """The people whose name, as the author reads it, follows an @; the longest name wins.

    A first name alone is enough where only one person has it.
    """
    names = {name.casefold(): person for name, person in people.items()}
    firsts: dict[str, list] = {}
    for name, person in people.items():
        firsts.setdefault(name.split()[0].casefold(), []).append(person)
    names |= {first: found[0] for first, found in firsts.items() if len(found) == 1 and first not in names}
    if not names:
        return []
    choices = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = re.findall(rf"@({choices})(?!\w)", text, re.IGNORECASE)
    return list(dict.fromkeys(names[name.casefold()] for name in found))
