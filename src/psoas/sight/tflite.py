"""Remove unused outputs from a model, so that nothing is computed for them.

The landmark model also draws a silhouette of the person at the full size of its input, which takes a third of its time
(`bench/speed/slim.py`). Without it the other outputs are the same to the last bit.
"""

from __future__ import annotations

import struct
from collections.abc import Collection

from flatbuffers.number_types import Int32Flags, UOffsetTFlags
from flatbuffers.table import Table

# Numbers of the fields needed here in the TFLite schema (TensorFlow, schema.fbs, version 3).
_MODEL_SUBGRAPHS = 2
_GRAPH_OUTPUTS, _GRAPH_OPERATORS = 2, 3
_OPERATOR_INPUTS, _OPERATOR_OUTPUTS = 1, 2


def without_outputs(model: bytes, unwanted: Collection[int]) -> bytes:
    """Remove outputs from a TFLite model, with every operator that serves only them.

    Parameters
    ----------
    model : bytes
        A whole .tflite file with one graph.
    unwanted : collection of int
        Numbers of the outputs to remove.

    Returns
    -------
    bytes
        A model of the same length with the other outputs in order; the weights of what was removed stay in it, unused.
    """
    file = bytearray(model)
    (graph,) = _tables(Table(file, struct.unpack_from("<I", file)[0]), _MODEL_SUBGRAPHS)
    outputs = [tensor for i, tensor in enumerate(_tensors(graph, _GRAPH_OUTPUTS)) if i not in unwanted]
    needed = set(outputs)
    operators = []
    for operator in reversed(_tables(graph, _GRAPH_OPERATORS)):
        if needed.intersection(_tensors(operator, _OPERATOR_OUTPUTS)):
            needed.update(_tensors(operator, _OPERATOR_INPUTS))
            operators.append(operator.Pos)
    _write(graph, _GRAPH_OUTPUTS, [struct.pack("<i", tensor) for tensor in outputs])
    # An entry holds the distance from itself to its table.
    first = graph.Vector(_field(graph, _GRAPH_OPERATORS))
    entries = [struct.pack("<I", at - (first + 4 * i)) for i, at in enumerate(reversed(operators))]
    _write(graph, _GRAPH_OPERATORS, entries)
    return bytes(file)


def _field(table: Table, number: int) -> int:
    """Locate a field in its table."""
    return int(table.Offset(4 + 2 * number))


def _entries(table: Table, number: int) -> range:
    """Locate the entries of a vector of four-byte values."""
    field = _field(table, number)
    first = table.Vector(field)
    return range(first, first + 4 * table.VectorLen(field), 4)


def _tensors(table: Table, number: int) -> list[int]:
    return [table.Get(Int32Flags, at) for at in _entries(table, number)]


def _tables(table: Table, number: int) -> list[Table]:
    return [Table(table.Bytes, at + table.Get(UOffsetTFlags, at)) for at in _entries(table, number)]


def _write(table: Table, number: int, entries: list[bytes]) -> None:
    """Shorten a vector to these entries."""
    first = table.Vector(_field(table, number))
    struct.pack_into("<I", table.Bytes, first - 4, len(entries))
    table.Bytes[first : first + 4 * len(entries)] = b"".join(entries)
