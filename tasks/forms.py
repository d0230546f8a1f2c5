from django import forms

from tasks.enums import Status


class StatusForm(forms.Form):
    """What an assignee may say from her mail."""

    status = forms.ChoiceField(
        choices=[(s.value, s.label) for s in (Status.IN_PROGRESS, Status.WAITING, Status.DONE)]
    )
