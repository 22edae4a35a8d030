"""Faults in one record or one life. Each gives what must be found: (code, whose record)."""

from __future__ import annotations

from genealogy.domain.dates import Calendar, DatePoint, PartialDate, Qualifier
from genealogy.domain.lunar import month_length
from genealogy.models import Event

GREGORIAN, LUNAR = Calendar.GREGORIAN, Calendar.LUNAR
SHORT_MONTH = next(month for month in range(1, 13) if month_length(1890, month) == 29)


def exact(text, *point, **fields):
    return PartialDate(text, Qualifier.EXACT, DatePoint(*point, **fields))


def one(code, **fields):
    """Plant a fault that shows in the fields of one son."""

    def plant(book):
        return {(code, book.person(book.father(), **fields))}

    return plant


def dated(*codes, date, kind="residence", **fields):
    """Plant an event whose date is at fault, as stored rows may hold it."""

    def plant(book):
        person = book.person(book.father(), **fields)
        event = book.event(person, kind, "1890")
        # Past the field, which would reckon with the date.
        Event.objects.filter(pk=event.pk).update(
            date=date, date_start=date.start_jdn if "column" in codes[0] else event.date_start
        )
        return {(code, person) for code in codes}

    return plant


def lived(*codes, birth="1850", death="1910", **events):
    """Plant further events in a life."""

    def plant(book):
        person = book.person(book.father(), birth=birth, death=death)
        for kind, date in events.items():
            book.event(person, kind, date)
        return {(code, person) for code in codes}

    return plant


def sex_unknown_parent(book):
    spouse = book.woman(sex="u")
    book.couple(book.father(), spouse, roles=("husband", "partner"))
    return {("sex_unknown_parent", spouse)}


def alone(book):
    return {("alone", book.person())}


def unconnected(book):
    husband, wife = book.person(birth="1840"), book.woman(birth="1845", death="1900")
    book.couple(husband, wife)
    return {("unconnected", husband), ("unconnected", wife)}


def leap_month_missing(book):
    person = book.person(book.father())
    event = book.event(person, "residence")
    date = exact("1/3 nhuận/1891 âm lịch", LUNAR, 1891, 3, 1, leap_month=True)
    Event.objects.filter(pk=event.pk).update(date=date)
    return {("leap_month_missing", person)}


def event_column(book):
    person = book.person(book.father())
    event = book.event(person, "residence", "1890")
    Event.objects.filter(pk=event.pk).update(date_start=event.date_start - 1)
    return {("event_column", person)}


def births_repeated(book):
    person = book.person(book.father())
    book.event(person, "birth", "1851")
    return {("births_repeated", person)}


def deaths_repeated(book):
    person = book.person(book.father())
    book.event(person, "death", "1911")
    return {("deaths_repeated", person)}


def memorial_disagrees(book):
    person = book.person(book.father(), death="27/9 âm lịch")
    book.event(person, "death", "1/2/1911 âm lịch")
    return {("memorial_disagrees", person)}


def places(book):
    person = book.person(book.father())
    book.event(person, "residence", place=book.place(""))
    half, wrong, far = (book.person(book.father()) for _ in range(3))
    book.event(half, "burial", latitude="19.8")
    book.event(wrong, "burial", latitude="119.8", longitude="105.7")
    book.event(far, "burial", latitude="48.85", longitude="2.28")
    return {
        ("place_blank", person),
        ("coordinates_half", half),
        ("coordinates_impossible", wrong),
        ("grave_far_away", far),
    }


def event_empty(book):
    person = book.person(book.father())
    book.event(person, "title")
    return {("event_empty", person)}


def recent(code, **fields):
    """Plant somebody of today, whose father bears no date of birth."""

    def plant(book):
        father = book.father(birth="", death="1995")
        return {(code, book.person(father, **{"birth": "1980", "death": "", **fields}))}

    return plant


def date_in_future(book):
    father = book.father(birth="", death="1995")
    person = book.person(father, birth="1980", death="", living_state="living")
    book.event(person, "residence", "2900")
    return {("date_in_future", person)}


PLANTS = [
    one("name_missing", surname="", middle_name="", given_name=""),
    one("given_name_missing", given_name=""),
    one("surname_missing", surname=""),
    one("name_placeholder", given_name="Tùng (?)"),
    one("sex_unknown", sex="u"),
    sex_unknown_parent,
    alone,
    unconnected,
    dated("date_impossible", date=exact("31/2/1890", GREGORIAN, 1890, 2, 31)),
    dated("lunar_day_missing", date=exact("30 thiếu", LUNAR, 1890, SHORT_MONTH, 30)),
    leap_month_missing,
    dated(
        "date_range_reversed",
        date=PartialDate(
            "từ 1891 đến 1889",
            Qualifier.FROM_TO,
            DatePoint(GREGORIAN, 1891),
            DatePoint(GREGORIAN, 1889),
        ),
    ),
    date_in_future,
    # The words cannot be read, so nothing stands in the columns any more either.
    dated("date_unreadable", "event_column", date=PartialDate("hồi nọ", Qualifier.PHRASE)),
    dated("can_chi_disagrees", date=exact("năm Kỷ Mão 1890", GREGORIAN, 1890)),
    dated("era_disagrees", date=exact("Thành Thái 5 (1890)", GREGORIAN, 1890)),
    dated(
        "dates_disagree",
        "event_column",
        date=exact("4/10/1847 (27/9 Đinh Mùi)", GREGORIAN, 1890, 10, 4),
    ),
    event_column,
    births_repeated,
    deaths_repeated,
    memorial_disagrees,
    one("memorial_leap_idle", memorial_in_leap_month=True),
    event_empty,
    places,
    lived("birth_after_death", birth="1870", death="1850"),
    lived("birth_after_baptism", baptism="1840"),
    lived("death_before_baptism", "late_baptism", baptism="1912"),
    lived("late_baptism", baptism="1860"),
    lived("birth_equals_death", birth="5/5/1850", death="5/5/1850"),
    lived("burial_before_birth", burial="1840"),
    lived("burial_before_death", burial="1900"),
    lived("burial_before_death", "burial_before_baptism", burial="1850", baptism="1851"),
    lived("late_burial", burial="1915"),
    lived("reburial_before_burial", burial="1911", reburial="1910"),
    lived("event_before_birth", education="1840"),
    lived("event_after_death", education="1920"),
    one("living_but_dead", living_state="living"),
    one("living_too_old", living_state="living", death=""),
    one("age_without_death", living_state="unknown", death=""),
    recent("dead_without_event"),
    lived("old_at_death", death="1945"),
    lived("old_at_death", "old_unmarried", birth="1840", death="1945"),
]
