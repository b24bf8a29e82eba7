"""The machine contract."""

import json
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from pydantic import ValidationError
from rich.console import Console

from bench.skeletons import planted
from bench.skeletons.exercises import leg_swings
from psoas.analysis.analyze import analyze
from psoas.analysis.result import Analysis, Contract
from psoas.analysis.sources import AnalysisError
from psoas.body.skeleton import Skeleton
from psoas.coach.comparison_words import sentences
from psoas.exchange.skeletons import write_skeletons
from psoas.programme.catalogue import CatalogueError, load
from psoas.report.recording_html import report_page
from psoas.report.recording_table import summary
from psoas.testing import synthetic

#: What design.md promises to other programs, each with its JSON type.
PROMISED = {
    "schema": int,
    "file": str,
    "level": int,
    "level_source": str,
    "count": dict,
    "reps": list,
    "short": list,
    "cues": list,
    "unseen_s": float,
    "seen_s": float,
    "setup": list,
    "versions": dict,
}
REP = ["side", "start_s", "peak_s", "end_s", "peak_hip_deg", "range_deg"]
REP += ["out_s", "hold_s", "back_s", "confidence", "faults"]


def test_the_json_holds_every_promised_field(result: Analysis) -> None:
    data = json.loads(result.to_json())
    for name, kind in PROMISED.items():
        assert isinstance(data[name], kind), name
    assert data["schema"] == 2
    assert data["level_source"] == "given"
    for rep in data["reps"] + data["short"]:
        assert list(rep) == REP
    for cue in data["cues"]:
        assert {"t", "id", "say"} <= set(cue)


def test_the_json_validates_against_its_own_schema_and_refuses_strangers(result: Analysis) -> None:
    data = json.loads(result.to_json())
    assert Contract.model_validate(data).order == "LRL"
    with pytest.raises(ValidationError):
        Contract.model_validate(data | {"surprise": 1})
    with pytest.raises(ValidationError):
        Contract.model_validate(data | {"schema": 3})


def test_the_json_compares_the_sides_and_says_why_where_it_does_not(result: Analysis) -> None:
    found = json.loads(result.to_json())["comparison"]
    assert (found["left"]["count"], found["left"]["short"], found["right"]["count"]) == (2, 1, 1)
    assert found["left"]["range_deg"]["median"] == pytest.approx(result.comparison.left.range_deg.median, abs=0.001)
    assert (found["why_not"], found["differences"], found["trends"], found["course"]) == ("too-few", {}, {}, None)
    assert found["say"] == list(sentences(result.comparison))


def test_the_json_of_a_whole_set_holds_differences_and_trends(result: Analysis) -> None:
    many = tuple(
        replace(rep, start_s=rep.start_s + 20 * i, end_s=rep.end_s + 20 * i, confidence=0.95)
        for i in range(6)
        for rep in (result.reps[0], replace(result.reps[1], range_deg=result.reps[0].range_deg - 20))
    )
    found = json.loads(replace(result, reps=many).to_json())["comparison"]
    assert found["differences"]["range_deg"] == {"left_minus_right": 20.0, "band": 15.0, "clear": True}
    assert set(found["trends"]) == {"range_deg", "back_s"}
    assert set(found["trends"]["range_deg"]) == {"first", "last", "per_rep", "clear"}
    assert found["repeated"] == []


def test_a_result_of_schema_1_is_still_read(result: Analysis) -> None:
    data = json.loads(result.to_json())
    del data["comparison"], data["load"]
    for rep in data["reps"] + data["short"]:
        rep["trust"] = rep.pop("confidence")
    read = Contract.model_validate(data | {"schema": 1})
    assert (read.comparison, read.load) == (None, None)
    assert [rep.confidence for rep in read.reps] == [rep["trust"] for rep in data["reps"]]


def test_an_empty_side_has_no_numbers_rather_than_bad_json(result: Analysis) -> None:
    empty = json.loads(replace(result, reps=(), short=()).to_json())["comparison"]
    assert empty["right"]["range_deg"] == {"median": None, "spread": None}
    assert empty["say"] == []


def test_repetitions_are_counted_a_side_and_short_ones_kept_apart(result: Analysis) -> None:
    assert result.count == {"left": 2, "right": 1}
    assert result.order == "LRL"
    assert [rep.side for rep in result.short] == ["left"]


