from tasks.forms.answers import (
    AnyStatusForm,
    CommentForm,
    DateForm,
    DayInput,
    SnoozeForm,
    StatusForm,
    StepForm,
    WaitingForm,
)
from tasks.forms.editing import TaskForm
from tasks.forms.lists import BulkForm, FilterForm, FilterNameForm, standing_of
from tasks.forms.people import AssignForm, HelperForm, PersonField, assignable, named
from tasks.forms.plan import GoalForm, ImportForm, ObjectiveForm

__all__ = [
    "AnyStatusForm",
    "AssignForm",
    "BulkForm",
    "CommentForm",
    "DateForm",
    "DayInput",
    "FilterForm",
    "FilterNameForm",
    "GoalForm",
    "HelperForm",
    "ImportForm",
    "ObjectiveForm",
    "PersonField",
    "SnoozeForm",
    "StatusForm",
    "StepForm",
    "TaskForm",
    "WaitingForm",
    "assignable",
    "named",
    "standing_of",
]
