"""A psoas in a process of its own, a real Chromium, and a camera that plays a clip."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import av
import pytest

from browser.driving import QUICK, SERVE, Psoas, answered, launch
from psoas.journal.answers import Answer, Screening
from psoas.journal.store import Store
from psoas.sight.video import open_video

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # as `no_outgoing` does for Python
    "--use-fake-device-for-media-stream",
]
CLIPS = Path(__file__).parents[1] / "fixtures" / "clips"
#: How long the clip stands still before it begins, seconds: set-up check, what is said first, countdown and slack.
LEAD_S = 15.0

#: Records what would be spoken; headless browsers have no voices.
EARS = """
    window.heard = [];
    const voice = { lang: "en-GB", name: "test", localService: true, default: true, voiceURI: "test" };
    SpeechSynthesis.prototype.getVoices = () => [voice];
    SpeechSynthesis.prototype.speak = (said) => window.heard.push(said.text);
    Object.defineProperty(SpeechSynthesisUtterance.prototype, "voice", { set() {}, get() { return null; } });
    window.answers = [];
    addEventListener("psoas-answer", (e) => window.answers.push(e.detail.ms));
"""


@pytest.fixture
def screening() -> Screening | None:
    """What came of the questions before the first time; None where they were not answered yet."""
    return Screening("go")


@pytest.fixture
def psoas(tmp_path: Path, screening: Screening | None) -> Iterator[Psoas]:
    """A psoas whose journal holds no more than what came of the questions."""
    if screening is not None:
        answered(tmp_path / "data", screening)
    running = launch(tmp_path / "data")
    yield running
    running.process.terminate()
    running.process.wait(timeout=10)


@pytest.fixture
def start_again() -> Iterator[Callable[[Psoas], Psoas]]:
    """Start psoas once more, on the same journal."""
    started: list[Psoas] = []

    def again(before: Psoas) -> Psoas:
        port = before.address.rsplit(":", 1)[1]
        started.append(launch(before.data, SERVE.replace(", 0,", f", {port},")))
        return started[-1]

    yield again
    for running in started:
        running.process.terminate()
        running.process.wait(timeout=10)


@pytest.fixture
def quick(tmp_path: Path) -> Iterator:
    """Start such a psoas; ``quick(level, reps)``, on the same port and journal when called again."""
    running: list[Psoas] = []

    def start(
        level: int = 1, reps: int = 2, part_s: float = 60.0, place_s: float = 60.0, pain: int | None = 1
    ) -> Psoas:
        data = tmp_path / "data"
        port = 0
        if running:
            port = int(running[-1].address.rsplit(":", 1)[1])
        else:
            store = Store(data)
            store.tell(Screening("go"), at=datetime.now().astimezone())
            if pain is not None:
                store.tell(Answer("pain-now", pain), at=datetime.now().astimezone())
            store.close()
        code = QUICK
        for name, value in {"level": level, "reps": reps, "part_s": part_s, "place_s": place_s, "port": port}.items():
            code = code.replace(f"{{{name}}}", str(value))
        running.append(launch(data, code))
        return running[-1]

    yield start
    for each in running:
        each.process.terminate()
        each.process.wait(timeout=10)


Opener = Callable[..., Any]
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


def tell(page: Any) -> None:
    """What a page said and shows: what one asks first about a test that failed elsewhere."""
    try:
        print("address:", page.url)
        print("heard:", page.evaluate("window.heard"))
        print("shown:", page.locator("body").inner_text(timeout=2_000))
    except sync_api.Error as error:
        print("This page tells nothing:", error)


@pytest.fixture
def chromium(request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Open a page in a browser of its own: ``chromium(psoas, *flags, width=, scheme=, permissions=)``."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_api.sync_playwright() as playwright:
        browsers = []

        def open_page(
            psoas: Psoas, *flags: str, width: int = 1280, scheme: str = "light", allow: bool = True, path: str = "/"
        ) -> Any:
            ui = ["--use-fake-ui-for-media-stream"] if allow else ["--use-fake-ui-for-media-stream=deny"]
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *ui, *flags])
            browsers.append(browser)
            context = browser.new_context(viewport={"width": width, "height": 860}, color_scheme=scheme)
            psoas.let_in(context).add_init_script(EARS)
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.goto(psoas.address + path)
            return page

        yield open_page
        for browser in browsers:
            if request.node.stash.get(FAILED, False):
                tell(browser.contexts[0].pages[0])
            browser.close()


@pytest.fixture(scope="session")
def clip(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Chromium's flag for a camera that plays one of the rendered clips, after standing still for `LEAD_S`."""
    folder = tmp_path_factory.mktemp("camera")

    def flag(name: str) -> str:
        target = folder / f"{name}.y4m"
        if not target.exists():
            write_y4m(shared_data / "rendered" / f"{name}.mp4", target, lead_s=LEAD_S)
        return f"--use-file-for-fake-video-capture={target}"

    yield flag
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def plays(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Chromium's flag for a camera that plays one of our own clips over and over."""
    folder = tmp_path_factory.mktemp("clips")

    def flag(name: str) -> str:
        target = folder / f"{name}.y4m"
        if not target.exists():
            write_y4m(CLIPS / f"{name}.mp4", target, lead_s=6.0)
        return f"--use-file-for-fake-video-capture={target}"

    return flag


def write_y4m(source: Path, target: Path, fps: int = 10, lead_s: float = 0.0) -> None:
    """Write a recording as Chromium's fake camera plays it, its first picture standing still for a while."""
    with target.open("wb") as out:
        for number, frame in enumerate(open_video(source, max_fps=fps)):
            height, width, _ = frame.rgb.shape
            if number == 0:
                out.write(f"YUV4MPEG2 W{width} H{height} F{fps}:1 Ip A1:1 C420jpeg\n".encode())
            picture = av.VideoFrame.from_ndarray(frame.rgb, "rgb24").reformat(format="yuv420p").to_ndarray().tobytes()
            for _ in range(1 + round(lead_s * fps) if number == 0 else 1):
                out.write(b"FRAME\n" + picture)
