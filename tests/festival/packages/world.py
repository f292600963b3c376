"""A festival that has something in every table, and much that is hard to carry."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone

from catalogue.models import (
    Assignment,
    Award,
    ContentNote,
    Country,
    Film,
    FilmIdentifier,
    FilmLock,
    FilmTitle,
    Import,
    ImportBatch,
    ImportedValue,
    ImportRow,
    Language,
    PreviewLink,
    Programme,
    ProgrammeSlot,
    Screening,
    ScreeningAccess,
    ScreeningGuest,
    SectionAnnouncement,
    SectionDescription,
    SelectionContentNote,
    SheetMapping,
    VenueDescription,
)
from catalogue.rights import create_groups
from people.history import recording
from people.models import Change, DifferentPeople, PersonIdentifier, PersonName, SavedView
from tests.factories import (
    an_hour_ago,
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_editor,
    make_film,
    make_note,
    make_page,
    make_person,
    make_picture,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
    make_venue,
)

NOON = datetime(2026, 2, 13, 11, tzinfo=UTC)


def make_world():
    """Two editions of three films, a block of shorts, and the staff's own records of all that."""
    editor = make_staff()
    film, selection = make_long_film(editor)
    make_block(film, selection)
    make_moved_screening(selection)
    make_other_films(editor)
    make_imports(editor, film)
    for page in (make_page("Access", "# Ramps\n\n*By* [tram](https://x.example/?a=1&b=2)"),):
        page.slug = "getting-in"
        page.save()
    make_page("Draft", "Nobody reads this yet.", is_public=False)
    return film


def addresses():
    """What no page links to, for a walk to start from."""
    film = Film.objects.get(slug="summer-in-lodz")
    here = f"http://testserver{film.get_absolute_url()}"
    marks = f"?film={film.slug}&screening={Screening.objects.first().code}"
    return [
        f"/oembed/?url={here}&format=json",
        f"/my-programme/{marks}",
        f"/my-programme/qr.svg{marks}",
        f"/my-programme/calendar.ics{marks}",
        "/2026/programme/embed/",
        "/2026/programme/?q=lodz&view=list",
        "/2026/announcements.atom",
        "/films/lete-a-lodz-i-more-i-2026/",
        f"{film.get_absolute_url()}share.jpg",
        PreviewLink.objects.get().get_absolute_url(),
    ]


def make_staff():
    create_groups()
    editor = make_editor("lead", first_name="Ida", last_name="Łęcka", email="ida@x.example")
    editor.groups.add(Group.objects.get(name="Leads"))
    SavedView.objects.create(
        owner=editor,
        name="Missing",
        page="desk:selection_table",
        query="missing=still",
        is_shared=True,
    )
    SheetMapping.objects.create(name="Ours", columns=[["Titel", "title"], ["", ""]])
    return editor


def make_long_film(editor):
    """A film shown twice, with all that can be said of it."""
    director = make_person("Ana Brontë", birth_year=1974, birth_place="İzmir", portrait_credit="©")
    director.portrait.save("p.jpg", ContentFile(make_picture(520, 520)))
    director.slug = "ana-bronte-director"
    director.save()
    PersonName.objects.create(person=director, name="アナ・ブロンテ", language="ja")
    PersonIdentifier.objects.create(person=director, source="imdb", value="nm0000001")
    film = make_film(
        "L’Été “à Łódź” <i>& more</i>",
        director,
        ["BE", "SUHH"],
        ["fr", "zxx"],
        title_language="fr",
        original_title="海の光",
        original_title_language="ja",
        runtime_minutes=82,
        runtime_seconds=4925,
        form="fiction",
        colour="tinted",
        sound="mute",
        aspect_ratio="1.37",
    )
    film.slug = "summer-in-lodz"
    film.save()
    FilmTitle.objects.create(film=film, kind="local", language="de", title="Sommer in Łódź")
    FilmTitle.objects.create(film=film, kind="working", title="Lodz 1")
    FilmLock.objects.create(film=film, field="title", reason="As the poster has it.")
    FilmIdentifier.objects.create(film=film, source="submission", value="A-17")
    make_credit(film, "Jo\u200d Ünal", "cast_member", character="The Pilot", credited_as="J. Ünal")
    make_credit(film, director, "film_editor", note="with thanks")
    company = make_company_credit(film, "Salt & Söhne").company
    company.country, company.website = Country.objects.get(code="BE"), "https://salt.example/"
    company.save()
    make_still(film, is_for_press=True, picture=make_picture(700, 394), focal_x=20)
    make_still(film, alt="", credit="")
    synopsis = make_synopsis(body="Fog.\nThen “light”\t— 🎞 and " + "a\u0301 " * 400, film=film)
    synopsis.proof(editor)
    synopsis.save()
    make_synopsis(body="Nebel.", film=film, language="de", source_language="en")
    section = make_section("Open Waters")
    section.slug = "open-sea"
    section.save()
    SectionDescription.objects.create(section=section, language="en", body="Wide.")
    make_selection(film, make_edition(2024), section, position=3)
    selection = make_selection(
        film,
        section=section,
        announced_at=an_hour_ago(),
        premiere_status="national",
        premiere_country=Country.objects.get(code="BE"),
        age_rating=12,
        age_recommendation=14,
        content_assessed_on=date(2026, 1, 3),
    )
    SectionAnnouncement.objects.create(
        edition=selection.edition, section=section, announced_at=an_hour_ago(days=2)
    )
    make_note(body="A debut.", selection=selection)
    Award.objects.create(selection=selection, names={"en": "Best Fog", "de": "Bester Nebel"})
    Award.objects.create(selection=selection, names={"pl": "Mgła", "fr": "Brume", "it": "Bruma"})
    note = ContentNote.objects.first()
    SelectionContentNote.objects.create(selection=selection, content_note=note, spoiler="He sinks.")
    PreviewLink.objects.create(selection=selection, note="Le Monde", made_by=editor)
    Assignment.objects.create(user=editor, section=section, edition=selection.edition)
    make_biography(
        director,
        2026,
        "Born by the sea.",
        [
            (2019, "Early", {"kind": "short film", "note": "co-directed"}),
            (None, "Lost"),
            (2026, film.title),
        ],
        as_of="Marquee 2026",
    )
    return film, selection


