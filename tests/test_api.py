"""What `import psoas` gives to programs."""

import ast
import json
import math
import re
import subprocess
import sys
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import psoas
from commands import Run
from psoas.body.skeleton import Skeleton
from psoas.sight import models
from psoas.sight.runtime import CannotSee
from psoas.testing import forbidden_in, synthetic

CLIPS = Path(__file__).resolve().parent / "fixtures" / "clips"
HEAVY = ("numpy", "av", "pydantic", "nicegui", "sqlalchemy", "ai_edge_litert", "PIL", "rich")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> psoas.Result:
    """Left, right, a short left of level 6, with nobody seen for the first 0.8 s; a name that is no HTML."""
    path = tmp_path_factory.mktemp("recording") / "a <b> & more.npz"
    march = synthetic(psoas.exercises()["banded-standing-march"], [("left", 1.0), ("right", 1.0), ("left", 0.4)])
    psoas.write_skeletons(path, [Skeleton.nobody(s.t, s.size) if s.t < 0.8 else s for s in march])
    return psoas.analyze(path, 6)


# -- importing --------------------------------------------------------------------------------------------------------


def test_importing_loads_nothing_heavy_and_the_first_use_does() -> None:
    code = (
        f"import sys, psoas; heavy = lambda: [m for m in {HEAVY!r} if m in sys.modules]\n"
        "before = heavy(); psoas.exercises; assert 'numpy' in sys.modules; print(before, 'psoas.api' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] True"


def test_what_editors_are_told_is_what_there_is() -> None:
    stub = ast.parse(Path(psoas.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    imported = {name.name for node in stub.body if isinstance(node, ast.ImportFrom) for name in node.names}
    listed = next(ast.literal_eval(n.value) for n in stub.body if isinstance(n, ast.Assign))
    assert imported | {"__version__"} == set(listed) == set(psoas.__all__)
    assert set(psoas.__all__) <= set(dir(psoas))
    assert imported == set(sys.modules["psoas.api"].__all__)


@pytest.mark.parametrize("name", psoas.__all__)
def test_every_name_leads_somewhere(name: str) -> None:
    assert getattr(psoas, name) is not None


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        psoas.analyse  # noqa: B018


# -- the same way as the product --------------------------------------------------------------------------------------


@pytest.mark.weights
@pytest.mark.parametrize("clip", ["level2", "level6", "other"])
def test_a_video_gives_what_the_command_line_gives(run: Run, clip: str) -> None:
    path = CLIPS / f"{clip}.mp4"
    try:
        found = psoas.analyze(path, 6, "full").to_dict()
    except CannotSee as reason:
        pytest.skip(str(reason))
    code, stdout, _ = run("analyze", path, "--level", 6, "--model", "full", "--json", "-")
    assert (code, found) == (0, json.loads(stdout))


def test_a_recording_without_a_level_gives_what_the_command_line_gives(run: Run, tmp_path: Path) -> None:
    psoas.write_skeletons(tmp_path / "march.json", synthetic(psoas.exercises()["banded-wall-march"]))
    found = psoas.analyze(str(tmp_path / "march.json")).to_dict()
    assert (found["level"], found["level_source"]) == (5, "recognised")
    assert found == json.loads(run("analyze", tmp_path / "march.json", "--json", "-")[1])


def test_the_model_that_is_taken_unasked_is_the_command_lines(run: Run) -> None:
    assert psoas.analyze.__defaults__[-1] == "auto"  # type: ignore[attr-defined]
    assert "[default: auto]" in run("analyze", "--help")[1]


def test_auto_is_the_most_exact_model_that_is_there(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "package_folder", lambda: tmp_path / "nothing")
    asked: list[str] = []
    monkeypatch.setattr("psoas.api.models_folder", lambda: tmp_path)
    monkeypatch.setattr("psoas.sight.models.models_folder", lambda data: data)
    monkeypatch.setattr("psoas.api.analyze_recording", lambda *_, model, **__: asked.append(model))
    monkeypatch.setattr("psoas.cli.analyze._analyze_one", lambda *given: asked.append(given[2]["model"]))
    for wanted in ("full", "heavy"):
        if wanted == "heavy":
            heavy = models.model("heavy")
            with (tmp_path / heavy.file).open("wb") as file:
                file.truncate(heavy.size)
        psoas.analyze("march.mp4")
        assert run("analyze", "march.mp4", "--data", tmp_path)[0] == 0
        assert asked == [wanted, wanted]
        asked.clear()


def test_what_cannot_be_read_is_an_error_for_people() -> None:
    with pytest.raises(psoas.PsoasError, match=r"There is no file lost\.mp4"):
        psoas.analyze("lost.mp4")


# -- the result -------------------------------------------------------------------------------------------------------


def test_a_result_tells_counts_repetitions_and_faults(result: psoas.Result) -> None:
    assert result.counts == {"left": 1, "right": 1}
    assert [rep.side for rep in result.reps] == ["left", "right"]
    assert [rep.side for rep in result.short] == ["left"]
    assert result.level == 6


def test_faults_are_counted_over_all_repetitions_the_most_frequent_first(result: psoas.Result) -> None:
    first, second = result.reps
    reps = (replace(first, faults=("trunk-moves",)), replace(second, faults=("range-too-small",)))
    short = (replace(result.short[0], faults=("range-too-small",)),)
    found = psoas.Result(replace(result.analysis, reps=reps, short=short)).faults
    assert list(found.items()) == [("range-too-small", 2), ("trunk-moves", 1)]


def test_angles_are_arrays_of_one_length_with_nan_where_nobody_was_seen(result: psoas.Result) -> None:
    angles = result.angles()
    arrays = astuple(angles)
    assert {array.shape for array in arrays} == {(result.analysis.frames,)}
    assert {array.dtype for array in arrays} == {np.dtype(float)}
    unseen = angles.t_s < 0.79
    assert all(np.isnan(array[unseen]).all() for array in arrays[1:])
    rep = result.reps[0]
    peak = np.abs(angles.t_s - rep.peak_s).argmin()
    assert angles.left_hip_deg[peak] == pytest.approx(rep.peak_hip_deg, abs=3)
    motion = psoas.exercises()["banded-standing-march"].motion
    assert angles.left_knee_deg[peak] == pytest.approx(motion.working.knee, abs=10)
    assert angles.right_knee_deg[peak] == pytest.approx(motion.holding.knee, abs=10)


def test_angles_of_a_recording_of_nobody_are_all_nan(tmp_path: Path) -> None:
    psoas.write_skeletons(tmp_path / "empty.npz", [Skeleton.nobody(i / 10) for i in range(5)])
    angles = psoas.analyze(tmp_path / "empty.npz", 1).angles()
    assert angles.t_s.shape == (5,)
    assert np.isnan(angles.left_knee_deg).all()


def test_a_table_has_a_row_a_repetition_in_the_order_of_time(result: psoas.Result) -> None:
    pytest.importorskip("pandas")
    table = result.to_dataframe()
    assert table[["side", "counted"]].to_numpy().tolist() == [["left", True], ["right", True], ["left", False]]
    assert list(table["start_s"]) == sorted(table["start_s"])
    first = result.to_dict()["reps"][0]
    assert {name: table.loc[0, name] for name in first} == first


def test_a_table_of_nothing_has_all_its_columns(result: psoas.Result, tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    psoas.write_skeletons(tmp_path / "empty.npz", [Skeleton.nobody(i / 10) for i in range(5)])
    nothing = psoas.analyze(tmp_path / "empty.npz", 1).to_dataframe()
    assert len(nothing) == 0
    assert list(nothing.columns) == list(result.to_dataframe().columns)


def test_without_pandas_a_table_is_refused_in_a_sentence(result: psoas.Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(psoas.PsoasError, match="A table needs pandas"):
        result.to_dataframe()


def test_a_notebook_shows_both_hips_and_escapes_the_files_name(result: psoas.Result) -> None:
    shown = result._repr_html_()
    assert shown.startswith('<div class="psoas-report">')
    assert "a &lt;b&gt; &amp; more.npz" in shown
    assert "a <b>" not in shown
    assert "Left hip" in shown
    assert "Right hip" in shown
    assert "<script" not in shown
    assert "http://" not in shown.replace("http://www.w3.org/2000/svg", "")


def test_the_style_of_a_notebooks_part_reaches_nothing_around_it(result: psoas.Result) -> None:
    css = result._repr_html_().split("<style>")[1].split("</style>")[0]
    assert css.startswith(".psoas-report {")
    depth, outside = 0, []
    for sign in css:
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            outside.append(sign)
    assert depth == 0
    assert "".join(outside).strip() == ".psoas-report }"
    assert ":root" not in css
    assert "body {" not in css


def test_two_recordings_on_one_page_share_no_id(result: psoas.Result) -> None:
    other = psoas.Result(replace(result.analysis, file="other.npz"))
    here, there = (set(re.findall(r'\bid="([^"]+)"', each._repr_html_())) for each in (result, other))
    assert here
    assert not here & there


def test_a_prompt_shows_what_was_counted(result: psoas.Result) -> None:
    assert repr(result) == "<psoas.Result of a <b> & more.npz: level 6, left 1, right 1>"


# -- load -------------------------------------------------------------------------------------------------------------


def test_a_load_is_what_the_command_line_tells(run: Run) -> None:
    found = psoas.load(3, mass_kg=82, height_m=1.83, band="red")
    _, stdout, _ = run("load", "--level", 3, "--mass", 82, "--height", 1.83, "--band", "red")
    peak = found.peaks["working_hip"]
    assert f"{peak.value:.0f} ({peak.share:.0%})" in stdout
    assert f"{peak.low:.0f} to {peak.high:.0f}" in stdout
    assert f"{found.course.band_n.max():.0f} N" in stdout
    assert found.exercise.level == 3


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"level": 9}, "There is no level 9"),
        ({"band": "pink"}, "There is no band called"),
        ({"mass_kg": 7.0}, "body mass of 7 kg"),
        ({"tempo": 0.0}, "tempo of 0"),
    ],
)
def test_a_load_that_cannot_be_is_refused_in_a_sentence(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(psoas.PsoasError, match=says):
        psoas.load(**{"level": 1, **changed})


def test_a_slower_repetition_lasts_longer() -> None:
    usual, slow = psoas.load(1), psoas.load(1, tempo=2.0)
    assert math.isclose(slow.course.t[-1], 2 * usual.course.t[-1])


# -- testing ----------------------------------------------------------------------------------------------------------


def test_words_for_people_can_be_looked_over() -> None:
    assert forbidden_in("Lift one knee.") == ()
