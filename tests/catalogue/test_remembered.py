from catalogue.remembered import Remembered


def made(remembered, revision, key="films"):
    """Whether it had to be made."""
    found = []
    remembered.recall(revision, key, lambda: found.append(key) or key)
    return bool(found)


def test_a_thing_is_made_once_under_a_revision():
    remembered = Remembered(most=2)

    assert [made(remembered, one) for one in ("a", "a", "b", "b", "a")] == [
        *(True, False),
        *(True, False),
        True,
    ]


def test_without_a_revision_nothing_is_remembered_or_recalled():
    remembered = Remembered(most=2)
    made(remembered, "a")

    assert [made(remembered, one) for one in (None, "", None, "a")] == [True, True, True, False]


def test_no_more_is_remembered_than_so_many():
    remembered = Remembered(most=2)
    for number in range(10):
        made(remembered, "a", number)
        assert len(remembered.under("a")) <= 3


def test_what_is_made_late_does_not_stand_under_a_later_revision():
    remembered = Remembered(most=2)
    early = remembered.under("a")
    made(remembered, "b")
    early["films"] = "of before"

    assert "films" not in remembered.under("c")
    assert remembered.recall("b", "films", lambda: "of now") == "of now"
