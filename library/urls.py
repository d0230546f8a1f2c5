from django.urls import path

from library import views

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
    path("library/<int:pk>/problem/", views.problem, name="problem"),
]
