"""What a picture costs with and without the landmark model's silhouette, in turn, and that nothing else changes."""

from __future__ import annotations

import argparse
import statistics
import time

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from psoas.sight.models import find_model
from psoas.sight.tflite import without_outputs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=150)
    runs = parser.parse_args().runs
    model = find_model("full").read_bytes()
    nets = [Interpreter(model_content=m, num_threads=2) for m in (model, without_outputs(model, {2}))]
    picture = np.random.default_rng(1).random((1, 256, 256, 3)).astype(np.float32)
    times: list[list[float]] = [[], []]
    for net in nets:
        net.allocate_tensors()
        net.set_tensor(net.get_input_details()[0]["index"], picture)
    for _ in range(runs):
        for net, took in zip(nets, times, strict=True):
            begun = time.perf_counter()
            net.invoke()
            took.append(time.perf_counter() - begun)
    answers = [{d["name"]: net.get_tensor(d["index"]) for d in net.get_output_details()} for net in nets]
    same = all(np.array_equal(values, answers[0][name]) for name, values in answers[1].items())
    whole, slim = (statistics.median(took) for took in times)
    print(f"with the silhouette {1e3 * whole:.1f} ms, without {1e3 * slim:.1f} ms: {slim / whole:.2f} of it")
    print(f"the other outputs are {'the same' if same else 'NOT the same'} to the last bit")


if __name__ == "__main__":
    main()
