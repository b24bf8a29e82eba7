"""The report page: whole, alone, and readable without its pictures."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from psoas.analysis.result import Analysis
from psoas.body.skeleton import SIDES
from psoas.coach.comparison_words import doubts, findings
from psoas.coach.set_comparison import compare
from psoas.report.chart import BoxShape, Chart, LabelShape, LineShape, svg
from psoas.report.recording_html import report_page
from psoas.report.recording_plot import angle_chart, sides_chart, strips

VOID = {"meta", "br"}


class Nesting(HTMLParser):
    """Follows open elements; an element closed in the wrong place is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def page(result: Analysis) -> str:
    return report_page(result)


def parsed(page: str) -> Nesting:
    parser = Nesting()
    parser.feed(page)
    return parser


def test_the_page_is_well_formed(page: str) -> None:
    assert parsed(page).open == []


def test_the_page_loads_nothing(page: str) -> None:
    for tag, attributes in parsed(page).seen:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "base"}
        assert not {"src", "href", "srcset"} & set(attributes)
        # The figures are coloured by style attributes, none of which may reach for anything.
        assert not re.search(r"url|import|expression", dict(attributes).get("style") or "")
        assert not [name for name in attributes if name.startswith("on")]
    assert "//" not in page
    assert re.findall(r"url\(([^)]*)\)", page) == [u for u in re.findall(r"url\(([^)]*)\)", page) if u.startswith("#")]
    assert "@import" not in page


def test_a_file_name_cannot_inject_markup(page: str) -> None:
    assert "a &lt;set&gt; &amp; more.npz" in page
    assert "<set>" not in page


def test_every_picture_has_a_name_a_description_and_unique_ids(page: str) -> None:
    ids = [attributes["id"] for _, attributes in parsed(page).seen if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in parsed(page).seen:
        if tag == "svg" and "aria-hidden" not in attributes:
            assert attributes["role"] == "img"
            assert set((attributes["aria-labelledby"] or "").split()) <= set(ids)


def test_the_table_holds_every_repetition_and_names_the_short_one(page: str, result: Analysis) -> None:
    body = page.split("Every repetition</h2>")[1].split("</table>", maxsplit=1)[0]
    assert body.count("<tr") == 1 + len(result.reps) + len(result.short)
    assert "Short: not counted." in body


def test_the_plot_marks_repetitions_short_ones_peaks_cues_and_unseen_time(result: Analysis) -> None:
    picture = ElementTree.fromstring(svg(angle_chart(result, 0, result.duration_s), "plot", "recording"))
    kinds = [element.get("class") for element in picture.iter()]
    assert kinds.count("left-pale fill") == 2
    assert kinds.count("right-pale fill") == 1
    assert kinds.count("short fill") == 1
    assert kinds.count("left fill") == 3
    assert kinds.count("unseen fill") == len(result.unseen) == 1
    assert kinds.count("cue line") == len(result.cues)
    for cue in result.cues:
        assert f"{cue.kind} fill" in kinds


def test_a_curve_breaks_off_where_nobody_was_seen(result: Analysis) -> None:
    t0 = result.trace[0][0]
    holed = tuple((t, left if not 4 < t - t0 < 5 else float("nan"), right) for t, left, right in result.trace)
    chart = angle_chart(replace(result, trace=holed), 0, result.duration_s)
    curves = {side: [p.points for p in chart.parts if isinstance(p, LineShape) and p.style == side] for side in SIDES}
    assert len(curves["left"]) == len(curves["right"]) + 1
    assert "nan" not in svg(chart, "plot", "recording")


def test_long_recordings_get_several_pictures_that_cover_them_without_gaps(result: Analysis) -> None:
    long = replace(result, duration_s=200.0)
    parts = strips(long)
    assert len(parts) > 1
    assert parts[0][0] == result.trace[0][0]
    assert parts[-1][1] == pytest.approx(result.trace[0][0] + 200)
    assert [end for _, end in parts[:-1]] == [start for start, _ in parts[1:]]


def test_the_page_of_an_empty_recording_still_stands(result: Analysis) -> None:
    empty = replace(
        result, reps=(), short=(), cues=(), unseen=(), trace=(), seen_s=0.0, unseen_s=0.0, duration_s=0.0, frames=0
    )
    assert parsed(report_page(empty)).open == []


def test_the_page_compares_the_sides_in_picture_table_and_words(page: str, result: Analysis) -> None:
    part = page.split("Left and right, over the set</h2>")[1].split("</section>", maxsplit=1)[0]
    for sentence in findings(result.comparison):
        assert sentence in part
    head = page.split("</header>", maxsplit=1)[0]
    assert doubts(result.comparison)
    assert all(doubt in head for doubt in doubts(result.comparison)), "doubts stand above all that depends on them"
    assert part.count("not compared") == 4
    assert ' class="chart sides"' in part


def boxes(chart: Chart | None, *styles: str) -> list[BoxShape]:
    assert chart is not None
    return [part for part in chart.parts if isinstance(part, BoxShape) and part.style in styles]


def test_every_repetition_has_a_bar_on_its_own_side_and_an_unsure_leg_is_pale(result: Analysis) -> None:
    chart = sides_chart([*result.reps, *result.short], result.comparison)
    assert chart is not None
    assert len(boxes(chart, "short")) == 1
    left, right = boxes(chart, "left-pale"), boxes(chart, "right")
    assert (len(left), len(right)) == (2, 1)
    assert all(bar.x + bar.width < chart.width / 2 for bar in left)
    assert all(bar.x > chart.width / 2 for bar in right)


def test_a_bar_is_as_long_as_its_range(result: Analysis) -> None:
    widths = [bar.width for bar in boxes(sides_chart(result.reps, result.comparison), "left-pale", "right")]
    ranges = [rep.range_deg for rep in result.reps]
    assert [w / widths[0] for w in widths] == pytest.approx([r / ranges[0] for r in ranges])


def test_a_hundred_repetitions_stay_a_picture_that_fits_a_page(result: Analysis) -> None:
    many = [replace(result.reps[i % 2], start_s=6.0 * i, end_s=6.0 * i + 5.0) for i in range(100)]
    chart = sides_chart(many, compare(many))
    assert chart is not None
    assert chart.height < 600
    numbers = [part.text for part in chart.parts if isinstance(part, LabelShape) and part.style in ("number", "again")]
    assert numbers == [str(n) for n in range(5, 101, 5)]


def test_a_set_without_repetitions_has_no_picture() -> None:
    assert sides_chart([], compare([])) is None


def test_words_of_a_chart_cannot_become_markup() -> None:
    evil = "<b>&"
    label, box = LabelShape(0, 9, evil), BoxShape(0, 0, 9, 9, "unseen", tip=evil)
    text = svg(Chart(9, 9, evil, evil, (label, box)), 'a"b', "sides")
    assert "<b>" not in text
    assert [element.text for element in ElementTree.fromstring(text).iter() if element.text] == [evil] * 4