def make_block(film, selection):
    """A block of a public short and one that is still hidden, with guests, subtitles, access."""
    block = Programme.objects.create(
        names={"en": "Small Hours"}, edition=selection.edition, section=selection.section
    )
    block.slug = "late-shorts-2026"
    block.save()
    short = make_selection(
        make_film("Pebble", "Mara Vex", ["IS"], runtime_minutes=9), section=selection.section
    )
    hidden = make_selection(
        make_film("Unsaid", "Nobody Yet", runtime_minutes=11, languages=["is"]),
        section=selection.section,
        announced_at=timezone.now() + timedelta(days=5),
    )
    make_still(hidden.film)
    for position, one in enumerate((short, hidden)):
        ProgrammeSlot.objects.create(programme=block, selection=one, position=position)
    house = make_venue(
        "Odeon", latitude=Decimal("55.67610"), longitude=Decimal("-12.5"), street="Kaj 1"
    )
    house.slug = "the-odeon"
    house.save()
    VenueDescription.objects.create(venue=house, language="en", body="By the water.")
    screening = make_screening(
        programme=block, starts_at=NOON, screen=make_screen(house, "2", capacity=80), qa_minutes=20
    )
    guest = short.film.credits.get().person
    ScreeningGuest.objects.create(screening=screening, person=guest, is_confirmed=True)
    ScreeningAccess.objects.create(screening=screening, feature="relaxed", status="confirmed")


def make_moved_screening(selection):
    screening = make_screening(selection, NOON + timedelta(hours=7), subtitles=["en", "de"])
    screening.ticket_url = "https://tickets.example/?film=1&at=2"
    screening.starts_at += timedelta(hours=1, minutes=30)
    screening.voice_over_in = Language.objects.get(code="de")
    screening.save()


def make_other_films(editor):
    """Homonyms, somebody merged into another who came later, and a film that was deleted."""
    known = make_film("Known", "Same Name", year=2023, runtime_minutes=None)
    make_selection(known, make_edition(2024), make_section("Revisited"))
    first, double = known.credits.get().person, make_person("Same Name")
    DifferentPeople.pair(first.pk, double.pk).save()
    merged, into = make_person("Old Name"), make_person("New Name")
    make_credit(known, into, "composer")
    with recording(editor, Change.Kind.MERGED, [merged]):
        merged.merged_into = into
        merged.save()
    gone = make_film("Gone", year=None)
    with recording(editor, Change.Kind.CREATED) as changes:
        changes.created(gone)
    with recording("import_sheet", Change.Kind.SAVED, [gone], undoes=None):
        gone.year = 1999
        gone.save()
    with recording(editor, Change.Kind.UNDONE, [known], undoes=Change.objects.first()):
        known.colour = "sepia"
        known.save()
    with recording(editor, Change.Kind.DELETED, [gone], comment="twice here"):
        gone.delete()
    make_selection(make_film("Asked", "Later Maybe"), status="invited")


def make_imports(editor, film):
    source = Import.objects.create(
        state="recorded",
        file_name="films.xlsx",
        digest="0" * 64,
        user=editor,
        user_name="Ida",
        edition=make_edition(),
        columns=[["Titel", "title"]],
        counts={"new": 1, "refused": 0},
        change=Change.objects.last(),
    )
    Import.objects.filter(pk=source.pk).update(at=datetime(2025, 12, 1, 8, 1, 2, 345678, UTC))
    ImportBatch.objects.create(source=source, first_row=2, last_row=3, change=source.change)
    row = ImportRow.objects.create(source=source, number=2, cells=["Łódź", ""], film=film)
    ImportRow.objects.create(source=source, number=3, film_id=film.pk + 4000)
    ImportedValue.objects.create(row=row, film=film, field="title", column="Titel", value="Łódź")
