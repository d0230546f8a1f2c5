from library.models.pages import Page, PageVersion, Picture
from library.models.resources import Resource, ResourceVersion, Topic, Validation, WrittenFor

__all__ = [
    "Page",
    "PageVersion",
    "Picture",
    "Resource",
    "ResourceVersion",
    "Topic",
    "Validation",
    "WrittenFor",
]
