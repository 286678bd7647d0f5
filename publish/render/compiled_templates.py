"""Templates as compiled code: once in a process, and those of the toolchain once on a machine.

Their code is kept beside them, as Python keeps that of its modules: written by whoever may write
the templates themselves, and by nobody else. So it is never in the cache, which has data alone.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from pickle import UnpicklingError
from types import CodeType

import jinja2
from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket

from publish.errors import CannotWrite
from publish.files import without_sync, write_atomic
from publish.files.shipped import shipped

_FOLDER = "__pycache__"


class CompiledTemplates(BytecodeCache):
    """The code of templates by their file and its text."""

    _MOST = 400

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The file of a template, or the name of one that has none."""
        return filename or name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code of the same text."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))
        if bucket.code is None and (file := code_file(Path(bucket.key))) is not None:
            with suppress(OSError, EOFError, ValueError, UnpicklingError):  # damaged, or none
                bucket.bytecode_from_string(file.read_bytes())
            self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._keep(bucket)
        file = code_file(Path(bucket.key))
        if file is not None and not sys.dont_write_bytecode:
            # An installation that its user may not change has none; what is lost is made again.
            with suppress(CannotWrite), without_sync():
                write_atomic(file, bucket.bytecode_to_string())

    def template(self, environment: Environment, source: str, file: Path) -> Template:
        """A template of which no loader knows; its code is kept as that of `file`."""
        bucket = self.get_bucket(environment, file.name, str(file), source)
        if bucket.code is None:
            bucket.code = environment.compile(source)
            self.set_bucket(bucket)
        template: Template = environment.template_class.from_code(
            environment, bucket.code, environment.make_globals(None)
        )
        return template

    def _keep(self, bucket: Bucket) -> None:
        if len(self._codes) >= self._MOST:  # as after many edits of a theme
            self._codes.clear()
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


def code_file(template: Path) -> Path | None:
    """Where the code of a template is kept; None for one that is not of the toolchain."""
    if not any(template.is_relative_to(shipped(name)) for name in ("templates", "styles")):
        return None
    return template.parent / _FOLDER / f"{template.name}.{_tag()}"


@cache
def _tag() -> str:
    """Names what makes the code, in which another version finds none of its own."""
    return f"{sys.implementation.cache_tag}-jinja-{jinja2.__version__}"
