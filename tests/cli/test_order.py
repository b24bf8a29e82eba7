"""Options before the command: they mean what they mean after it, or are refused in one sentence."""

import functools
import inspect
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import av
import numpy as np
import platformdirs
import pytest
import typer

from commands import Run, Told, journal_of
from psoas import __version__
from psoas.cli import main as cli
from psoas.cli import options
from psoas.journal.answers import Screening
from psoas.journal.store import Store
from psoas.sight import models

APP: Any = typer.main.get_command(cli.app)
COMMANDS: dict[str, Any] = {name: APP.get_command(typer.Context(APP), name) for name in APP.list_commands(None)}

#: A value for each type of option; the words are names of commands, which a value may be.
VALUES = {int: "2", float: "1.5", str: "today", Path: "log"}


def options_of(command: Any) -> list[Any]:
    return [each for each in command.params if each.param_type_name == "option"]


def type_of(command: Any, option: Any) -> Any:
    """What the command's function takes for an option: one of `VALUES`, or a `Literal`."""
    told = get_type_hints(inspect.unwrap(command.callback))[option.name]
    while get_origin(told) not in (None, Literal):
        told = next(each for each in get_args(told) if each is not type(None))
    return told


def ways(command: Any, option: Any) -> list[list[str]]:
    """An option in each way in which it may be written."""
    if option.is_flag:
        return [[name] for name in (*option.opts, *option.secondary_opts)]
    kind = type_of(command, option)
    value = get_args(kind)[-1] if get_origin(kind) is Literal else VALUES[kind]
    return [way for name in option.opts for way in ([name, value], [f"{name}={value}"])]


def arguments(command: Any) -> list[str]:
    return ["a.file" for each in command.params if each.param_type_name == "argument" and each.required]


EVERY = [(name, way) for name, one in COMMANDS.items() for option in options_of(one) for way in ways(one, option)]
OPENING = [(option.opts[0], way) for option in options_of(APP) for way in ways(APP, option)]

