"""
When and where the demo festival shows what: a pure function from shows and rooms to a plan.

Premieres come first, an evening each in the largest house; repeats are then spread over the days
after them. A place is free when no screening of the same film, on the same screen or with the same
guest is in the way (FIELD §3). Nothing is random: the same shows give the same plan.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

TURNAROUND = timedelta(minutes=20)
# For a guest, the way from one house to the next.
WALK = timedelta(minutes=40)
NO_DIALOGUE = "zxx"
CHILDREN_UP_TO = 10
MARATHON_FROM = 240
LONG_FROM = 180

MORNING = ("10:00", "10:30", "11:15", "12:00")
AFTERNOON = ("14:00", "14:45", "15:30", "13:15")
EVENING = ("18:30", "20:15", "19:15", "21:00")
LATE = ("22:45", "23:15", "23:30")
PREMIERE = ("18:30", "21:30")
OTHER_PREMIERE = ("18:00", "20:45", "21:30", "17:30")
LONG_PREMIERE = ("17:00", "18:00", "16:30")
MARATHON = ("13:00", "12:00", "11:00")

# Prime to the number of shows, it keeps sections and lengths from bunching on a day.
STRIDE = 7

SCREENINGS = {"competition": 4, "revisited": 2}


@dataclass(frozen=True)
class Show:
    """A film or a programme of shorts: what a screening is of. `guests` can come to it."""

    key: str
    section: str
    minutes: int
    languages: tuple[str, ...]
    guests: tuple[str, ...] = ()
    age: int | None = None

    @property
    def is_for_children(self) -> bool:
        return self.age is not None and self.age <= CHILDREN_UP_TO

    @property
    def screenings(self) -> int:
        if self.minutes >= MARATHON_FROM:
            return 2
        return 4 if self.is_for_children else SCREENINGS.get(self.section, 3)


@dataclass(frozen=True)
class Room:
    """A screen by its house and its name, and the sections it repeats."""

    house: str
    name: str
    capacity: int
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wish:
    """What a screening of a show may be: the hours, days of the festival and rooms, best first."""

    show: Show
    number: int
    hours: tuple[str, ...]
    days: tuple[int, ...]
    rooms: tuple[Room, ...]
    introduction: int = 0
    qa: int = 0
    # Where between the first of the days left to it and the last it would best be.
    ideal: float = 0


@dataclass(frozen=True)
class Planned:
    """A screening: times in the festival's zone, languages as codes, people by their names."""

    show: Show
    number: int
    room: Room
    starts_at: datetime
    introduction: int = 0
    qa: int = 0
    status: str = "confirmed"
    previous_starts_at: datetime | None = None
    dubbed: str = ""
    voice_over: str = ""
    # (language, delivery), (feature, language or "", status), (name, part)
    subtitles: tuple[tuple[str, str], ...] = ()
    access: tuple[tuple[str, str, str], ...] = ()
    guests: tuple[tuple[str, str], ...] = ()

    @property
    def ends_at(self) -> datetime:
        minutes = self.introduction + self.show.minutes + self.qa
        return self.starts_at + timedelta(minutes=minutes)

    @property
    def people(self) -> set[str]:
        return {name for name, _part in self.guests}


def plan(
    shows: Sequence[Show],
    rooms: Sequence[Room],
    specials: Sequence[dict],
    first_day: date,
    days: int,
    zone: ZoneInfo,
) -> list[Planned]:
    """
    Every screening of these shows, in the order of their hours.

    `specials` change single screenings (schedule.toml). LookupError: a show finds no place, or a
    special no screening.
    """
    planned: list[Planned] = []
    for wish in wishes(shows, rooms, days):
        midnights = [
            datetime.combine(first_day + timedelta(day), time(), zone) for day in wish.days
        ]
        planned.append(place(wish, midnights, planned))
    by_number = {(one.show.key, one.number): one for one in planned}
    for special in specials:
        key = special["show"], special["number"]
        by_number[key] = with_special(by_number[key], special)
    return sorted(
        by_number.values(), key=lambda one: (one.starts_at, one.room.house, one.room.name)
    )


# What is wished for ---------------------------------------------------------------------------


def wishes(shows: Sequence[Show], rooms: Sequence[Room], days: int) -> Iterator[Wish]:
    """The premieres of the competition, those of the others, then the repeats by their number."""
    competing = [show for show in shows if show.section == "competition"]
    others = [show for show in shows if show.section != "competition"]
    largest = largest_house(rooms)
    for day, show in enumerate(competing):
        day = min(day, days - show.screenings)
        yield Wish(show, 1, PREMIERE, (day,), largest[:1], 10, qa_minutes(show))
    for place_in_line, show in enumerate(sorted(others, key=lambda show: -show.minutes)):
        ideal = place_in_line * STRIDE % len(others) / len(others)
        yield first(show, largest, homes(show, rooms), days, ideal)
    for number in (2, 3, 4):
        for place_in_line, show in enumerate(shows):
            if number <= show.screenings:
                yield repeat(show, number, place_in_line, homes(show, rooms), days)


def largest_house(rooms: Sequence[Room]) -> tuple[Room, ...]:
    """The rooms of the house that seats most, the largest first."""
    seats = Counter()
    for room in rooms:
        seats[room.house] += room.capacity
    house = max(seats, key=seats.get)
    mine = [room for room in rooms if room.house == house]
    return tuple(sorted(mine, key=lambda room: -room.capacity))


def homes(show: Show, rooms: Sequence[Room]) -> tuple[Room, ...]:
    return tuple(room for room in rooms if show.section in room.sections)


