"""Writes files and folders so that a reader sees the old one or the new one, never a part.

Whatever happens (a full disk, a signal, a kill), the previous file or folder survives, and the
next run removes what a killed run left.

atomic.py        one file, and a set of files
copies.py        files of another folder
folders.py       a whole folder
trees.py         a folder of very many files
staged_folder.py a folder that a build moves into place, of which few files changed
recorded.py      a folder with a record of what was written into it
locks.py         one run at a time in a folder
temporary.py     temporary folders
write_errors.py  errors of the system as `CannotWrite`
shipped.py       the folders of templates and styles
products.py      what a product is: its hash, its size, its files; checksums.py has the hashes
destinations.py  the pages of a finished PDF that its anchors are on
"""

from __future__ import annotations

from publish.files.atomic import (
    replace_all,
    staging,
    sync_folder,
    without_sync,
    write_atomic,
    write_new,
    write_staged,
    writing_staged,
)
from publish.files.checksums import (
    checksum_lines,
    parse_checksum_lines,
    sha256_of,
    sha256_of_file,
)
from publish.files.copies import copy_synced, rename_synced
from publish.files.folders import new_folder, recover_folder
from publish.files.locks import locked
from publish.files.products import ProductContent, read_product
from publish.files.recorded import changed_files, is_free, read_record
from publish.files.staged_folder import StagedFolder
from publish.files.temporary import TEMPORARY_HINT, as_cannot_write_temporary, temporary_folder
from publish.files.trees import replace_tree
from publish.files.write_errors import as_cannot_write

__all__ = [
    "TEMPORARY_HINT",
    "ProductContent",
    "StagedFolder",
    "as_cannot_write",
    "as_cannot_write_temporary",
    "changed_files",
    "checksum_lines",
    "copy_synced",
    "is_free",
    "locked",
    "new_folder",
    "parse_checksum_lines",
    "read_product",
    "read_record",
    "recover_folder",
    "rename_synced",
    "replace_all",
    "replace_tree",
    "sha256_of",
    "sha256_of_file",
    "staging",
    "sync_folder",
    "temporary_folder",
    "without_sync",
    "write_atomic",
    "write_new",
    "write_staged",
    "writing_staged",
]
