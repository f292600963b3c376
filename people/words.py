"""
The words records are found by: folded, kept beside the record they stand in, looked up by how
they begin.

Every record keeps its own words and no other's, so that saving it is all it takes: a person who is
renamed changes one person's words, however many films credit them. Whoever asks joins the
records, and so the rule of who may see what holds for words too. A table and a range of one index
are the same on every database; no words of a visitor are ever a query language.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.db import connections, models, router, transaction
from django.db.models import Q

from people.folding import fold

LONGEST = 40
LAST_LETTER = "\U0010ffff"
SHORTEST_BEGINNING = 2
MOST_WORDS = 8
BATCH = 500
# Scripts that write their words without a space between them.
UNSPACED = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u109f"),  # Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3005", "\u30ff"),  # Japanese kana
    ("\u31f0", "\u31ff"),
    ("\u3400", "\u9fff"),  # Chinese, Japanese
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)
LONGEST_UNSPACED = 16


def is_unspaced(letter: str) -> bool:
    return letter >= UNSPACED[0][0] and any(first <= letter <= last for first, last in UNSPACED)


def parts_of(text: str) -> Iterator[str]:
    """
    The folded words of a text, scripts without spaces parted from what they touch.

    >>> list(parts_of("Das Meer 海の光TV"))
    ['das', 'meer', '海の光', 'tv']
    """
    for word in fold(text).split():
        start = 0
        for here in range(1, len(word)):
            if word[here].isalpha() and is_unspaced(word[here]) != is_unspaced(word[start]):
                yield word[start:here]
                start = here
        yield word[start:]


def words_in(text: str) -> Iterator[str]:
    """
    What a text is found by: its words, and what each further letter of an unspaced run begins.

    >>> list(words_in("Łódź 海の光"))
    ['lodz', '海の光', 'の光', '光']
    """
    for part in parts_of(text):
        if is_unspaced(part[0]):
            yield from (part[start : start + LONGEST_UNSPACED] for start in range(len(part)))
        else:
            yield part[:LONGEST]


def search_parts(text: str) -> list[str]:
    """The words of a search, as many as one is answered for and as long as kept words can be."""
    parts = dict.fromkeys(
        part[: LONGEST_UNSPACED if is_unspaced(part[0]) else LONGEST] for part in parts_of(text)
    )
    return list(parts)[:MOST_WORDS]


class WordField(models.CharField):
    """A folded word, in the order of its code points on every database."""

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        return parameters | ({"collation": "C"} if connection.vendor == "postgresql" else {})


def go_along(collector, field, words, using):
    """Words go with their record and are nothing a confirmation page would list."""
    collector.fast_deletes.append(words)


go_along.lazy_sub_objs = True


def begins(part: str, words: str = "") -> Q:
    """
    Where a kept word begins so; `words` is the path to them. A single letter stands for itself
    alone, unless its script has words of one.
    """
    field = f"{words}__word" if words else "word"
    first, last = span(part)
    return Q(**{field: part}) if first == last else Q(**{f"{field}__range": (first, last)})


def span(part: str) -> tuple[str, str]:
    """The first and the last word, in the order of code points, that begin so."""
    if len(part) < SHORTEST_BEGINNING and not is_unspaced(part):
        return part, part
    return part, part + LAST_LETTER


def how_often(asked: list[tuple[type["Word"], str]], most: int) -> dict[tuple, int]:
    """
    {(model, part): how many of its words begin so}, counted to `most` and no further; in one
    query, written out here since to have so many put together takes longer than to count.
    """
    if not asked:
        return {}
    connection = connections[router.db_for_read(asked[0][0])]
    arms = [
        f"SELECT {number}, COUNT(*) FROM (SELECT 1 FROM {connection.ops.quote_name(table)} "  # noqa: S608 - names of tables
        "WHERE word BETWEEN %s AND %s LIMIT %s) AS counted"
        for number, table in enumerate(model._meta.db_table for model, _part in asked)
    ]
    bounds = [bound for _model, part in asked for bound in (*span(part), most)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), bounds)
        return {asked[number]: count for number, count in cursor.fetchall()}


class WordQuerySet(models.QuerySet):
    def beginning(self, part):
        return self.filter(begins(part))

    def owners(self):
        return self.values("owner")


class Word(models.Model):
    """A word of a record; concrete models add the foreign key and call it owner."""

    class Kind(models.IntegerChoices):
        """What the word stands in, from what matters most in a search to what matters least."""

        TITLE = 1
        NAME = 2
        CHARACTER = 3
        TERM = 4
        TEXT = 5

    word = WordField(max_length=LONGEST)
    kind = models.PositiveSmallIntegerField(choices=Kind)

    objects = WordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["word", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "word"], name="%(class)s_once"),
        ]
        indexes = [models.Index(fields=["word", "kind", "owner"], name="%(class)s_begins")]

    def __str__(self):
        return self.word


class FindableQuerySet(models.QuerySet):
    def bulk_create(self, *args, **kwargs):
        with transaction.atomic(savepoint=False):
            made = super().bulk_create(*args, **kwargs)
            keep_words(made)
        return made

    def bulk_update(self, objs, *args, **kwargs):
        objs = tuple(objs)
        with transaction.atomic(savepoint=False):
            changed = super().bulk_update(objs, *args, **kwargs)
            keep_words(objs)
        return changed


class Findable(models.Model):
    """A record with words of its own; whatever saves it keeps them current."""

    # The fields whose words count, and what they count as.
    found_by: Mapping[str, Word.Kind]

    objects = FindableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            keep_words([self])

    @classmethod
    def word_model(cls):
        return cls.words.rel.related_model


def keep_words(records: Iterable[Findable]) -> None:
    """
    Bring the words of these records, all of one model, up to what their fields say: two queries
    where nothing has changed, four at most.
    """
    records = [record for record in records if record.pk]
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        model = type(batch[0])
        write_words(batch, model.word_model(), model.found_by)


def write_all_words(
    model: type[models.Model], words: type[Word], found_by: Mapping[str, int]
) -> None:
    """Bring the words of every record of a model up to date, a batch at a time."""
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        write_words(list(model.objects.filter(pk__in=keys[start : start + BATCH])), words, found_by)


def write_words(records: list, model: type[Word], found_by: Mapping[str, int]) -> None:
    wanted = {
        (record.pk, word): kind
        for record in records
        for word, kind in words_of(record, found_by).items()
    }
    gone = []
    for row in model.objects.filter(owner__in=[record.pk for record in records]).order_by():
        if wanted.get((row.owner_id, row.word)) == row.kind:
            del wanted[row.owner_id, row.word]
        else:
            gone.append(row.pk)
    if gone:
        model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(
        (model(owner_id=owner, word=word, kind=kind) for (owner, word), kind in wanted.items()),
        ignore_conflicts=True,  # another may have saved the same record meanwhile
    )


def words_of(record: models.Model, found_by: Mapping[str, int]) -> dict[str, int]:
    """Every word of the record with the kind that matters most of those it stands in."""
    words: dict[str, int] = {}
    for field, kind in sorted(found_by.items(), key=lambda pair: -pair[1]):
        words |= dict.fromkeys(words_in(told(getattr(record, field))), kind)
    return words


def told(value: str | int | Mapping[str, str] | None) -> str:
    """What a field says, as text; of names in several languages all."""
    if isinstance(value, Mapping):
        return " ".join(value.values())
    return "" if value is None else str(value)
