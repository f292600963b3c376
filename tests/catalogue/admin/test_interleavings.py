"""Two editors at one record, in any order of opening, typing and saving: nothing is lost unseen."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.models import Venue
from people.history import rows_now
from tests.catalogue.admin.editors import Editor
from tests.factories import make_screen, make_venue

# Few places, so that both editors come to the same one in most of the plays.
FIELDS = ["names_en", "city", "descriptions-en", "descriptions-de"]
WHAT = ["field", "field", "field", "row", "row", "add", "delete", "move", "save", "open"]
NUMBER = st.integers(0, 11)
STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(WHAT), NUMBER, st.booleans()),
    min_size=4,
    max_size=9,
)
WORD = re.compile(r"w\d+w")


def words(text):
    """The words that editors typed; no two of them are the same."""
    return set(WORD.findall(str(text)))


class Play:
    def __init__(self, ada, bo):
        self.count = 0
        self.venue = make_venue(self.word(), city=self.word(), street=self.word())
        for position in range(3):
            make_screen(self.venue, self.word(), position=position)
        self.venue.descriptions.create(language="en", body=self.word())
        self.editors = [ada, bo]
        for editor in self.editors:
            editor.shown, editor.declined = set(), set()
            self.open(editor)

    def word(self):
        self.count += 1
        return f"w{self.count}w"

    def look(self, editor):
        """What the page before the editor shows, and the order the screens are in by then."""
        editor.shown |= words(editor.form)
        if editor.page.context["meanwhile"]:
            editor.shown |= words(editor.told)
        editor.order = self.order()

    def order(self):
        return dict(self.venue.screens.values_list("pk", "position"))

    def open(self, editor, *_more):
        editor.open(self.venue)
        self.look(editor)

    def field(self, editor, number, _flag):
        name = FIELDS[number % len(FIELDS)]
        if name.startswith("descriptions-"):
            numbers = range(int(editor.form["descriptions-TOTAL_FORMS"]))
            language = name.rpartition("-")[2]
            name = next(
                f"descriptions-{n}-body"
                for n in numbers
                if editor.form[f"descriptions-{n}-language"] == language
            )
        editor.form[name] = self.word()

    def row(self, editor, number, _flag):
        if rows := int(editor.form["screens-TOTAL_FORMS"]):
            editor.form[f"screens-{number % min(rows, 2)}-name"] = self.word()

    def add(self, editor, _number, _flag):
        number = int(editor.form["screens-TOTAL_FORMS"])
        editor.form["screens-TOTAL_FORMS"] = number + 1
        editor.form |= {
            f"screens-{number}-name": self.word(),
            f"screens-{number}-position": "",
            f"screens-{number}-wheelchair_places": 0,
        }

    def delete(self, editor, number, _flag):
        if rows := int(editor.form["screens-INITIAL_FORMS"]):
            editor.form[f"screens-{number % min(rows, 2)}-DELETE"] = "on"

    def move(self, editor, number, _flag):
        if rows := int(editor.form["screens-INITIAL_FORMS"]):
            self.count += 1
            editor.form[f"screens-{number % rows}-position"] = self.count

    def save(self, editor, number, flag):
        before, order = words(rows_now(self.venue).values()), self.order()
        editor.declined = set()
        editor.save()
        for turn in range(4):
            if editor.is_saved:
                break
            assert editor.page.context["meanwhile"], editor.page.context["errors"]
            self.look(editor)
            editor.save(**self.choose(editor, flag ^ bool((number >> turn) & 1)))
        assert editor.is_saved
        after = words(rows_now(self.venue).values())
        assert before - after <= editor.shown
        assert typed(editor.form) - editor.declined <= after
        gone = self.given_up(editor)
        assert order.items() - gone == editor.order.items() - gone
        self.open(editor)

    def given_up(self, editor):
        """The screens that the editor deleted, as somebody else may have done before."""
        numbers = range(int(editor.form["screens-INITIAL_FORMS"]))
        rows = [f"screens-{number}" for number in numbers]
        keys = {int(editor.form[f"{row}-id"]) for row in rows if f"{row}-DELETE" in editor.form}
        return {(key, position) for key, position in editor.order.items() if key in keys}

    def choose(self, editor, is_mine):
        chosen = {}
        for entry in editor.page.context["meanwhile"].entries:
            if entry.key:
                chosen[f"choice-{entry.key}"] = "mine" if is_mine else "theirs"
                editor.declined |= words(entry.theirs if is_mine else (entry.yours, entry.kept))
                editor.declined |= words(
                    value for name, value in editor.form.items() if entry.key in name
                )
        return chosen


def typed(form):
    """The words in a form that are to be saved: those of rows that are not to be deleted."""
    gone = [name.removesuffix("DELETE") for name in form if name.endswith("-DELETE")]
    return words(v for name, v in form.items() if not any(name.startswith(row) for row in gone))


@pytest.mark.django_db
def test_two_editors_lose_nothing_that_the_other_has_not_seen():
    ada, bo = Editor("ada"), Editor("bo")

    @settings(max_examples=200)
    @given(STEPS)
    def play(steps):
        play = Play(ada, bo)
        for who, what, number, flag in [*steps, (0, "save", 0, True), (1, "save", 5, False)]:
            getattr(play, what)(play.editors[who], number, flag)

    play()
    assert Venue.objects.count() >= 100
