import pytest
from django.conf import settings
from django.urls import reverse, set_script_prefix
from django.utils import translation

from people.addresses import address_at


@pytest.mark.parametrize("prefix", ["/", "/festival/"])
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize(
    "slug", ["mara-vex", "x", "slug", "SLUG", "-", "海の光", "городской-свет", "ﬁn_1"]
)
@pytest.mark.parametrize("view", ["person_detail", "catalogue:film_detail"])
def test_an_address_is_the_one_reverse_finds(view, slug, language, prefix):
    set_script_prefix(prefix)
    try:
        with translation.override(language):
            assert address_at(view, slug) == reverse(view, args=[slug])
    finally:
        set_script_prefix("/")
