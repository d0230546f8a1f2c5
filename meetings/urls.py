from django.urls import path

from meetings import views

app_name = "meetings"
urlpatterns = [path("rsvp/<str:token>/", views.rsvp, name="rsvp")]