def test_seen_and_unseen_time_make_up_the_recording(result: Analysis) -> None:
    assert result.unseen_s == pytest.approx(0.8, abs=0.15)
    assert result.seen_s + result.unseen_s == pytest.approx(result.duration_s, abs=0.01)
    assert len(result.trace) == result.frames


def test_the_same_recording_gives_the_same_text(recording) -> None:
    path = recording()
    assert analyze(path, 6).to_json() == analyze(path, 6).to_json()


def test_nobody_in_view_counts_nothing_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty-room.npz"
    write_skeletons(path, [Skeleton.nobody(i / 30, (640, 480)) for i in range(90)])
    result = analyze(path, 1)
    assert result.count == {"left": 0, "right": 0}
    assert [note.id for note in result.setup] == ["nobody"]
    assert result.seen_s == 0


def test_a_recording_without_a_single_frame_counts_nothing(tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    write_skeletons(path, [])
    result = analyze(path, 1)
    assert result.frames == 0
    assert json.loads(result.to_json())["duration_s"] == 0


def test_somebody_standing_in_a_lying_level_is_told(recording) -> None:
    assert "not-lying" in [note.id for note in analyze(recording(), 1).setup]


def of_level(tmp_path: Path, level: int) -> Path:
    path = tmp_path / f"level{level}.npz"
    write_skeletons(path, synthetic(load().level(level), (("left", 1.0), ("right", 1.0)) * 2))
    return path


@pytest.mark.parametrize("level", [2, 4, 5, 6])
def test_without_a_level_it_is_recognised_and_gives_what_the_level_given_gives(tmp_path: Path, level: int) -> None:
    found, given = (analyze(of_level(tmp_path, level), said).contract() for said in (None, level))
    assert (found.level, found.level_source) == (level, "recognised")
    assert found.model_copy(update={"level_source": "given"}) == given


def test_what_cannot_be_told_is_said_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "still.npz"
    write_skeletons(path, synthetic(load().level(3), (), lead_s=3))
    with pytest.raises(AnalysisError, match=r"I saw nobody march\. Say .* --level 1\."):
        analyze(path, None)


def test_what_only_the_band_tells_is_answered_as_both_levels_and_counted(tmp_path: Path) -> None:
    path = of_level(tmp_path, 3)
    found, given = (analyze(path, said) for said in (None, 1))
    assert (found.levels, found.level, found.title) == ((1, 3), 1, "Level 1 or 3: Lying march")
    assert (found.order, found.contract().levels) == (given.order, [1, 3])
    assert [(note.id, note.say) for note in found.setup] == [
        (
            "level-by-band",
            "This is level 1 or 3. It is the same movement, and I could not see whether a band is worn. I judged it as "
            "level 1: if you wore one, give `--level 3`.",
        )
    ]
    assert (given.levels, [note.id for note in given.setup]) == ((1,), [])


def test_many_repetitions_of_a_movement_that_is_nothing_like_the_level_are_doubted_too(tmp_path: Path) -> None:
    """Both thighs move against each other at every level, so what counts may still be another movement."""
    flat = load().level(2)
    path = tmp_path / "raises.npz"
    write_skeletons(path, synthetic(flat, (("left", 1.0), ("right", 1.0)) * 2))
    result = analyze(path, 4)
    assert len(result.reps) == 4
    assert [note.say for note in result.about_the_count] == [
        "This looks like level 2, not level 4. If so, give that level, or none."
    ]
    assert analyze(path, 2).about_the_count == ()


def test_strides_too_quick_for_the_march_are_counted_as_such_and_told_with_or_without_a_level(tmp_path: Path) -> None:
    path = tmp_path / "quick.npz"
    legs = (("left", 1.0), ("right", 1.0)) * 4
    write_skeletons(path, synthetic(load().level(6), legs, tempo=0.1, gap_s=0.1, fps=30))
    result = analyze(path, 6)
    told = f"I saw {result.quick_strides} quick strides. The march is slower: two seconds up, two and a half down."
    assert result.quick_strides >= 3
    assert (result.order, result.contract().quick_strides) == ("", result.quick_strides)
    assert [note.say for note in result.setup if note.id == "too-quick"] == [told]
    with pytest.raises(AnalysisError, match=rf"I saw nobody march\. {told} Say which"):
        analyze(path, None)
    assert (analyze(of_level(tmp_path, 6), 6).quick_strides, analyze(of_level(tmp_path, 6), 6).setup) == (0, ())


def test_a_result_of_before_quick_strides_is_still_read(result: Analysis) -> None:
    data = json.loads(result.to_json())
    del data["levels"], data["quick_strides"]
    read = Contract.model_validate(data)
    assert (read.levels, read.quick_strides) == (None, None)


def test_one_repetition_is_recognised_and_a_level_that_does_not_fit_it_is_doubted(tmp_path: Path) -> None:
    path = tmp_path / "one.npz"
    write_skeletons(path, synthetic(load().level(2), (("left", 1.0),)))
    assert (analyze(path, None).levels, analyze(path, None).order) == ((2,), "L")
    assert [note.say for note in analyze(path, 1).setup if note.id == "another-level"] == [
        "This looks like level 2, not level 1. If so, give that level, or none."
    ]
    assert "another-level" not in [note.id for note in analyze(path, 2).setup]


def test_without_a_band_it_can_only_be_the_level_that_has_none(tmp_path: Path) -> None:
    assert analyze(of_level(tmp_path, 3), None, band=False).level == 1


def test_an_empty_room_has_no_level_and_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "empty-room.npz"
    write_skeletons(path, [Skeleton.nobody(i / 30, (640, 480)) for i in range(90)])
    data = json.loads(analyze(path, None).to_json())
    assert (data["level"], data["exercise"], data["level_source"]) == (None, None, "recognised")
    assert data["count"] == {"left": 0, "right": 0}
    assert [note["id"] for note in data["setup"]] == ["nobody"]
    Contract.model_validate(data)


def test_another_level_than_the_one_given_is_spoken_of_and_nothing_is_changed(tmp_path: Path) -> None:
    result = analyze(of_level(tmp_path, 2), 3)
    assert result.level == 3
    first = result.setup[0]
    assert (first.id, first.say) == (
        "another-level",
        "This looks like level 2, not level 3. If so, give that level, or none.",
    )
    assert "another-level" not in [note.id for note in analyze(of_level(tmp_path, 1), 3).setup]
    assert "another-level" not in [note.id for note in analyze(of_level(tmp_path, 2), 2).setup]


def test_whether_a_band_is_seen_is_told_only_of_pictures(result: Analysis) -> None:
    assert json.loads(result.to_json())["band_seen"] is None


def test_a_level_that_does_not_exist_is_refused_before_the_file_is_looked_at(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no level 7"):
        analyze(tmp_path / "missing.mp4", 7)


def test_progress_runs_to_the_end(recording) -> None:
    said: list[tuple[float, float]] = []
    analyze(recording(), 6, on_progress=lambda done, total: said.append((done, total)))
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert said[-1][0] == said[-1][1] > 0


@pytest.mark.shared
@pytest.mark.weights
@pytest.mark.parametrize(("clip", "level"), [("lying_head_left_side", 1), ("standing_front", 6)])
def test_a_rendered_clip_is_counted_in_its_order(shared_data: Path, clip: str, level: int) -> None:
    result = analyze(shared_data / "rendered" / f"{clip}.mp4", level)
    assert result.order == "LRLR"
    assert result.versions["pose_model"] == "full"
    assert result.frames == 120


@pytest.mark.shared
@pytest.mark.weights
def test_a_bridge_on_real_video_is_followed_and_is_no_march(shared_data: Path) -> None:
    result = analyze(shared_data / "bridge_video" / "bridging.mp4", 1)
    assert result.order == ""
    assert result.seen_s >= 0.9 * result.duration_s


def test_a_count_on_which_two_opinions_differ_is_doubted_in_every_form_of_the_result(tmp_path: Path) -> None:
    path = tmp_path / "swinging.npz"
    swings = leg_swings(50, 30, 2.4)
    write_skeletons(path, planted.skeletons(swings, yaw_deg=20.0, elevation_deg=3.0, fps=15))
    result = analyze(path, 5)
    (told,) = [note.say for note in result.about_the_count if note.id == "miscounted"]
    assert told.startswith("I may have miscounted: ") and result.reps
    assert told in [item.say for item in result.contract().setup]
    assert told in unescape(report_page(result))
    console = Console(width=400, record=True)
    console.print(summary(result))
    assert told in console.export_text()


def test_a_count_on_which_both_agree_is_not_doubted(tmp_path: Path) -> None:
    assert "miscounted" not in [note.id for note in analyze(of_level(tmp_path, 1), 1).setup]
