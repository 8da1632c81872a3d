"""Commands that are imported when they are called: none waits for what another one needs."""

import difflib
import gc
import importlib
from collections.abc import Mapping
from types import ModuleType
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup

NO_FRILLS: Mapping[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
}
"""How every Typer of this program is made."""


class LazyGroup(TyperGroup):
    """A group of commands of which only the table is known before one is asked for."""

    table: ClassVar[Mapping[str, str]] = {}

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands in the order of the table."""
        del ctx
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, imported now; None for a name that is not in the table."""
        del ctx
        place = self.table.get(cmd_name)
        return None if place is None else _load(cmd_name, place)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that arguments name; a name like that of another is asked back."""
        name = args[0] if args else ""
        near = [] if name in self.table else difflib.get_close_matches(name, self.table, n=1)
        if near:
            ctx.fail(f"no such command {name!r}; did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)


def lazy_group(table: Mapping[str, str]) -> type[LazyGroup]:
    """Return a group of commands: by name, "module:function", or a module's own Typer."""
    return type("Commands", (LazyGroup,), {"table": table})


def _load(name: str, place: str) -> Any:
    module, _, attribute = place.partition(":")
    found = getattr(_imported(module), attribute)
    if isinstance(found, typer.Typer):
        return typer.main.get_command(found)
    single = typer.Typer(**NO_FRILLS)
    single.command(name)(found)
    return typer.main.get_command(single)


def _imported(module: str) -> ModuleType:
    # Of what modules make, nothing is garbage: looking for it takes a sixth of the start.
    gc.disable()
    try:
        return importlib.import_module(module)
    finally:
        gc.freeze()
        gc.enable()
