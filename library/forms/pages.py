import re

from django import forms
from django.utils.translation import gettext_lazy as _

from charter.models import Charter
from charter.uploads import check_picture
from library.models import Page, PageVersion, Picture

TAKEN = {"facts", "pictures"}
PROMISES = re.compile(r"\b(?:safe|safely|untraceable|anonymous|clears?|cleared|erases?)\b", re.IGNORECASE)
NO_CASES = _("No names or details of victims or cases.")


class NewPageForm(forms.ModelForm):
    title = forms.CharField(max_length=120)

    class Meta:
        model = Page
        fields = ["slug"]

    field_order = ["title", "slug"]

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug in TAKEN:
            raise forms.ValidationError(_("This address is taken. Give another."))
        return slug


class PageForm(forms.ModelForm):
    """The words of a page; `seen` is the version they were written over."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = PageVersion
        fields = ["title", "summary", "text"]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "text": forms.Textarea(attrs={"rows": 18}),
        }
        help_texts = {"text": NO_CASES}

    def __init__(self, *args, slug: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.slug = slug

    def clean(self):
        """Safety tips promise nothing that no site can keep (survivor safety R17)."""
        values = super().clean()
        for name in ("title", "summary", "text") if self.slug == "safety" else ():
            if said := PROMISES.search(values.get(name) or ""):
                self.add_error(
                    name, _("“%(word)s” promises too much: say what may still be seen.") % {"word": said[0]}
                )
        return values


class PictureForm(forms.ModelForm):
    """A picture needs words for those who do not see it, and a look at what it does to those it shows."""

    file = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG or WebP, at most 8 MB."))
    dignity = forms.BooleanField(
        label=_("Reviewed for dignity"),
        help_text=_("It shows nobody bound, hurt or as a thing, and nobody who did not agree to it."),
    )

    class Meta:
        model = Picture
        fields = ["file", "alt", "dignity"]

    def clean_file(self):
        return check_picture(self.cleaned_data["file"])


class FactsForm(forms.ModelForm):
    """What the public reads of the consortium's own facts, and where its way out leads."""

    exit_url = forms.URLField(
        label=_("Where “Leave this site” leads"),
        assume_scheme="https",
        help_text=_("An everyday page such as a weather forecast."),
    )
    hotline_chat_url = forms.URLField(label=_("Hotline chat"), assume_scheme="https", required=False)

    class Meta:
        model = Charter
        fields = [
            *["name", "short_name", "mission", "contact_name", "contact_phone", "contact_email"],
            *["hotline_name", "hotline_phone", "hotline_text", "hotline_tty", "hotline_chat_url"],
            *["hotline_checked_on", "exit_url", "neutral_name", "neutral_titles", "notice_mode"],
            *["agenda_days_before", "proposals_days_before", "accommodation_days_before"],
        ]
        widgets = {
            "hotline_checked_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "mission": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "hotline_tty": _("Hotline TTY"),
            "agenda_days_before": _("The agenda goes out so many days before a meeting"),
            "proposals_days_before": _("Items for the agenda are proposed until so many days before"),
            "accommodation_days_before": _("Accommodations are asked for until so many days before"),
        }
        help_texts = {"hotline_checked_on": _("The day someone last called and looked.")}
