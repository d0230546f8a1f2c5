from django.urls import path

from members.views import roster_import

app_name = "members"
urlpatterns = [
    path("people/import/", roster_import.upload, name="import"),
    path("people/import/<int:pk>/", roster_import.preview, name="import_preview"),
    path("people/import/<int:pk>/confirm/", roster_import.confirm, name="import_confirm"),
    path("people/import/<int:pk>/result/", roster_import.result, name="import_result"),
    path("people/import/<int:pk>/undo/", roster_import.undo, name="import_undo"),
]
