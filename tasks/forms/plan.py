"""Writing a work plan, and bringing one in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tasks.models import Goal


class GoalForm(forms.Form):
    title = forms.CharField(label=_("Goal"), max_length=250)


class ObjectiveForm(forms.Form):
    goal = forms.ModelChoiceField(Goal.objects.none(), empty_label=None)
    title = forms.CharField(label=_("Objective"), max_length=250)
    measure = forms.CharField(max_length=250, required=False)

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = goals


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(
            "CSV or Excel. The first row names the columns: workgroup and task are needed; "
            "id, goal, objective, responsible, due_date or due_quarter, deliverable, measure and status help."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > 2_000_000:
            raise forms.ValidationError(_("This file is larger than 2 MB; a work plan is smaller."))
        return file
