from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charter.uploads import check_upload
from library.enums import Kind, Reader
from library.forms.topics import TopicsField
from library.models import Resource, Topic
from members.models import Person
from workgroups.models import Role, Workgroup

CHECKLIST = [
    ("source", _("The source is who it says it is, and answers for it")),
    ("current", _("It is current, and its date is right")),
    ("accurate", _("What it says agrees with what we know and with the statutes")),
    ("safe", _("It names no victim, shows no harmful picture, and sends nobody into danger")),
    ("fitting", _("Those it says it is for can use it, and its topics are right")),
    ("rights", _("We may link to it or hold a copy")),
]
LARGEST_UNASKED = 10 * 1024 * 1024
ONE_YEAR = timedelta(days=365)


class RecordForm(forms.ModelForm):
    """What both forms ask that a resource may have several of."""

    readers = forms.MultipleChoiceField(
        label=_("For"), choices=Reader.choices, widget=forms.CheckboxSelectMultiple, initial=[Reader.EVERYONE]
    )
    topics = TopicsField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topics"].offer(Topic.objects.most_used())
        if self.instance.pk:
            self.initial |= {"readers": self.instance.readers, "topics": self.instance.topic_names}


class SuggestForm(RecordForm):
    """A suggestion, by anyone. `website` is a trap that people never see."""

    link = forms.URLField(max_length=500, assume_scheme="https", label=_("Link"), required=False)
    file = forms.FileField(
        required=False,
        label=_("Or a file"),
        help_text=_(
            "PDF, Word, Excel, PowerPoint or plain text, at most 10 MB. No names or details of victims or cases. "
            "Its author, company and dates are taken out. Nobody else sees it before it was checked."
        ),
    )
    website = forms.CharField(required=False, label=_("Leave this empty"))

    class Meta:
        model = Resource
        fields = ["title", "link", "file", "kind", "summary", "source", "dated", "language"]

    field_order = ["title", "link", "file", "kind", "readers", "topics"]

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and upload.size > LARGEST_UNASKED:
            raise forms.ValidationError(_("Give a file of at most 10 MB."))
        return check_upload(upload) if upload else None

    def clean(self):
        values = super().clean()
        if not values.get("link") and not values.get("file") and not self.errors:
            self.add_error("link", _("Give a link or a file."))
        return values


class ResourceForm(RecordForm):
    """The whole record, for those who decide on it."""

    link = forms.URLField(max_length=500, assume_scheme="https", required=False)

    class Meta:
        model = Resource
        fields = [
            *["title", "kind", "summary", "source", "author", "dated", "language"],
            *["link", "file", "counties", "tribes"],
        ]

    field_order = ["title", "kind", "readers", "topics"]

    def clean_file(self):
        upload = self.cleaned_data["file"]
        return check_upload(upload) if upload and "file" in self.changed_data else upload

    def clean(self):
        values = super().clean()
        if not values.get("link") and not values.get("file") and values.get("kind") == Kind.LINK:
            self.add_error("link", gettext("Give the link."))
        return values


class AssignForm(forms.Form):
    """To whom a suggestion goes: someone who serves in a workgroup now."""

    workgroup = forms.ModelChoiceField(Workgroup.objects)
    to = forms.ModelChoiceField(Person.objects.none(), label=_("Validated by"))

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        serving = Person.objects.filter(is_active=True, roles__in=_current_roles()).distinct()
        self.fields["to"].queryset = serving
        self.fields["to"].label_from_instance = viewer.name

    def clean(self):
        values = super().clean()
        group, person = values.get("workgroup"), values.get("to")
        if group and person and not _current_roles().filter(workgroup=group, person=person).exists():
            self.add_error("to", gettext("This person does not serve in that workgroup."))
        return values


class ValidateForm(forms.Form):
    """The checklist; each line must be true before anything is published."""

    next_review = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}), label=_("Look at it again on")
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["next_review"].initial = timezone.localdate() + ONE_YEAR
        for name, label in CHECKLIST:
            self.fields[name] = forms.BooleanField(label=label)
        self.order_fields([name for name, _words in CHECKLIST] + ["next_review", "note"])

    def clean_next_review(self):
        day = self.cleaned_data["next_review"]
        if day <= timezone.localdate():
            raise forms.ValidationError(gettext("Give a day that is still to come."))
        return day


class ProblemForm(forms.Form):
    """What is wrong with a resource, from anyone; the words go to the workgroup's task, never to a page."""

    problem = forms.CharField(
        max_length=300, widget=forms.Textarea(attrs={"rows": 3}), label=_("What is wrong?")
    )
    website = forms.CharField(required=False, label=_("Leave this empty"))


def _current_roles():
    return Role.objects.on(timezone.localdate())
