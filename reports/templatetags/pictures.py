"""{% picture figure %} draws a figure, or nothing."""

from django import template

from reports.pictures import draw

register = template.Library()


@register.simple_tag
def picture(figure):
    return draw(figure)
