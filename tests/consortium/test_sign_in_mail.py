"""The mail with the code says what it is, for how long, and nothing else: it is read on a telephone's lock screen too."""

import re

import pytest
from allauth.account.models import EmailAddress

from mail.models import Message

WORDS = {"en": "within ten minutes", "es": "en menos de diez minutos"}


@pytest.mark.parametrize("language", WORDS)
def test_code_stands_alone_and_says_how_long_it_holds(cal, client, language, settings):
    settings.DEBUG = True  # else nothing of it is kept
    cal.language = language
    cal.save()
    EmailAddress.objects.create(user=cal, email=cal.email, verified=True, primary=True)
    client.post("/accounts/login/code/", {"email": cal.email})
    mail = Message.objects.get()
    (code,) = re.findall(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.text, re.MULTILINE)
    assert code not in mail.subject and WORDS[language] in mail.text
    assert "Hello from" not in mail.text and len(mail.text.split()) < 45
