import gc
import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.urls import resolve

from festival.bodies import receive
from festival.working import PLACES, Places, connected_at

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "festival.settings")


def refuse_unsafe_start():
    """A site without hosts answers nobody, and one with a short secret can be logged into."""
    if not settings.DEBUG and not settings.ALLOWED_HOSTS:
        raise ImproperlyConfigured("Set ALLOWED_HOSTS to the host names this site answers to.")
    if settings.HTTPS and not settings.DEBUG and len(settings.SECRET_KEY) < 40:
        raise ImproperlyConfigured("Set SECRET_KEY to a random secret of 40 characters or more.")


def in_one_piece(application, places):
    """
    A list is sent at once; any other answer, a large file, the server asks for its pieces, on a
    thread, and nobody else waits for its place meanwhile.
    """

    def answered(environ, start_response):
        receive(environ)
        with connected_at(places):
            response = application(environ, start_response)
            if response.streaming:
                return response
            response.close()
            return [response.content]

    return answered


def keep_what_is_loaded():
    """
    A hundred thousand things stay as long as the process does. They are set apart from what is
    looked through for circles: to look through all of them takes a tenth of a second, now and
    then, in which nobody is answered.
    """
    resolve("/")  # loads every address, and so every view
    gc.collect()
    gc.freeze()


application = in_one_piece(get_wsgi_application(), Places(PLACES))
refuse_unsafe_start()
keep_what_is_loaded()
