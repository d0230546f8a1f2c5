"""{% picture figure %} draws a figure, or nothing; {% linked figure rows_at as rows %} gives its rows with their links."""

from django import template

from reports.pictures import draw

register = template.Library()


@register.simple_tag
def picture(figure):
    return draw(figure)


@register.simple_tag
def linked(figure, rows_at=""):
    return figure.linked(rows_at or "")


@register.filter
def beside(columns, cells):
    """Each column's name with the cell under it."""
    return list(zip(columns, cells, strict=True))
