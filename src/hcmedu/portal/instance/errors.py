"""Errors of the instance, with messages for the person at the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from zc.lockfile import LockError
from ZConfig import ConfigurationError
from ZODB.FileStorage.FileStorage import FileStorageError
from ZODB.POSException import POSError
from zope.configuration.exceptions import ConfigurationError as ZCMLError

import errno


REASONS = {
    errno.EACCES: "không có quyền đọc hoặc ghi",
    errno.EPERM: "không có quyền đọc hoặc ghi",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết dung lượng được cấp",
    errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOENT: "không tìm thấy",
    errno.EADDRINUSE: "cổng đang được chương trình khác dùng",
}


class InstanceError(Exception):
    """Something that the person at the terminal can mend; the message says what and how."""


def reason(error: OSError) -> str:
    """A Vietnamese sentence for an error of the operating system, with the file it is about."""
    text = REASONS.get(error.errno or 0, error.strerror or str(error))
    return f"{error.filename}: {text}" if error.filename else text


class InUse(InstanceError):
    """Another program, mostly the server of the site, has the database open."""


@contextmanager
def explained(place: object) -> Iterator[None]:
    """Turn what Zope raises while it starts into an ``InstanceError`` that names the cause."""
    try:
        yield
    except LockError as error:
        raise InUse(
            "Cơ sở dữ liệu đang được một chương trình khác dùng (thường là trang đang chạy); "
            "hãy dừng chương trình đó (Ctrl-C) rồi chạy lại lệnh này."
        ) from error
    except (FileStorageError, POSError) as error:
        raise InstanceError(f"Cơ sở dữ liệu của {place} hỏng: {error}") from error
    except (ConfigurationError, ZCMLError) as error:
        raise InstanceError(f"Cấu hình của {place} có lỗi: {error}") from error
    except OSError as error:
        raise InstanceError(reason(error)) from error
