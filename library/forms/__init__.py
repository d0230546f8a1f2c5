from library.forms.pages import FactsForm, NewPageForm, PageForm, PictureForm
from library.forms.resources import (
    CHECKLIST,
    AssignForm,
    ProblemForm,
    ResourceForm,
    SuggestForm,
    ValidateForm,
)

__all__ = [
    "CHECKLIST",
    "AssignForm",
    "FactsForm",
    "NewPageForm",
    "PageForm",
    "PictureForm",
    "ProblemForm",
    "ResourceForm",
    "SuggestForm",
    "ValidateForm",
]
