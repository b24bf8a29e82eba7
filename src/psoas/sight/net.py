"""One LiteRT model, run in place."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from psoas.sight.geometry import Singles
from psoas.sight.runtime import interpreter
from psoas.sight.tflite import without_outputs


class Net:
    """A LiteRT model whose input and outputs are accessed in place; `unwanted` outputs are not computed."""

    def __init__(self, path: Path, threads: int, unwanted: Collection[int] = ()) -> None:
        model = path.read_bytes()
        self._net = interpreter()(
            model_content=without_outputs(model, unwanted) if unwanted else model, num_threads=threads
        )
        self._net.allocate_tensors()
        self._in = self._net.tensor(self._net.get_input_details()[0]["index"])
        outputs = [self._net.tensor(d["index"]) for d in self._net.get_output_details()]
        numbers = (i for i in range(len(outputs) + len(unwanted)) if i not in unwanted)
        self._out = dict(zip(numbers, outputs, strict=True))

    @property
    def input(self) -> Singles:
        """View of the input, valid until the next run."""
        view: Singles = self._in()
        return view

    def output(self, i: int) -> Singles:
        """View of an output by its number in the file, valid until the next run."""
        view: Singles = self._out[i]()
        return view

    def run(self) -> None:
        """Run the model."""
        self._net.invoke()
