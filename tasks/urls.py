from django.urls import path

from tasks import views

app_name = "tasks"
urlpatterns = [path("t/<str:token>/", views.by_link, name="by_link")]
