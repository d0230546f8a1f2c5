"""Reading a work plan from a spreadsheet: what each row would do, and why, before anything is written."""

from tasks.importing.columns import Unreadable, read_table
from tasks.importing.known import Question
from tasks.importing.rows import Plan, Row, plan

__all__ = ["Plan", "Question", "Row", "Unreadable", "plan", "read_table"]
