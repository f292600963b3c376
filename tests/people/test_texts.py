"""The state of a text: missing, outdated, to be proofed or proofed; and what takes a proof back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from people.models import BiographyText
from people.texts import Text, only_outdated, outdated, states, with_state
from tests.factories import make_biography, make_editor, make_person

pytestmark = pytest.mark.django_db

State = Text.State


def make_texts(english="A life.", german="Ein Leben."):
    biography = make_biography(make_person())
    make = biography.texts.create
    return [
        make(language="en", body=english),
        make(language="de", body=german, source_language="en"),
    ]


def all_states(text):
    return states(text.biography.texts.all())


def test_a_text_is_missing_then_written_then_proofed_and_a_translation_outdated():
    english, german = make_texts()
    editor = make_editor(first_name="Ida", last_name="Holm")

    german.proof(editor)
    german.save()
    before = all_states(german)
    english.body = "A longer life."
    english.save()

    assert states([]) == {"en": State.MISSING, "de": State.MISSING}
    assert before == {"en": State.WRITTEN, "de": State.PROOFED}
    assert all_states(german) == {"en": State.WRITTEN, "de": State.OUTDATED}


def test_a_text_saved_as_it_was_puts_no_translation_out_of_date():
    english, german = make_texts()
    changed_at = english.changed_at

    english.save()

    assert (outdated([english, german]), english.changed_at) == ([], changed_at)


def test_a_translation_that_is_still_right_puts_its_own_translations_out_of_nothing():
    english, german = make_texts()
    french = german.biography.texts.create(language="fr", body="Une vie.", source_language="de")
    english.body = "A longer life."
    english.save()

    german.compare()
    german.save()

    assert outdated([english, german, french]) == []


@pytest.mark.parametrize("body", ["A life", "A  life.", "A life. ", "a life.", "A life.\n"])
def test_a_proof_is_taken_back_by_the_smallest_change(body):
    english, _german = make_texts()
    english.proof(make_editor())
    english.save()

    english.body = body
    english.save(update_fields=["body"])

    english.refresh_from_db()
    proof = (english.proofed_by, english.proofed_by_name, english.proofed_at)
    assert (english.body, proof) == (body, (None, "", None))


def test_a_proof_outlives_a_save_without_a_change_and_who_gave_it():
    english, _german = make_texts()
    editor = make_editor("ida")
    english.proof(editor)
    english.save()

    english.source_language = "fr"
    english.save()
    editor.delete()

    english.refresh_from_db()
    assert (english.proofed_by, english.proofed_by_name) == (None, "ida")
    assert all_states(english)["en"] == State.PROOFED


moments = st.integers(0, 3)
languages = st.sampled_from(["en", "de", "fr", ""])
rows = st.fixed_dictionaries(
    {
        "source_language": languages,
        "changed": moments,
        "compared": moments,
        "is_proofed": st.booleans(),
    }
)


@given(st.dictionaries(st.sampled_from(["en", "de", "fr"]), rows))
def test_one_record_s_texts_and_many_in_the_database_are_in_the_same_state(texts):
    biography = make_biography(make_person())
    start = timezone.now() - timedelta(days=1)
    for language, row in texts.items():
        BiographyText.objects.create(
            biography=biography,
            language=language,
            body="Words.",
            source_language=row["source_language"],
            changed_at=start + timedelta(hours=row["changed"]),
            compared_at=start + timedelta(hours=row["compared"]),
            proofed_at=start if row["is_proofed"] else None,
        )

    theirs = BiographyText.objects.filter(biography=biography)
    stored = dict(with_state(theirs).values_list("language", "state"))
    found = states(theirs)
    assert found == {code: stored.get(code, State.MISSING) for code in ("en", "de")}
    assert set(only_outdated(theirs)) == set(outdated(theirs))
    User.objects.all().delete()
    biography.person.delete()
