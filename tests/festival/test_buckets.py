"""Pictures in a bucket: the same site, to the byte; one that says so when the bucket is away."""

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from moto import mock_aws

from catalogue.models import Still
from festival.backups.making import stored_in
from festival.buckets import Bucket
from people.picture_fields import rendition_name
from tests.factories import (
    in_an_hour,
    make_editor,
    make_film,
    make_picture,
    make_selection,
    make_still,
)
from tests.pages import body

pytestmark = pytest.mark.django_db
ANY_CALL = "botocore.client.BaseClient._make_api_call"
OPTIONS = {
    "bucket_name": "festival",
    "region_name": "eu-central-1",
    "access_key": "key",
    "secret_key": "only-for-the-tests",
}


@pytest.fixture
def bucket(settings):
    with mock_aws():
        service = boto3.resource(
            "s3",
            region_name="eu-central-1",
            aws_access_key_id="key",
            aws_secret_access_key="only-for-the-tests",
        )
        made = service.create_bucket(
            Bucket="festival",
            CreateBucketConfiguration={"LocationConstraint": "eu-central-1"},
        )
        default = {"BACKEND": "festival.buckets.Bucket", "OPTIONS": OPTIONS}
        settings.STORAGES = settings.STORAGES | {"default": default}
        yield made


def refuse(*args, **kwargs):
    raise EndpointConnectionError(endpoint_url="https://objects.example")


@pytest.fixture
def away(bucket, monkeypatch):
    """To be called: from then on the bucket does not answer."""
    return lambda: monkeypatch.setattr(ANY_CALL, refuse)


def keys(bucket):
    return sorted(found.key for found in bucket.objects.all())


def make_shown(**fields):
    film = make_film("Here")
    make_selection(film, **fields)
    return make_still(film, picture=make_picture(1200, 600))


def test_a_picture_and_its_renditions_lie_in_the_bucket_and_nowhere_else(bucket):
    still = make_shown()

    assert len(keys(bucket)) == 1 + 2 * len(still.file.widths)
    assert still.file.name in keys(bucket)


def rendition(still):
    """(address, name in the storage) of the smallest of a still."""
    width = still.file.widths[0]
    return still.file.rendition_url(width, "avif"), rendition_name(still.file.name, width, "avif")


def test_it_is_served_by_the_view_that_asks_who_may_see_it(client, bucket):
    still, hidden = make_shown(), make_shown(announced_at=in_an_hour())
    address, name = rendition(still)

    answer = client.get(address)

    assert body(answer) == bucket.Object(name).get()["Body"].read()
    assert answer["Content-Type"] == "image/avif"
    assert client.get(rendition(hidden)[0]).status_code == 404


def test_pages_are_what_they_are_with_a_folder(client, bucket, settings):
    still = make_shown()
    page = still.film.get_absolute_url()
    with_bucket = client.get(page).content

    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }

    assert client.get(page).content == with_bucket


def test_a_film_page_asks_nothing_of_the_bucket(client, bucket, away):
    still = make_shown()
    away()

    assert client.get(still.film.get_absolute_url()).status_code == 200


def test_nothing_is_written_over(bucket):
    names = [default_storage.save("a.txt", ContentFile(text)) for text in ("one", "two")]

    assert len(set(names)) == 2
    with default_storage.open(names[0]) as file:
        assert file.read() == b"one"


def test_what_is_not_there_is_not_found(client, bucket):
    address, name = rendition(make_shown())
    bucket.Object(name).delete()

    assert client.get(address).status_code == 404


def test_an_upload_while_the_bucket_is_away_is_told_plainly_and_leaves_nothing(
    client, bucket, away
):
    still = make_shown()
    client.force_login(make_editor())
    client.raise_request_exception = False
    picture = SimpleUploadedFile("new.jpg", make_picture(), "image/jpeg")
    away()

    answer = client.post(
        reverse("admin:catalogue_film_stills", args=[still.film_id]),
        {"files": [picture], "kind": "still", "credit": "© Salt"},
    )

    assert answer.status_code == 503
    assert "Retry-After" in answer
    assert list(Still.objects.all()) == [still]


def test_a_picture_while_the_bucket_is_away_is_told_and_comes_back(
    client, bucket, away, monkeypatch
):
    address, _name = rendition(make_shown())
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(ANY_CALL, refuse)
        answer = client.get(address)

    assert (answer.status_code, "Retry-After" in answer) == (503, True)
    assert body(client.get(address)).startswith(b"\x00\x00\x00 ftypavif")


def test_a_backup_finds_what_lies_in_the_bucket(bucket):
    make_shown()

    assert list(stored_in(default_storage)) == keys(bucket)


def test_renditions_are_made_in_the_bucket(bucket):
    make_shown()
    renditions = len(keys(bucket)) - 1
    Still.objects.update(widths=[])
    for found in list(bucket.objects.all()):
        if "-" in found.key:
            found.delete()

    call_command("make_renditions")

    assert len(keys(bucket)) == renditions + 1


def test_the_bucket_is_chosen_by_the_environment_alone():
    assert Bucket(**OPTIONS).file_overwrite is False
    assert Bucket(**OPTIONS).default_acl is None