#: The name of a command, and what its function was given.
Reached = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Reached:
    """What reaches the functions of the commands, none of which runs."""
    found: Reached = []

    def recorded(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def record(**given: Any) -> None:
            context = given.pop("context", None)
            if context is None or context.invoked_subcommand is None:
                found.append((function.__name__, given))

        return record

    for info in (cli.app.registered_callback, *cli.app.registered_commands):
        monkeypatch.setattr(info, "callback", recorded(info.callback))
    # The commands are made once for each test: most of the time goes into that.
    monkeypatch.setattr(typer.main, "get_command", functools.cache(typer.main.get_command))
    monkeypatch.chdir(tmp_path)
    return found


@pytest.fixture
def usual(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of the person's own journal, which nothing has written into yet."""
    for name in ("XDG_DATA_HOME", "HOME", "USERPROFILE", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path)
    folder = Path(platformdirs.user_data_dir("psoas", appauthor=False))
    assert folder.is_relative_to(tmp_path)
    return folder


def refused(told: Told, *names: str) -> bool:
    code, out, err = told
    return (code, out, err.count("\n")) == (2, "", 1) and all(name in err for name in names)


@pytest.mark.parametrize(("name", "way"), EVERY, ids=[f"{name} {' '.join(way)}" for name, way in EVERY])
def test_each_option_means_before_its_command_what_it_means_after_it(
    run: Run, reached: Reached, name: str, way: list[str]
) -> None:
    given = arguments(COMMANDS[name])
    for told in (run(name, *given), run(name, *way, *given), run(*way, name, *given)):
        assert told == (0, "", "")
    without, after, before = reached
    assert before == after
    assert after != without


@pytest.mark.parametrize("name", COMMANDS)
def test_all_options_of_a_command_may_stand_before_it(run: Run, reached: Reached, name: str) -> None:
    command = COMMANDS[name]
    words = [word for option in options_of(command) for word in ways(command, option)[0]]
    run(name, *words, *arguments(command))
    run(*words, name, *arguments(command))
    run(*words, "--", name, *arguments(command))
    assert len(reached) == 3
    assert reached[0] == reached[1] == reached[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_that_a_command_does_not_have_is_refused_before_it_by_both_names(
    run: Run, reached: Reached, name: str
) -> None:
    own = {spelled for option in options_of(COMMANDS[name]) for spelled in (*option.opts, *option.secondary_opts)}
    others = {option: way for _, way in [*EVERY, *OPENING] if (option := way[0].partition("=")[0]) not in own}
    del others["--version"]
    assert {"--port", "--no-browser"} <= others.keys()
    for option, way in others.items():
        assert refused(run(*way, name, *arguments(COMMANDS[name])), option, f"`psoas {name} --help`"), option
    assert reached == []


def test_what_only_opening_the_app_takes_is_said_to_be_for_that(run: Run, reached: Reached) -> None:
    said = "psoas: --port is for opening the app: `psoas log` does not take it. See `psoas log --help`.\n"
    assert run("--port", 8123, "log", "--left", 1) == (2, "", said)
    assert refused(run("--no-browser", "today"), "--no-browser is for opening the app", "`psoas today`")
    assert reached == []


@pytest.mark.parametrize("way", [["--notte", "hello"], ["--notte=hello"], ["--notte"], ["-n", "3"]])
def test_an_option_that_nobody_has_is_refused(run: Run, reached: Reached, way: list[str]) -> None:
    assert refused(run(*way, "log", "--left", 1), way[0].partition("=")[0], "`psoas log --help`")
    assert refused(run(*way), way[0].partition("=")[0], "`psoas --help`")
    assert reached == []


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("--left 3 log --left 4", "log --left 4"),
        ("--form log --no-form", "log --no-form"),
        ("--model heavy analyze a.npz --model full", "analyze a.npz --model full"),
        ("--band light about --band heavy", "about --band light --band heavy"),
        ("--data log log --data ./log", "log --data log"),
    ],
)
def test_what_is_given_after_the_command_wins_and_what_may_be_repeated_adds_up(
    run: Run, reached: Reached, typed: str, same: str
) -> None:
    run(*typed.split())
    run(*same.split())
    assert len(reached) == 2
    assert reached[0] == reached[1]


@pytest.mark.parametrize(
    ("typed", "name", "what"),
    [
        ("--data log today", "today", {"data": Path("log")}),
        ("--data today log --left 1", "log", {"data": Path("today"), "left": 1}),
        ("--note today log", "log", {"note": "today"}),
        ("--note -5 log", "log", {"note": "-5"}),
        ("--note -- log", "log", {"note": "--"}),
        ("--note --data log", "log", {"note": "--data", "data": None}),
        ("--json history", "history", {"as_json": True}),
        ("--json history analyze a.npz", "", {}),  # two commands, and the flag of one has a value in the other
        ("--json - analyze a.npz", "analyze", {"json": Path("-"), "files": [Path("a.npz")]}),
        ("--data a analyze -- --data", "analyze", {"data": Path("a"), "files": [Path("--data")]}),
        ("--data a -- analyze b", "analyze", {"data": Path("a"), "files": [Path("b")]}),
        ("--data log", "start", {"data": Path("log")}),
        ("--data=today --port 8123", "start", {"data": Path("today"), "port": 8123}),
    ],
)
def test_a_value_is_never_taken_for_a_command_or_an_option(
    run: Run, reached: Reached, typed: str, name: str, what: dict[str, Any]
) -> None:
    code, _, _ = run(*typed.split())
    if not name:
        assert (code, reached) == (2, [])
        return
    [(reached_name, given)] = reached
    assert (code, reached_name) == (0, name)
    assert {key: given[key] for key in what} == what


@pytest.mark.parametrize("typed", ["bogus log", "-- --data log", "--left log", "--data", "log --data", "--data a lgo"])
def test_what_was_refused_is_refused_still(run: Run, reached: Reached, typed: str) -> None:
    assert refused(run(*typed.split()))
    assert reached == []


@pytest.mark.parametrize(
    ("typed", "program"),
    [
        ("--data a log --data b --left 1", "psoas log"),
        ("--data=a log --left 1 --data=b", "psoas log"),
        ("--data a --data b log --left 1", "psoas log"),
        ("log --left 1 --data a --data b", "psoas log"),
        ("--data a --data b", "psoas"),
    ],
)
def test_two_folders_are_refused_wherever_they_stand(run: Run, reached: Reached, typed: str, program: str) -> None:
    said = f"psoas: `{program}` has one journal, but --data names a and b. Name one of them.\n"
    assert run(*typed.split()) == (2, "", said)
    assert reached == []


def test_what_follows_two_dashes_names_no_folder(run: Run, reached: Reached) -> None:
    assert run("--data", "a", "analyze", "--", "--data", "b")[0] == 0
    assert reached[0][1]["files"] == [Path("--data"), Path("b")]


def test_the_version_and_the_help_may_stand_before_a_command(run: Run) -> None:
    for typed in (["--version"], ["--version", "log"], ["--data", "a", "--version", "log"]):
        assert run(*typed) == (0, f"psoas {__version__}\n", "")
    assert run("--help", "log") == run("log", "--help")
    assert "psoas log" in run("--help", "log")[1]
    assert "COMMAND" in run("--data", "a", "--help")[1]


# -- the home folder --------------------------------------------------------------------------------------------------

PATHS = [
    (name, option.opts[0])
    for name, one in COMMANDS.items()
    for option in options_of(one)
    if not option.is_flag and type_of(one, option) is Path
]


@pytest.mark.parametrize(("name", "option"), PATHS, ids=map(" ".join, PATHS))
def test_a_tilde_is_the_home_folder_in_every_option_that_names_a_folder_or_a_file(
    run: Run, reached: Reached, usual: Path, name: str, option: str
) -> None:
    given = arguments(COMMANDS[name])
    run(f"{option}=~/x", name, *given)
    run(name, option, "~/x", *given)
    assert len(reached) == 2
    for _, what in reached:
        assert Path.home() / "x" in what.values()


def test_the_app_too_is_opened_with_a_folder_in_the_home_folder(run: Run, reached: Reached, usual: Path) -> None:
    run("--data=~/x")
    assert reached[0][1]["data"] == Path.home() / "x"


def test_a_tilde_makes_no_folder_of_that_name(run: Run, usual: Path) -> None:
    assert run("--data=~/mine", "log", "--rung", "1a", "--left", 10, "--right", 10)[0] == 0
    assert (Path.home() / "mine" / "journal.sqlite").exists()
    assert not Path("~").exists()
    assert not usual.exists()


def test_one_folder_named_in_two_ways_is_one(run: Run, reached: Reached, usual: Path) -> None:
    assert run("--data=~/x", "today", "--data", Path.home() / "x")[0] == 0


def test_where_nobody_has_that_name_the_tilde_stays_as_in_a_shell(run: Run, reached: Reached) -> None:
    assert run("--data=~nobody-of-that-name/x", "today")[0] == 0
    assert reached[0][1]["data"] == Path("~nobody-of-that-name/x")


def test_a_model_of_the_home_folder_is_found(run: Run, usual: Path) -> None:
    (Path.home() / "a.tflite").write_text("This is no model.")
    assert refused(run("models", "--add=~/a.tflite"), "not a pose model")


# -- real journals ----------------------------------------------------------------------------------------------------


def test_what_is_logged_lands_in_the_journal_that_was_named_before_the_command(run: Run, usual: Path) -> None:
    other = Path("other")
    code, out, _ = run("--data", other, "log", "--rung", "1a", "--left", 10, "--right", 10)
    assert code == 0
    assert "Noted: 10 left and 10 right." in out
    store = Store(other)
    assert [session.state for session in store.sessions()] == ["done"]
    store.close()
    assert not usual.exists()


def test_today_is_of_the_journal_that_was_named_before_the_command(run: Run, usual: Path) -> None:
    other = Path("other")
    store = Store(other)
    store.tell(Screening("go"), options.now())
    store.close()
    _, out, _ = run("--data", other, "today")
    assert "Start with level 1" in out
    assert not usual.exists()


def test_the_questions_are_answered_into_the_journal_that_was_named_before_the_command(
    run: Run, usual: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path("other")
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n" * 12))
    assert run("--data", other, "screening")[0] == 0
    assert journal_of(other, Screening) == [Screening("go")]
    assert not usual.exists()


def test_a_model_that_is_missing_is_missed_before_the_command_as_after_it(
    run: Run, usual: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "package_folder", lambda: usual / "nothing")
    clip = Path("clip.mp4")
    with av.open(str(clip), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), "rgb24")))
        container.mux(stream.encode(None))
    before = run("--model", "heavy", "analyze", clip, "--level", 1)
    assert refused(before, "heavy")
    assert before == run("analyze", clip, "--level", 1, "--model", "heavy")


def test_a_model_is_added_also_by_an_option_before_the_command(run: Run, usual: Path) -> None:
    Path("a.tflite").write_text("This is no model.")
    assert refused(run("--add", "a.tflite", "--data", "other", "models"), "not a pose model")
