from django.conf import settings
from django.utils import translation


def language_from_path(get_response):
    """
    The address alone chooses the language: `/de/…` is German, `/…` the default.

    Django's own LocaleMiddleware also reads cookies and headers, and so makes every page vary on
    them; pages under ours may be kept by any cache.
    """

    def middleware(request):
        language = translation.get_language_from_path(request.path_info)
        with translation.override(language or settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware
