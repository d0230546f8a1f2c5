from library.models.pages import Page, PageVersion, Picture
from library.models.resources import Resource, ResourceVersion, Validation

__all__ = ["Page", "PageVersion", "Picture", "Resource", "ResourceVersion", "Validation"]
