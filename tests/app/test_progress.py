"""The page of progress and the one page for a clinician."""

import base64
import re
import zlib
from datetime import timedelta
from html import unescape
from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

import lives
from psoas.journal.answers import Answer, Entry, Profile, Screening, StepDone
from psoas.plan.history import History
from psoas.plan.progress import progress_of, read_progress
from psoas.report.chart import NARROW, WIDE, Days, LabelShape, LineShape, MarkShape, apart, plot, wide
from psoas.report.clinician_report import summary_pdf
from psoas.report.pdf import PAPERS, frame_of, one_page, printable, words
from psoas.report.progress import (
    activity_chart,
    calendar_chart,
    effort_chart,
    pain_chart,
    pain_week_chart,
    range_chart,
    repetitions_chart,
    rung_chart,
    sitting_chart,
    walking_chart,
)

QUESTIONS = 8
CHARTS = (
    rung_chart,
    calendar_chart,
    pain_chart,
    pain_week_chart,
    effort_chart,
    repetitions_chart,
    range_chart,
    sitting_chart,
    walking_chart,
)


@pytest.fixture
def screening():
    """The half year brings its own answers."""
    return


@pytest.fixture
def half_a_year(house, monkeypatch):
    """The house after half a year."""
    end = lives.half_year(house.store)
    monkeypatch.setattr(house, "today", lambda: end)
    return house


def page(client):
    answer = client.get("/progress")
    assert answer.status_code == 200
    return unescape(answer.text.encode().decode("unicode_escape", errors="ignore"))


def content_of(document: bytes) -> bytes:
    """What is drawn on the page; the font that comes along is no drawing."""
    streams = [stream.strip() for stream in re.findall(rb"stream\r?\n(.*?)endstream", document, re.DOTALL)]
    drawn = [
        zlib.decompress(base64.a85decode(b"<~" + stream, adobe=True)) for stream in streams if stream[-2:] == b"~>"
    ]
    return b" ".join(stream for stream in drawn if b" Tj" in stream)


def places_of(document: bytes) -> list[tuple[float, float]]:
    """Where each text begins, points from the lower left corner; within a chart it is moved and made smaller."""
    places, kept, now = [], [], (1.0, 0.0, 0.0)
    for operation in re.findall(rb"((?:[-.\d]+ )*)(q|Q|cm|Tm)\b", content_of(document)):
        numbers, name = [float(number) for number in operation[0].split()], operation[1]
        if name == b"q":
            kept.append(now)
        elif name == b"Q":
            now = kept.pop()
        else:
            scale, dx, dy = now[0] * numbers[0], now[1] + now[0] * numbers[4], now[2] + now[0] * numbers[5]
            if name == b"cm":
                now = (scale, dx, dy)
            else:
                places.append((dx, dy))
    return places


def pdf_text(document: bytes) -> str:
    """All words on the page, in the order in which they were drawn: those in Helvetica stand there as they are."""
    words = re.findall(rb"\((?:[^()\\]|\\.)*\) Tj", content_of(document))
    return " ".join(_plain(word[1:-4]) for word in words)


def _plain(word: bytes) -> str:
    octal = re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), word)
    return re.sub(rb"\\(.)", rb"\1", octal).decode("cp1252")


