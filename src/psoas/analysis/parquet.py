"""Results of many recordings as a Parquet table, for analysts. Needs pyarrow (extra ``exchange``)."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from types import NoneType
from typing import Annotated, Any, BinaryIO, Literal, get_args, get_origin

from pydantic import BaseModel

from psoas.analysis.errors import AnalysisError
from psoas.analysis.result import Contract

_PLAIN = {int: "int64", float: "float64", bool: "bool_", str: "string"}


def require_pyarrow() -> Any:
    """The library, once it is wanted.

    Raises
    ------
    AnalysisError
        If it is not installed.
    """
    try:
        return importlib.import_module("pyarrow")
    except ImportError:
        raise AnalysisError(
            "pyarrow is not installed, and a .parquet file needs it. Bring it with `uv run --extra exchange psoas` or "
            "`pip install psoas[exchange]`, or choose a name that ends in .jsonl."
        ) from None


def write_parquet(file: BinaryIO, records: Sequence[dict[str, Any]]) -> None:
    """One row a recording, one column a field of the machine contract, and ``error`` where it could not be read.

    The columns and their types come from the contract, not from what the records happen to hold.
    """
    arrow = require_pyarrow()
    columns = [*_columns(arrow, Contract), arrow.field("error", arrow.string())]
    table = arrow.Table.from_pylist(list(records), schema=arrow.schema(columns))
    importlib.import_module("pyarrow.parquet").write_table(table, file)


def _columns(arrow: Any, model: type[BaseModel]) -> list[Any]:
    return [arrow.field(info.alias or name, _type(arrow, info.annotation)) for name, info in model.model_fields.items()]


def _type(arrow: Any, hint: Any) -> Any:
    """The column type of one field; parts of the contract become structs."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return arrow.struct(_columns(arrow, hint))
    if hint in _PLAIN:
        return getattr(arrow, _PLAIN[hint])()
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return _type(arrow, type(inside[0]))
    kinds = inside[:1] if origin is Annotated else [kind for kind in inside if kind is not NoneType]
    build = {list: arrow.list_, dict: arrow.map_}.get(origin, lambda kind: kind)
    return build(*(_type(arrow, kind) for kind in kinds))
