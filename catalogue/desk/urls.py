from django.urls import path

from catalogue.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.index, name="index"),
    path("<year:year>/", views.selection_table, name="selection_table"),
]
