from tasks.enums import CLOSED, Priority, Source, Status
from tasks.models.documents import TaskDocument
from tasks.models.plan import Goal, Objective
from tasks.models.reports import Report, SavedFilter
from tasks.models.talk import ChecklistItem, Comment
from tasks.models.tasks import Helper, Reminded, Task

__all__ = [
    "CLOSED",
    "ChecklistItem",
    "Comment",
    "Goal",
    "Helper",
    "Objective",
    "Priority",
    "Reminded",
    "Report",
    "SavedFilter",
    "Source",
    "Status",
    "Task",
    "TaskDocument",
]
