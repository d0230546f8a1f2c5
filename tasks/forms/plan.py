"""Writing a work plan, and bringing one in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tasks.models import Goal
from workgroups.models import Workgroup

LARGEST = 1_500_000  # it travels with its preview, within what a form may carry


class GoalForm(forms.Form):
    title = forms.CharField(label=_("New goal"), max_length=250)


class ObjectiveForm(forms.Form):
    goal = forms.ModelChoiceField(Goal.objects.none(), empty_label=None, label=_("Under the goal"))
    title = forms.CharField(label=_("New objective"), max_length=250)
    measure = forms.CharField(max_length=250, required=False, help_text=_("How we will know."))

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = goals


class ImportForm(forms.Form):
    """A file, and whose list it is where it does not say."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(
            "CSV or the first sheet of an Excel workbook. One row names the columns: workgroup and task; and where "
            "you have them id, goal, objective, responsible, organization, due date or quarter, deliverable, "
            "measure, status, depends on, source."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    workgroup = forms.ModelChoiceField(
        Workgroup.objects.all(),
        required=False,
        label=_("Workgroup of rows that name none"),
        empty_label=_("The file names it"),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 1.5 MB; a work plan is smaller."))
        return file