def pages_of(document: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", document))


def progress_now(house):
    return read_progress(house.store, house.today())[0]


# -- the page ---------------------------------------------------------------------------------------------------------


def test_before_anything_was_done_the_page_says_what_will_be_there_and_draws_nothing(client):
    text = page(client)
    assert "From your first march on" in text
    assert '<svg class="chart' not in text
    assert "PDF" not in text


def test_every_question_has_its_answer_its_plot_and_its_table(client, half_a_year):
    text = page(client)
    assert text.count('"question"') + text.count("card question") >= QUESTIONS
    assert "Level 4 with a light band, since 3 August (3 weeks, 12 sessions)." in text
    assert text.count('class="chart wide"') == text.count('class="chart narrow"') == len(CHARTS) + 3
    assert text.count("The numbers as a table") == 8
    for activity in lives.ACTIVITIES:
        assert activity in text


def test_every_plot_says_what_it_shows_and_no_id_stands_twice(client, half_a_year):
    text = page(client)
    ids = re.findall(r'<(?:title|desc) id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 4 * (len(CHARTS) + 3)
    assert text.count('role="img"') == 2 * (len(CHARTS) + 3)


def test_what_a_person_wrote_cannot_become_markup(client, house, monkeypatch):
    evil = "<script>alert(1)</script>"
    end = lives.half_year(house.store)
    house.store.tell(Profile(activities=(evil,)), end)
    for entry in lives.told(26, 3):
        if getattr(entry.what, "item", "") == lives.ACTIVITIES[0]:
            house.store.tell(type(entry.what)("activity", entry.what.value, evil), entry.at)
    monkeypatch.setattr(house, "today", lambda: end)
    raw = client.get("/progress").text
    assert "<script>alert(1)" not in raw
    assert "alert(1)" in raw


# -- the plots --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("weeks", [0, 1, 3, 26, 300])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_nothing_is_drawn_outside_the_picture(chart, weeks, width):
    day = (lives.MONDAY + timedelta(weeks=weeks)).date()
    history = lives.long_life(6)
    progress = progress_of(history, day, {one.session_id: (50.0, 44.0) for one in history.trainings})
    drawn = chart(progress, width)
    if weeks == 0:
        assert drawn is None or chart is calendar_chart
        return
    if drawn is None:
        assert weeks == 1
        return
    for part in drawn.parts:
        places = part.points if isinstance(part, LineShape) else ((part.x, part.y),)
        for x, y in places:
            assert -1 <= x <= width + 1
            assert -1 <= y <= drawn.height
        if isinstance(part, LabelShape):
            start = {"start": part.x, "middle": part.x - wide(part.text) / 2, "end": part.x - wide(part.text)}[
                part.anchor
            ]
            assert start >= -14
            assert start + wide(part.text) <= width + 14


def test_one_session_or_answer_makes_no_plot():
    history = lives.long_life(1)
    one = History(trainings=history.trainings[:1], profiles=history.profiles)
    progress = progress_of(one, lives.MONDAY.date(), {1: (50.0, 50.0)})
    for chart in (rung_chart, pain_chart, effort_chart, repetitions_chart, range_chart, sitting_chart):
        assert chart(progress, WIDE) is None
    assert plot(lambda width: activity_chart(progress.activities[0], progress.day, width), "x") == ""


def test_pain_above_the_limit_has_a_triangle_and_not_only_a_colour():
    progress = progress_of(lives.long_life(1), (lives.MONDAY + timedelta(weeks=20)).date())
    high = [one for one in progress.recent for value in (one.before, one.during, one.morning) if (value or 0) > 5]
    triangles = [
        part for part in pain_chart(progress, WIDE).parts if isinstance(part, MarkShape) and part.shape == "triangle"
    ]
    weeks = [point for point in progress.pain_week if point.value > 5]
    assert len(triangles) == len(high) + len(weeks) > 0


def test_a_day_of_the_calendar_has_a_shape_and_a_letter_for_each_step():
    steps = [Entry(lives.MONDAY, StepDone(step, "x", "done")) for step in ("massage", "stretch", "strengthen", "habit")]
    parts = calendar_chart(progress_of(History(steps=steps), lives.MONDAY.date()), NARROW).parts
    assert sorted(part.shape for part in parts if isinstance(part, MarkShape)) == [
        "diamond",
        "dot",
        "square",
        "triangle",
    ]
    assert [part.text for part in parts if isinstance(part, LabelShape) and part.inside] == ["M", "S", "P", "H"]


@pytest.mark.parametrize("days", [0, 3, 9, 20, 60, 130, 200, 700, 4000])
def test_no_two_words_of_a_time_axis_touch(days):
    last = lives.MONDAY.date() + timedelta(days=days)
    ticks = list(Days(lives.MONDAY.date(), last, 30, 270).ticks())
    assert ticks
    for (x, word), (after, other) in pairwise(ticks):
        assert after - wide(other) / 2 > x + wide(word) / 2


def test_words_that_would_touch_are_moved_apart_and_keep_their_order():
    assert apart([50.0, 52.0], 14) == [44.0, 58.0]
    assert apart([52.0, 50.0], 14) == [58.0, 44.0]
    assert apart([20.0, 50.0], 14) == [20.0, 50.0]


# -- the page for a clinician -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", list(PAPERS))
def test_the_page_for_a_clinician_holds_all_that_it_promises(half_a_year, paper):
    document = summary_pdf(progress_now(half_a_year), 8.0, paper)
    text = pdf_text(document)
    assert pages_of(document) == 1
    assert f"/MediaBox [ 0 0 {PAPERS[paper].width:g} {PAPERS[paper].height:g} ]".encode() in document
    for said in (
        "29 August 2026",
        "is not a medical device",
        "64 in 25 weeks",
        "Level 4 with a light band, since 3 August",
        "Pain during the march",
        "Effort",
        "Range of each leg",
        "Sitting",
        *lives.ACTIVITIES,
        "probably better",
        "much better",
        "The questions about warning signs were answered on 1 March. They closed: touching the belly.",
    ):
        assert said in text, said


@pytest.mark.parametrize("paper", list(PAPERS))
@pytest.mark.parametrize("years", [0, 1, 10])
def test_it_stays_one_page_however_long_the_history(years, paper):
    history = lives.long_life(years) if years else History()
    day = (lives.MONDAY + timedelta(days=364 * years)).date()
    ranges = {one.session_id: (50.0, 44.0) for one in history.trainings}
    document = summary_pdf(progress_of(history, day, ranges), 8.0, paper)
    assert pages_of(document) == 1
    places = places_of(document)
    assert len(places) > 25
    assert all(20 < x < PAPERS[paper].width - 20 and 20 < y < PAPERS[paper].height - 20 for x, y in places)


def test_the_same_history_gives_the_same_bytes(half_a_year):
    assert summary_pdf(progress_now(half_a_year), 8.0) == summary_pdf(progress_now(half_a_year), 8.0)


def test_words_of_the_questions_before_the_first_time_show_only_what_they_closed():
    screening = Screening("see-clinician", ("lying", "hip-opening"), confirmed=False)
    history = History(screenings=[Entry(lives.MONDAY, screening)])
    text = pdf_text(summary_pdf(progress_of(history, lives.MONDAY.date()), 8.0))
    assert "were answered on 2 March. They closed: all levels on the back, the hip-flexor stretches." in text
    assert "psoas asked the person to see a clinician first." in text


def test_words_in_other_alphabets_are_printed_or_named_as_unprintable():
    assert printable("Zapinać buty, Шнурки, κορδόνια")
    assert not printable("靴ひもを結ぶ")
    assert not printable("לקשור שרוכים")
    history = History(profiles=[Entry(lives.MONDAY, Profile(activities=("Шнурки", "靴ひも", "tie (my) shoes\\")))])
    document = summary_pdf(progress_of(history, lives.MONDAY.date()), 8.0)
    text = pdf_text(document)
    assert b"DejaVuSansCondensed" in document
    assert "words in a script that this page cannot print" in text
    assert "tie (my) shoes\\" in text


def test_a_long_word_of_the_person_is_broken_and_never_runs_into_the_next_column():
    history = History(profiles=[Entry(lives.MONDAY, Profile(activities=("w" * 120,)))])
    document = summary_pdf(progress_of(history, lives.MONDAY.date()), 8.0)
    lines = [line.decode() for line in re.findall(rb"\((w+)\) Tj", content_of(document))]
    assert "".join(lines) == "w" * 120
    assert max(stringWidth(line, "Helvetica", 8) for line in lines) < 0.5 * frame_of("a4")[0]


def test_a_story_that_is_too_long_is_made_smaller_and_nothing_of_it_is_lost():
    document = one_page([words(f"line {n}") for n in range(120)], "a4", "title")
    assert pages_of(document) == 1
    assert "line 0" in pdf_text(document)
    assert "line 119" in pdf_text(document)
    assert all(20 < y < PAPERS["a4"].height - 20 for _, y in places_of(document))


def test_the_page_is_saved_from_the_browser_on_the_paper_of_the_country(client, half_a_year):
    assert page(client).index("Save as PDF for my clinician") < page(client).index("The same on US Letter")
    half_a_year.store.tell(Profile(country="us"), half_a_year.today())
    assert "The same on A4" in page(client)


def test_six_weeks_without_a_useful_change_stand_on_the_page_for_a_clinician():
    answers = [Entry(lives.MONDAY + timedelta(days=7 * week), Answer("pain-week", 5)) for week in range(7)]
    pages = [
        pdf_text(summary_pdf(progress_of(History(answers=answers), (lives.MONDAY + timedelta(days=after)).date()), 8.0))
        for after in (41, 42)
    ]
    assert ["worth showing this to a clinician" in " ".join(page.split()) for page in pages] == [False, True]
