"""
Pictures in an S3-compatible bucket, where several machines have no folder in common.

The bucket is ours alone: a picture is read by the view that asks who may see it, and nothing in
the bucket has an address of its own.
"""

import errno
from contextlib import contextmanager

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

AWAY = (BotoCoreError, ClientError)
PATIENCE = Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 2})


@contextmanager
def told_as_a_disk():
    """A bucket that is away is what a disk that fails is: the site says so, and goes on."""
    try:
        yield
    except AWAY as error:
        raise OSError(errno.EIO, f"The bucket does not answer: {error}") from error


class Bucket(S3Storage):
    """Files are written once, under names that nothing else has, and read whole."""

    def get_default_settings(self):
        ours = {"file_overwrite": False, "default_acl": None, "client_config": PATIENCE}
        return super().get_default_settings() | ours

    def _open(self, name, mode="rb"):
        with told_as_a_disk():
            opened = super()._open(name, mode)
            if "r" in mode:
                _ = opened.file  # fetched while an error can still be answered
            return opened

    def _save(self, name, content):
        with told_as_a_disk():
            return super()._save(name, content)

    def delete(self, name):
        with told_as_a_disk():
            return super().delete(name)

    def exists(self, name):
        with told_as_a_disk():
            return super().exists(name)

    def listdir(self, name):
        with told_as_a_disk():
            return super().listdir(name)

    def size(self, name):
        with told_as_a_disk():
            return super().size(name)

    def url(self, name, *args, **kwargs):
        """The site's own address, behind which the view asks who may see it."""
        return f"{settings.MEDIA_URL}{name}"

    def get_modified_time(self, name):
        with told_as_a_disk():
            return super().get_modified_time(name)
