from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.admin.labels import NamedAdmin
from catalogue.models import Page, PageText
from people.admin.texts import Texts


class PageTexts(Texts):
    model = PageText
    verbose_name_plural = _("texts; # heading, * list, *emphasis*, [words](address)")


@admin.register(Page)
class PageAdmin(NamedAdmin):
    has_page = True
    fields = ["names", ("slug", "position"), ("is_public", "in_footer")]
    inlines = [PageTexts]
    list_display = ["__str__", "slug", "languages", "is_public", "in_footer", "position"]
    list_prefetch = ["texts"]
    list_filter = ["is_public"]

    def is_public(self, page):
        return page.is_public

    @admin.display(description=_("texts"))
    def languages(self, page):
        return ", ".join(text.get_language_display() for text in page.texts.all())
