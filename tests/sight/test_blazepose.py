"""BlazePose on real weights: skipped where the install could not bring them."""

import json
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from psoas.body.skeleton import Joint, Skeleton
from psoas.sight.blazepose import BlazePose
from psoas.sight.models import find_model
from psoas.sight.runtime import CannotSee
from psoas.sight.video import Frame, open_video
from psoas.tracking.online import OnlineTracker

pytestmark = pytest.mark.weights

CLIPS_OF_OURS = Path(__file__).parents[1] / "fixtures" / "clips"
#: Upper bounds of the mean error, % of body height, for the worse leg; what was measured is about two thirds of it.
BOUNDS = {"lying": {"hip": 3.5, "knee": 4.0, "ankle": 3.8}, "standing": {"hip": 3.8, "knee": 2.6, "ankle": 1.5}}
CLIPS = (
    "lying_feet_down_head_right",
    "lying_head_left_side",
    "lying_head_right_yaw20",
    "standing_45",
    "standing_front",
    "standing_side",
)


@pytest.fixture(scope="module")
def eyes() -> BlazePose:
    try:
        return BlazePose()
    except CannotSee as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def clips(eyes, shared_data) -> dict[str, list[Skeleton]]:
    """The rendered clips, each seen once."""
    return {clip: watch(eyes, shared_data / "rendered" / f"{clip}.mp4", max_fps=5) for clip in CLIPS}


def watch(eyes: BlazePose, path: Path, max_fps: float | None = None) -> list[Skeleton]:
    eyes.reset()
    return [eyes.detect(f.rgb, f.t) for f in open_video(path, max_fps)]


def blank(width: int = 320, height: int = 240) -> np.ndarray:
    return np.full((height, width, 3), 90, np.uint8)


def test_nobody_is_seen_in_an_empty_room(eyes):
    eyes.reset()
    for i in range(5):
        skeleton = eyes.detect(blank(), i / 10)
        assert not skeleton.seen
        assert skeleton.size == (320, 240)
    assert eyes.people == 0


@pytest.mark.parametrize("size", [(3, 3), (1, 400), (400, 1)])
def test_a_picture_of_any_shape_is_looked_at(eyes, size):
    eyes.reset()
    assert not eyes.detect(blank(*size), 0.0).seen


def test_an_empty_room_is_not_searched_in_every_picture(eyes, monkeypatch):
    eyes.reset()
    looks = []
    whole = eyes._detect
    monkeypatch.setattr(eyes, "_detect", lambda image: looks.append(1) or whole(image))
    for i in range(30):
        eyes.detect(blank(), i / 30)
    assert len(looks) < 16


@pytest.mark.shared
@pytest.mark.parametrize("clip", CLIPS)
def test_hips_knees_and_ankles_lie_where_the_truth_says(clips, shared_data, clip):
    truth = json.loads((shared_data / "rendered" / f"{clip}.json").read_text())
    points = np.array(truth["keypoints_px"])
    at = {name: points[:, i] for i, name in enumerate(truth["joint_names"])}
    chain = ("shoulder", "hip", "knee", "ankle")
    height = (
        max(
            sum(np.linalg.norm(at[f"{side}_{a}"] - at[f"{side}_{b}"], axis=1) for a, b in pairwise(chain)).max()
            for side in ("left", "right")
        )
        / 0.779
    )  # Winter 2009: what shoulder to ankle is of body height
    skeletons = clips[clip]
    assert len(skeletons) == 60
    assert all(s.seen for s in skeletons)
    frames = [round(s.t * truth["fps"]) for s in skeletons]
    for name, bound in BOUNDS[clip.split("_")[0]].items():
        for side in ("left", "right"):
            seen = np.array([s.image[Joint[f"{side}_{name}".upper()]] for s in skeletons])
            error = np.linalg.norm(seen - at[f"{side}_{name}"][frames], axis=1).mean() / height * 100
            assert error < bound, (side, name)


