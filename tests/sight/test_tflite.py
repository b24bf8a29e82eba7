"""A model without outputs that nobody reads says the same in those that are left."""

import numpy as np
import pytest

from psoas.sight.models import find_model
from psoas.sight.runtime import CannotSee, interpreter
from psoas.sight.tflite import without_outputs

pytestmark = pytest.mark.weights


@pytest.fixture(scope="module")
def landmark_model() -> bytes:
    try:
        return find_model("full").read_bytes()
    except CannotSee as missing:
        pytest.skip(str(missing))


def answers(model: bytes) -> dict[str, np.ndarray]:
    """Outputs by their name, for one picture of noise."""
    net = interpreter()(model_content=model, num_threads=1)
    net.allocate_tensors()
    given = net.get_input_details()[0]
    picture = np.random.default_rng(3).random(given["shape"]).astype(np.float32)
    net.set_tensor(given["index"], picture)
    net.invoke()
    return {d["name"]: net.get_tensor(d["index"]).copy() for d in net.get_output_details()}


@pytest.mark.parametrize("unwanted", [{2}, {2, 3}, {0, 4}])
def test_the_outputs_that_are_left_keep_their_order_and_every_bit(landmark_model, unwanted):
    whole, slim = answers(landmark_model), answers(without_outputs(landmark_model, unwanted))
    assert list(slim) == [name for i, name in enumerate(whole) if i not in unwanted]
    assert all(np.array_equal(slim[name], whole[name]) for name in slim)


def test_what_served_only_an_unwanted_output_is_not_computed(landmark_model):
    def operators(model: bytes) -> int:
        return len(interpreter()(model_content=model)._get_ops_details())

    whole, slim = operators(landmark_model), operators(without_outputs(landmark_model, {2}))
    assert 0.5 * whole < slim < 0.9 * whole


def test_with_nothing_unwanted_a_model_stays_what_it_is(landmark_model):
    assert without_outputs(landmark_model, ()) == landmark_model
