"""Every command of the bench starts, and those that can be had cheaply do what they are for."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest

from psoas.errors import PsoasError
from psoas.exchange.skeletons import write_skeletons
from psoas.programme.catalogue import load
from psoas.sight.models import find_model
from psoas.testing import synthetic

ROOT = Path(__file__).resolve().parents[2]
CLIPS = ROOT / "tests" / "fixtures" / "clips"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def skeletons(folder: Path) -> Path:
    """A recording of two repetitions."""
    write_skeletons(folder / "set.npz", synthetic(load().level(6)))
    return folder


def real(folder: Path) -> Path:
    """The same, as what a model saw in a real person."""
    truth = [{"name": "set", "level": "6", "order": "LR", "peaks_s": []}]
    (folder / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return skeletons(folder)


def clips(*named: str) -> Callable[[Path], Path]:
    """A folder with copies of the fixtures, `OURS:THEIRS` each, truth included."""

    def made(folder: Path) -> Path:
        for ours, theirs in (pair.split(":") for pair in named):
            (folder / theirs).parent.mkdir(parents=True, exist_ok=True)
            for ending in (".mp4", ".json"):
                shutil.copy(CLIPS / f"{ours}{ending}", folder / f"{theirs}{ending}")
        return folder

    return made


def as_a_move(folder: Path) -> Path:
    """The clip of level 6 as one of the small march, which is done alike."""
    file = clips("level6:level6")(folder) / "level6.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**told, "exercise": "standing-march"}), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Trial:
    """How a command is tried.

    Attributes
    ----------
    arguments : str
        What is given to it; FOLDER stands for what `made` makes.
    prints : str
        A pattern for what it then says.
    made : callable or None
        Fills an empty folder and says what FOLDER is.
    needs : set of str
        Of "weights", "chromium", "strace", and modules that not everybody has.
    """

    arguments: str
    prints: str
    made: Callable[[Path], Path] = field(default=lambda folder: folder)
    needs: frozenset[str] = frozenset()


EYE = frozenset({"weights"})
#: What each does on something tiny; a sentence where only its help is asked for.
COMMANDS: dict[str, Trial | str] = {
    "bench.accuracy": Trial("FOLDER --no-data --cache FOLDER/seen", r"clean", clips("level6:level6"), EYE),
    "bench.speed.desk_kill": Trial("--kills 2", r"at most 0\.\d\d minutes"),
    "bench.speed.desk": "watches an idle companion for minutes",
    "bench.desk_pictures": "needs a desktop with a tray, and takes a minute",
    "bench.desk_month": Trial("--days 1", r"[1-9]\d* prompts"),
    "bench.docs_pictures": "plays sessions in a Chromium and takes minutes",
    "bench.screenshots": Trial("FOLDER --only /help", r"4 pictures", needs=frozenset({"chromium"})),
    "bench.docs_safety": Trial("", r"psoas decides"),
    "bench.figures": Trial("walking --out FOLDER", r"card-light-1\.png", needs=frozenset({"chromium"})),
    "bench.fresh": "installs psoas twice from the package index",
    "bench.gestures": Trial("FOLDER --n 8", r"recognised: [78] of 8"),
    "bench.licences": Trial("", r"av \| .*x264"),
    "bench.moves": Trial("FOLDER", r"standing-march: 1 of 1 sets exact", as_a_move, EYE),
    "bench.mutation": Trial(
        "--room load --sample 0", r"0 % of 0 mutants", needs=frozenset({"cosmic_ray", "bench/out/mutation/load.json"})
    ),
    "bench.outgoing": "traces a day and takes minutes; tests/bench/test_outgoing.py has how it reads a trace",
    "bench.peers": "needs environments of 2.7 GB for the peers",
    "bench.peers.alone": Trial(f"bare {CLIPS / 'level6.mp4'} 6", r"^$", needs=EYE),
    "bench.peers.mediapipe_worker": "runs in an environment of its own",
    "bench.peers.setup": "installs 2.7 GB",
    "bench.peers.sports2d_worker": "runs in an environment of its own",
    "bench.people": Trial("--n 20", r"20"),
    "bench.real": Trial("FOLDER", r"exact on both sides +100\.0 %.*clip by clip.*set +full +6 +LR +LR", real),
    "bench.render": "needs an environment of its own with torch",
    "bench.skeletons": Trial("FOLDER", r"jogging\.npz: 11 s"),
    "bench.speed.batch": Trial("FOLDER --level 6 --runs 1 --without-ray", r"two workers and of one.*same", skeletons),
    "bench.speed.cost": Trial(f"{CLIPS / 'level6.mp4'} --level 6 --runs 1 --seconds 1", r"ms a frame", needs=EYE),
    "bench.speed.first_minutes": "tests/browser/test_first_time.py plays its walk",
    "bench.speed.first_paint": Trial("--runs 1", r"median \d+ ms", needs=frozenset({"chromium"})),
    "bench.speed.importing": Trial("--runs 1", r"import psoas .* over Python itself"),
    "bench.speed.live": Trial(
        f"{CLIPS / 'level6.mp4'} --level 6 --seconds 1 --starts 0",
        r"counting: \[(?!0, 0)\d, \d\].*answers: [1-9]",
        needs=EYE | {"chromium"},
    ),
    "bench.speed.presence": Trial("--seconds 1 --every 0.5", r"looks +2 in 1 s\nmemory +\d+\.\d MB(.|\n)*told"),
    "bench.speed.size": "installs everything from the package index",
    "bench.speed.slim": Trial("--runs 2", r"outputs are the same", needs=EYE),
    "bench.studies.ablation": Trial(
        "--data FOLDER/none --only TURNS_TO_COMPARE --no-stages", r"turns: TURNS_TO_COMPARE \| 0\.8 .*costs nothing"
    ),
    "bench.studies.clips": "needs the motion capture beside the project",
    "bench.studies.company": Trial("FOLDER", r"one person +1 +\d+ +0 +0", clips("level6:level6"), EYE),
    "bench.studies.confidence": Trial(
        "FOLDER --cache FOLDER/seen", r"2 clips: 1 to fit, 1 to check", clips("level6:a-1", "level5:a-2"), EYE
    ),
    "bench.studies.cuts": Trial(
        "FOLDER --cache FOLDER/seen --only close", r"close-up of the legs .*cuts were made", clips("level6:level6"), EYE
    ),
    "bench.studies.farleg": Trial("FOLDER --cache FOLDER/seen", r"near leg", clips("level1:level1"), EYE),
    "bench.studies.faults": Trial(
        "FOLDER --data FOLDER/none --cache FOLDER/seen",
        r"trunk-leaves-its-line +6 +\d, \d, 2",
        clips("level6-trunk-leaves-its-line:one"),
        EYE,
    ),
    "bench.studies.flatback": Trial("FOLDER", r".", clips("level1:level1"), EYE),
    "bench.studies.footing": "takes two minutes, and tests/coach/test_footing.py uses its parts",
    "bench.studies.levels": Trial("FOLDER --cache FOLDER/seen", r" 6 .* 1/1 ", clips("level6:level6"), EYE),
    "bench.studies.load_oracle": "what it prints is held by tests/biomechanics/test_load_mujoco.py",
    "bench.studies.loads": "takes half a minute, and tests/biomechanics uses its parts",
    "bench.studies.looks": Trial(
        "FOLDER --way mirror --cache FOLDER/seen", r"mirror: \d+ ms.*clean: 1 of 1 sets exact", clips("level6:one"), EYE
    ),
    "bench.studies.measured_load": Trial("FOLDER", r"left.*right", clips("level6:level6"), EYE),
    "bench.studies.offsets": Trial("FOLDER --cache FOLDER/seen", r"1 clips", clips("level1:level1"), EYE),
    "bench.studies.second_opinion": Trial(
        "FOLDER --data FOLDER/none --cache FOLDER/seen", r"unseen, camera", clips("level6:level6"), EYE
    ),
    "bench.studies.sides": Trial("FOLDER --cache FOLDER/seen", r"0 of \d sets", clips("level6:level6"), EYE),
    "bench.torture": "runs the other commands of its room",
    "bench.torture.clocks": Trial("--lives 2 --days 20", r"vanished 0  offered too early 0  not said 0"),
    "bench.torture.full": Trial("--count 2", r"counted 240  not kept at first [1-9]\d*  lost 0"),
    "bench.torture.kills": Trial("--count 2", r"kills 2 .* lost 0 "),
    "bench.torture.power": Trial("--cuts 10 --reps 10", r"acknowledged 10  wrong 0", needs=frozenset({"strace"})),
    "bench.torture.two": Trial("--seconds 1", r"lost 0  damaged 0\nleaders [1-9]\d* .* two at once 0"),
    "bench.torture.containers": Trial("--count 1", r"1 films, 0 wrong", needs=EYE),
    "bench.torture.damage": Trial("--count 10", r"all +(\d+ +){4}0 +0 +0"),
    "bench.torture.fuzz": Trial("--seconds 1 --what trc", r"trc: [1-9]\d* files, .* 0 kinds"),
    "bench.weeks": Trial("--only calm --weeks 1 --brief", r"calm"),
}


def found() -> list[str]:
    """Every module that can be run: packages with `__main__`, and files that say what they do when run."""
    names = []
    for path in sorted((ROOT / "bench").rglob("*.py")):
        if re.search(r"^def main\(|^if __name__ ==", path.read_text(encoding="utf-8"), re.M):
            parts = path.relative_to(ROOT).with_suffix("").parts
            names.append(".".join(parts[:-1] if parts[-1] == "__main__" else parts))
    return names


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    # In a process of its own: what the tests put on the path must not help.
    return subprocess.run(
        [sys.executable, "-m", name, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )


def missing(needs: frozenset[str]) -> str:
    """What is not on this machine; "" where all is."""
    for what in sorted(needs):
        if what == "weights":
            try:
                find_model("full")
            except PsoasError:
                return "the pose model's weights are not installed"
        elif what == "chromium":
            if CHROMIUM is None or find_spec("playwright") is None:
                return "no Chromium is installed"
        elif what == "strace":
            if shutil.which("strace") is None:
                return "no strace is installed"
        elif "/" in what:
            if not (ROOT / what).exists():
                return f"{what} was not made yet"
        elif find_spec(what) is None:
            return f"{what} is not installed"
    return ""


def marks(needs: frozenset[str]) -> list[pytest.MarkDecorator]:
    return [getattr(pytest.mark, {"chromium": "browser"}.get(each, each)) for each in needs & {"weights", "chromium"}]


def test_every_command_is_tried_here() -> None:
    assert found() == sorted(COMMANDS)


#: Asks every command named for its help, one after the other, and prints the answers: most of a start is importing.
HELP = """
import contextlib, io, json, runpy, sys
answers = {}
for name in sys.argv[1:]:
    sys.argv, out = [name, "--help"], io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            runpy.run_module(name, run_name="__main__", alter_sys=True)
        answers[name] = "It went on."
    except SystemExit as end:
        answers[name] = out.getvalue() if not end.code else str(end.code)
    except BaseException as error:
        answers[name] = repr(error)
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def helps() -> dict[str, str]:
    names = [name for name in COMMANDS if name != "bench.mutation" or not missing(frozenset({"cosmic_ray"}))]
    command = [sys.executable, "-c", HELP, *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    answers: dict[str, str] = json.loads(done.stdout)
    return answers


@pytest.mark.parametrize("name", COMMANDS)
def test_it_says_what_it_is_for(name: str, helps: dict[str, str]) -> None:
    if name not in helps:
        pytest.skip(missing(frozenset({"cosmic_ray"})))
    assert helps[name].startswith("usage:"), helps[name]
    # More than its arguments: a sentence of its docstring.
    assert re.search(r"^[A-Z].*", helps[name].split("\n\n", 1)[1]), helps[name]


@pytest.mark.parametrize(
    ("name", "trial"),
    [
        pytest.param(name, trial, marks=marks(trial.needs), id=name)
        for name, trial in COMMANDS.items()
        if isinstance(trial, Trial)
    ],
)
def test_it_does_what_it_is_for(name: str, trial: Trial, tmp_path: Path) -> None:
    if reason := missing(trial.needs):
        pytest.skip(reason)
    folder = str(trial.made(tmp_path))
    done = run(name, *(word.replace("FOLDER", folder) for word in trial.arguments.split()))
    assert done.returncode in (0, 1 if name == "bench.mutation" else 0), done.stdout[-2000:] + done.stderr[-2000:]
    assert re.search(trial.prints, done.stdout, re.S | re.I), done.stdout[-3000:]


@pytest.mark.parametrize("text", sorted([ROOT / "bench" / "README.md", *(ROOT / "docs").rglob("*.md")]), ids=str)
def test_a_command_that_a_document_names_is_there(text: Path) -> None:
    named = re.findall(r"python -m (bench[\w.]*\w)", text.read_text(encoding="utf-8"))
    assert set(named) <= set(COMMANDS)
    assert not re.search(r"python bench/", text.read_text(encoding="utf-8")), "run it with -m"