@pytest.mark.shared
def test_steadying_a_clip_exchanges_no_sides(clips):
    for clip, skeletons in clips.items():
        steady = OnlineTracker()
        for raw in skeletons:
            out = steady.update(raw)
            pair = [Joint.LEFT_HIP, Joint.LEFT_KNEE]
            assert out.metric is not None
            assert np.linalg.norm(out.metric[pair] - raw.metric[pair], axis=1).mean() < 0.12, clip


@pytest.mark.shared
def test_the_real_man_in_the_bridge_video_is_followed(eyes, shared_data):
    skeletons = watch(eyes, shared_data / "bridge_video" / "bridging.mp4")
    assert np.mean([s.seen for s in skeletons]) >= 0.9
    # Head left, face up: his right side is near.
    assert all(s.metric[Joint.RIGHT_HIP, 2] < s.metric[Joint.LEFT_HIP, 2] for s in skeletons)


@pytest.mark.shared
def test_hips_and_knees_are_found_in_every_photograph(eyes, shared_data):
    photographs = sorted((shared_data / "stills").glob("*.jpg"))
    assert len(photographs) == 10
    for path in photographs:
        eyes.reset()
        with Image.open(path) as image:
            skeleton = eyes.detect(np.asarray(image.convert("RGB")), 0.0)
        near = "LEFT" if skeleton.confidence[Joint.LEFT_KNEE] > skeleton.confidence[Joint.RIGHT_KNEE] else "RIGHT"
        assert skeleton.seen, path.name
        assert min(skeleton.confidence[Joint[f"{near}_{j}"]] for j in ("HIP", "KNEE")) > 0.9, path.name


@pytest.mark.shared
def test_a_person_lying_in_a_dark_noisy_room_is_found(eyes, shared_data):
    rng = np.random.default_rng(0)
    eyes.reset()
    found = []
    for f in open_video(shared_data / "bridge_video" / "bridging.mp4", max_fps=5):
        dark = np.clip(f.rgb * 0.1 + rng.normal(0, 5, f.rgb.shape), 0, 255).astype(np.uint8)
        found.append(eyes.detect(dark, f.t).seen)
    assert np.mean(found) > 0.9


@pytest.mark.shared
def test_someone_who_walks_in_is_seen_within_a_third_of_a_second_and_lost_when_gone(eyes, shared_data):
    frame = next(iter(open_video(shared_data / "rendered" / "standing_front.mp4"))).rgb
    eyes.reset()
    for i in range(31):
        assert not eyes.detect(blank(640, 480), i / 30).seen
    coming = [eyes.detect(frame, i / 30).seen for i in range(31, 41)]
    assert any(coming)
    gone = [eyes.detect(blank(640, 480), i / 30).seen for i in range(41, 45)]
    assert not any(gone)


@pytest.mark.shared
def test_the_followed_person_is_kept_when_a_bigger_one_appears(eyes, shared_data):
    person = next(iter(open_video(shared_data / "rendered" / "standing_front.mp4"))).rgb
    alone = np.full((480, 1280, 3), 110, np.uint8)
    alone[:, :640] = person
    both = alone.copy()
    both[:, 640:] = np.asarray(Image.fromarray(person).crop((160, 60, 480, 420)).resize((640, 480)))
    eyes.reset()
    eyes.detect(alone, 0.0)
    for i in range(1, 20):
        assert eyes.detect(both, i / 10).middle("hip")[0] < 640


@pytest.mark.shared
def test_the_same_pictures_give_the_same_skeletons(eyes, shared_data):
    path = shared_data / "rendered" / "lying_head_left_side.mp4"
    first, second = watch(eyes, path, 3), watch(eyes, path, 3)
    assert all(np.array_equal(a.image, b.image) for a, b in zip(first, second, strict=True))


