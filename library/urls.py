from django.urls import path

from library.views import pages
from library.views import resources as views

app_name = "library"
urlpatterns = [
    path("library/", views.library, name="library"),
    path("library/suggest/", views.suggest, name="suggest"),
    path("library/waiting/", views.waiting, name="waiting"),
    path("library/feed.atom", views.feed, name="feed"),
    path("library/inventory.csv", views.inventory_csv, name="inventory_csv"),
    path("library/inventory.json", views.inventory_json, name="inventory_json"),
    path("library/<int:pk>/", views.resource, name="resource"),
    path("library/<int:pk>/file/", views.file, name="file"),
    path("library/<int:pk>/edit/", views.edit, name="edit"),
    path("library/<int:pk>/assign/", views.assign, name="assign"),
    path("library/<int:pk>/validate/", views.validate, name="validate"),
    path("library/<int:pk>/turn-down/", views.turn_down, name="turn_down"),
    path("library/<int:pk>/link/", views.link, name="link"),
    path("library/<int:pk>/problem/", views.problem, name="problem"),
    path("about/", pages.page, name="about"),
    path("about/<slug:slug>/", pages.page, name="page"),
    path("pictures/<int:pk>/", pages.picture, name="picture"),
    path("site/", pages.site, name="site"),
    path("site/facts/", pages.facts, name="facts"),
    path("site/pictures/", pages.pictures, name="pictures"),
    path("site/<slug:slug>/", pages.edit_page, name="edit_page"),
    path("site/<slug:slug>/withdraw/", pages.withdraw_page, name="withdraw_page"),
    path("site/<slug:slug>/<int:number>/", pages.page_version, name="page_version"),
    path("site/<slug:slug>/<int:number>/publish/", pages.publish_page, name="publish_page"),
]
