from django.urls import path

from meetings.views.minutes import archive, by_link, life, publishing, reading, taking_in, voting, writing

MINUTES = "meetings/<slug:slug>/minutes/"

urlpatterns = [
    path("minutes/", archive.archive, name="minutes_archive"),
    path("minutes/decisions/", archive.decisions, name="decisions"),
    path("minutes/decisions/<int:pk>/", archive.set_standing, name="decision_standing"),
    path(MINUTES, reading.minutes, name="minutes"),
    path(f"{MINUTES}begin/", writing.begin, name="minutes_begin"),
    path(f"{MINUTES}write/", writing.write, name="minutes_write"),
    path(f"{MINUTES}write/forget/", writing.forget_kept, name="minutes_forget"),
    path(f"{MINUTES}add/", writing.add, name="minutes_add"),
    path(f"{MINUTES}import/", taking_in.take_in, name="minutes_import"),
    path(f"{MINUTES}circulate/", life.circulate, name="minutes_circulate"),
    path(f"{MINUTES}approve/", life.approve, name="minutes_approve"),
    path(f"{MINUTES}ballot/", voting.open_ballot, name="minutes_ballot"),
    path(f"{MINUTES}ballot/close/", voting.close_ballot, name="minutes_ballot_close"),
    path(f"{MINUTES}public/", publishing.public, name="minutes_public"),
    path(f"{MINUTES}public/settle/", publishing.settle, name="minutes_settle"),
    path(f"{MINUTES}publish/", publishing.publish, name="minutes_publish"),
    path(f"{MINUTES}withdraw/", publishing.withdraw, name="minutes_withdraw"),
    path(f"{MINUTES}pdf/", reading.pdf, name="minutes_pdf"),
    path(f"{MINUTES}word/", reading.word, name="minutes_word"),
    path(f"{MINUTES}text/", reading.text, name="minutes_text"),
    path(f"{MINUTES}versions/<int:number>/", reading.version, name="minutes_version"),
    path(f"{MINUTES}corrections/<int:pk>/", life.settle_correction, name="minutes_correction"),
    path(f"{MINUTES}<int:pk>/", writing.edit, name="minutes_edit"),
    path(f"{MINUTES}<int:pk>/votes/", voting.votes, name="minutes_votes"),
    path(f"{MINUTES}<int:pk>/remove/", writing.remove, name="minutes_remove"),
    path(f"{MINUTES}<int:pk>/withhold/", publishing.withhold, name="minutes_withhold"),
    path("correct/<str:token>/", by_link.correct, name="correct"),
    path("approve/<str:token>/", by_link.ballot, name="ballot"),
]
