"""What can go wrong with a library of articles, and the one translation of its engines' own errors.

LibraryError (a CorpusError)
├── code "not-a-library"     the folder holds something else
├── code "newer-library"     made by a later version of the program
├── code "library-busy"      somebody else is writing
├── code "damaged-store"     the articles cannot be read: restore a copy
├── code "damaged-index"     only the search index is hurt: ``check --repair`` builds it again
├── code "disk-full"         nothing more can be written; what was committed is safe
├── code "disk-error"        the disk failed while reading or writing; what was committed is safe as far as it is
├── code "built-library"     made by ``library build``, and not to be added to one by one
├── code "unfinished-build"  ``library build`` has not come to its end yet
├── code "missing-shard"     a shard is gone or its articles cannot be read: build it again
└── code "other-build"       the folder belongs to a build from other data
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from corpus.errors import CorpusError


class LibraryError(CorpusError):
    """A library cannot be opened, read or written. The message says what to do."""


_MESSAGES: Final = {
    "not-a-library": "Cần một thư viện bài báo ở {folder}, nhưng gặp {found}. "
    "Hãy tạo thư viện ở một thư mục mới: qa_cli.py library add THƯ_MỤC NGUỒN…",
    "newer-library": "Cần thư viện phiên bản {expected} trở về trước ở {folder}, nhưng gặp phiên bản {found}. "
    "Hãy nâng cấp hoibao rồi mở lại.",
    "library-busy": "Cần quyền ghi vào thư viện {folder}, nhưng một tiến trình khác đang ghi. "
    "Hãy đợi nó xong rồi chạy lại.",
    "damaged-store": "Cần đọc kho bài của thư viện {folder}, nhưng tệp bị hỏng ({found}). "
    "Hãy khôi phục từ bản sao lưu, hoặc tạo thư viện mới từ các nguồn.",
    "damaged-index": "Cần chỉ mục tìm kiếm của thư viện {folder}, nhưng nó thiếu hoặc hỏng ({found}). "
    "Các bài vẫn nguyên; hãy dựng lại chỉ mục: qa_cli.py library check {folder} --repair",
    "disk-full": "Cần thêm chỗ trên đĩa cho thư viện {folder}, nhưng đĩa đã đầy ({found}). "
    "Các bài đã ghi vẫn nguyên; hãy dọn đĩa rồi chạy lại lệnh.",
    "disk-error": "Cần đọc hoặc ghi thư viện {folder}, nhưng đĩa báo lỗi ({found}). "
    "Hãy kiểm tra đĩa và dây nối rồi chạy lại; nếu vẫn lỗi, hãy chép thư viện sang đĩa khác.",
    "built-library": "Cần một thư viện nhận từng bài ở {folder}, nhưng đây là thư viện do library build dựng. "
    "Hãy đặt bài mới thành một tệp dữ liệu trong thư mục đầu vào rồi chạy lại library build: chỉ mảnh mới được dựng.",
    "unfinished-build": "Cần một thư viện đã dựng xong ở {folder}, nhưng việc dựng còn dang dở. "
    "Hãy chạy lại đúng lệnh library build: những mảnh đã xong được giữ nguyên.",
    "missing-shard": "Cần mảnh {folder} của thư viện, nhưng nó thiếu hoặc hỏng ({found}). "
    "Hãy xóa thư mục của mảnh ấy (nếu còn) rồi chạy lại đúng lệnh library build: chỉ mảnh ấy được dựng lại.",
    "other-build": "Cần một thư mục mới, hoặc thư viện dựng từ đúng dữ liệu này, ở {folder}, nhưng gặp {found}. "
    "Hãy chọn thư mục khác.",
    "unwritable-library": "Cần ghi được vào thư viện {folder}, nhưng không được ({found}). Hãy kiểm tra quyền ghi.",
    "no-such-article": "Cần mã hoặc nguồn của một bài trong thư viện {folder}, nhưng không có “{found}”. "
    "Hãy xem danh sách: qa_cli.py library list {folder}",
    "ambiguous-article": "Cần mã của đúng một bài trong thư viện {folder}, nhưng “{found}” khớp nhiều bài. "
    "Hãy gõ dài hơn.",
}


def fault(code: str, folder: Path, found: object = "", expected: object = "") -> LibraryError:
    """The error of that code, its message filled in."""
    message = _MESSAGES[code].format(folder=folder, found=str(found)[:200], expected=expected)
    return LibraryError(message, code=code)


@contextmanager
def store_faults(folder: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours; programming errors of SQL pass through."""
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error).lower()
        if "full" in said:
            raise fault("disk-full", folder, error) from error
        if "locked" in said:
            raise fault("library-busy", folder) from error
        if "readonly" in said or "unable to open" in said:
            raise fault("unwritable-library", folder, error) from error
        if "could not decode" in said:
            raise fault("damaged-store", folder, "văn bản không còn là UTF-8") from error
        if "disk i/o" in said:
            raise fault("disk-error", folder, error) from error
        raise
    except UnicodeDecodeError as error:  # of a message that quotes what is damaged
        raise fault("damaged-store", folder, error) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise fault("damaged-store", folder, error) from error


@contextmanager
def index_faults(folder: Path) -> Iterator[None]:
    """Turn the index engine's errors (``ValueError``, ``OSError``, its panics over damaged files) into ours."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        said = str(error)
        if "No space left" in said or "os error 28" in said:
            raise fault("disk-full", folder, said) from error
        if "os error 5)" in said or "Input/output error" in said:
            raise fault("disk-error", folder, said) from error
        if "os error 30)" in said or "os error 13)" in said:
            raise fault("unwritable-library", folder, said) from error
        if "LockBusy" in said or "Lockfile" in said:
            raise fault("library-busy", folder) from error
        raise fault("damaged-index", folder, said) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # not importable, and no Exception
            raise
        raise fault("damaged-index", folder, error) from error