@pytest.mark.shared
def test_following_a_recording_gives_what_seeing_each_frame_gives(eyes, shared_data):
    person = [f.rgb for f in open_video(shared_data / "rendered" / "lying_head_right_yaw20.mp4", 4)]
    nobody = [np.full_like(person[0], 90)] * 4
    pictures = nobody + person[:8] + nobody + person[8:16]
    # A long gap in the middle makes both search afresh.
    frames = [Frame(i / 4 + (3.0 if i > 18 else 0.0), rgb, i) for i, rgb in enumerate(pictures)]
    eyes.reset()
    one_by_one = [eyes.detect(f.rgb, f.t) for f in frames]
    eyes.reset()
    followed = list(eyes.follow(frames))
    assert [frame for frame, _ in followed] == frames
    for alone, (_, ahead) in zip(one_by_one, followed, strict=True):
        assert np.array_equal(alone.image, ahead.image, equal_nan=True)
        assert np.array_equal(alone.confidence, ahead.confidence)
    assert sum(s.seen for s in one_by_one) > 10


@pytest.mark.shared
def test_a_second_person_who_joins_is_counted_within_some_seconds(eyes, shared_data):
    frames = list(open_video(shared_data / "rendered" / "standing_side.mp4"))
    beside = next(iter(open_video(shared_data / "rendered" / "standing_front.mp4"))).rgb[:, 150:490]
    eyes.reset()
    counted = []
    for frame in frames[:80]:
        alone = np.hstack([frame.rgb[:, 150:490], np.full_like(beside, 90)])
        joined = np.hstack([frame.rgb[:, 150:490], beside])
        eyes.detect(joined if frame.t > 2.0 else alone, frame.t)
        counted.append(eyes.people)
    assert counted[5] == 1
    assert counted[-1] == 2


def test_what_is_seen_is_the_same_to_the_last_bit_with_and_without_the_silhouette(eyes, shared_data):
    frames = list(islice(open_video(shared_data / "rendered" / "lying_head_left_side.mp4"), 4))
    seen = []
    for wanted in (False, True):
        eyes.reset()
        eyes.with_silhouette = wanted
        try:
            seen.append([eyes.detect(frame.rgb, frame.t) for frame in frames])
            assert (eyes.silhouette is not None) == wanted
        finally:
            eyes.with_silhouette = False
    for without, with_it in zip(*seen, strict=True):
        assert np.array_equal(without.image, with_it.image)
        assert np.array_equal(without.metric, with_it.metric)
        assert np.array_equal(without.confidence, with_it.confidence)


@pytest.mark.parametrize(
    ("clip", "mirrored"), [("lying_head_left_side", False), ("lying_head_right_yaw20", True), ("standing_side", False)]
)
def test_the_silhouette_covers_the_hips_and_shoulders_also_where_the_model_looked_in_a_mirror(
    eyes, shared_data, clip, mirrored
):
    eyes.reset()
    eyes.with_silhouette = True
    try:
        frames = open_video(shared_data / "rendered" / f"{clip}.mp4", max_fps=5)
        followed = [(skeleton, eyes.silhouette) for _, skeleton in islice(eyes.follow(frames), 8)]
    finally:
        eyes.with_silhouette = False
    for skeleton, silhouette in followed[2:]:
        assert silhouette.mirror == mirrored
        body = np.array([skeleton.middle("hip"), skeleton.middle("shoulder")])
        assert np.all(silhouette.at(body) > 0)
        far = 0.9 * float(np.linalg.norm(body[0] - body[1]))
        off = body + np.array([0.0, far] if "lying" in clip else [far, 0.0])
        assert not np.any(silhouette.at(off) > 0)


def test_another_model_goes_on_following_the_same_person():
    try:
        eyes = BlazePose()
        find_model("heavy")
    except CannotSee as reason:
        pytest.skip(str(reason))
    frames = list(islice(open_video(CLIPS_OF_OURS / "level6.mp4"), 6))
    seen = []
    for n, frame in enumerate(frames):
        if n == 3:
            eyes.model = "heavy"
            eyes._detect = None  # whom it follows it need not look for
        seen.append(eyes.detect(frame.rgb, frame.t).image)
    apart = np.linalg.norm(seen[3] - seen[2], axis=1)[[Joint.LEFT_HIP, Joint.RIGHT_HIP]]
    assert 0 < apart.max() < 25