def first(
    show: Show, largest: tuple[Room, ...], its_homes: tuple[Room, ...], days: int, ideal: float
) -> Wish:
    """The first screening of a show out of competition; the largest room is the competition's."""
    rooms = (*largest[1:], largest[0])
    available = tuple(range(days - show.screenings + 1))
    if show.section == "shorts":
        rooms, hours, available = its_homes, AFTERNOON, available[1:]
    elif show.minutes >= MARATHON_FROM:
        hours, available = MARATHON, available[2:4]
    elif show.is_for_children:
        hours, available = AFTERNOON[1:3], available[2:4]
    elif show.section == "midnight":
        hours, available = LATE, available[1:-2]
    else:
        hours = LONG_PREMIERE if show.minutes >= LONG_FROM else OTHER_PREMIERE
    return Wish(show, 1, hours, available, rooms, 10, qa_minutes(show), ideal)


def qa_minutes(show: Show) -> int:
    """There is nobody to ask where nobody can come."""
    return 30 if show.guests else 0


def repeat(show: Show, number: int, place_in_line: int, rooms: tuple[Room, ...], days: int) -> Wish:
    """A further screening, on a day that leaves others to those after it."""
    return Wish(
        show,
        number,
        repeat_hours(show, number + place_in_line),
        tuple(range(1, days - show.screenings + number)),
        turned(rooms, number + place_in_line),
        qa=20 if number == 2 and show.guests else 0,
        ideal=0.5 / (show.screenings - number + 2),
    )


def repeat_hours(show: Show, turn: int) -> tuple[str, ...]:
    if show.section == "midnight":
        return LATE
    if show.minutes >= MARATHON_FROM:
        return MARATHON
    if show.minutes >= LONG_FROM:
        return turned((*AFTERNOON, *LONG_PREMIERE), turn)
    is_by_day = show.section == "shorts" or show.is_for_children
    bands = (AFTERNOON, MORNING) if is_by_day else (AFTERNOON, EVENING, MORNING)
    return sum((turned(band, turn) for band in turned(bands, turn)), ())


def turned(things: tuple, by: int) -> tuple:
    """
    The same in the same round, begun elsewhere.

    >>> turned((1, 2, 3), 4)
    (2, 3, 1)
    """
    by %= len(things)
    return things[by:] + things[:by]


# Where it goes --------------------------------------------------------------------------------


def place(wish: Wish, midnights: Sequence[datetime], planned: Sequence[Planned]) -> Planned:
    """The first of the wished places that is free, on the days that suit best."""
    shown = max((one.starts_at for one in planned if one.show == wish.show), default=None)
    busy = Counter(one.starts_at.date() for one in planned)
    later = [at for at in midnights if not shown or at > shown]
    best = sorted(later, key=lambda at: busy[at.date()] + 2 * distance(at, later, wish.ideal))
    for midnight, hour, room in product(best, wish.hours, wish.rooms):
        wanted = planned_at(wish, datetime.combine(midnight, to_time(hour), midnight.tzinfo), room)
        if not any(clash(wanted, other) for other in planned):
            return wanted
    raise LookupError(f"no place for screening {wish.number} of {wish.show.key}")


def distance(day: datetime, days: Sequence[datetime], ideal: float) -> float:
    """How many days it is away from where it would best be among these."""
    return abs((day - days[0]).days - ideal * (days[-1] - days[0]).days)


def to_time(hour: str) -> time:
    return time.fromisoformat(hour)


def planned_at(wish: Wish, starts_at: datetime, room: Room) -> Planned:
    parts = [("introduction", wish.introduction), ("qa", wish.qa)]
    return Planned(
        wish.show,
        wish.number,
        room,
        starts_at,
        wish.introduction,
        wish.qa,
        subtitles=subtitles(wish.show, wish.number),
        guests=tuple((name, part) for part, long in parts if long for name in wish.show.guests),
    )


def clash(one: Planned, other: Planned) -> bool:
    """Whether the two cannot both be: for want of a screen, of a copy, or of a guest."""
    pause = timedelta(0)
    if one.room == other.room:
        pause = TURNAROUND
    elif one.people & other.people:
        pause = WALK
    elif one.show != other.show:
        return False
    return one.starts_at < other.ends_at + pause and other.starts_at < one.ends_at + pause


# What is heard and read -----------------------------------------------------------------------


def subtitles(show: Show, number: int) -> tuple[tuple[str, str], ...]:
    """
    English for all who speak, German beside it in competition and at some repeats; none in the
    only language of a film, and none without dialogue.
    """
    spoken = set(show.languages) - {NO_DIALOGUE}
    english = "projected" if show.section == "revisited" else "on-film"
    german = german_delivery(show.section, number)
    wanted = [("en", english), ("de", german)] if german else [("en", english)]
    return tuple((code, how) for code, how in wanted if spoken and spoken != {code})


def german_delivery(section: str, number: int) -> str:
    if section == "competition" or (section, number) == ("panorama", 2):
        return "projected"
    return "app" if (section, number) == ("encounters", 3) else ""


def with_special(one: Planned, special: dict) -> Planned:
    """The screening with what is particular about it; a version of its own has no subtitles."""
    another_version = {"dubbed", "voice_over"} & special.keys()
    moved = timedelta(minutes=special.get("was_minutes", 0))
    access = (words.replace("–", "").rsplit(" ", 1) for words in special.get("access", ()))
    return replace(
        one,
        status=special.get("status", one.status),
        previous_starts_at=one.starts_at + moved if moved else None,
        dubbed=special.get("dubbed", ""),
        voice_over=special.get("voice_over", ""),
        subtitles=() if another_version else one.subtitles,
        access=tuple((*what.split(" ", 1), settled) for what, settled in access),
    )
