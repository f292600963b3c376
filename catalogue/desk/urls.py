from django.urls import path, register_converter

from catalogue.desk import editing, saved_views, texts, views


class Key:
    """A primary key that every database can hold."""

    regex = r"[1-9][0-9]{0,17}"

    def to_python(self, value):
        return int(value)

    to_url = str


register_converter(Key, "key")

app_name = "desk"
urlpatterns = [
    path("", views.index, name="index"),
    path("saved-views/add/", saved_views.saved_view_add, name="saved_view_add"),
    path("saved-views/<key:key>/", saved_views.saved_view_change, name="saved_view_change"),
    path("saved-views/<key:key>/delete/", saved_views.saved_view_delete, name="saved_view_delete"),
    path("<year:year>/texts/", texts.text_table, name="text_table"),
    path("<year:year>/", views.selection_table, name="selection_table"),
    path("<year:year>/balance/", views.balance, name="balance"),
    path("<year:year>/selections/<key:key>/", editing.selection_change, name="selection_change"),
    path("<year:year>/export.<slug:ending>", views.export, name="export"),
]
