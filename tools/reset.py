"""Delete the demo school of this clone, so that `make run` makes it anew; stdlib only.

Only what `hcmedu demo` made is deleted. Refuses while the site runs, and asks first.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

import fcntl
import shutil
import sys


MADE = ("instance", "filestorage", "blobstorage", "accounts.json", "site.json")
#: The lock that FileStorage holds as long as a process uses the database.
LOCK = Path("filestorage") / "Data.fs.lock"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(description="Xoá trường mẫu để làm lại từ đầu.")
    parser.add_argument("--var", type=Path, default=Path("var"), help="nơi chứa dữ liệu")
    parser.add_argument("--yes", action="store_true", help="không hỏi lại")
    options = parser.parse_args(arguments)
    var = options.var.absolute()
    try:
        return reset(var, options.yes)
    except OSError as error:
        print(f"Lỗi: không xoá được {error.filename} (quyền ghi?).", file=sys.stderr)
        return 1


def reset(var: Path, sure: bool) -> int:
    """0 when nothing is left, 1 when the site runs, when it was not confirmed."""
    found = [var / name for name in MADE if (var / name).exists()]
    if not found:
        print(f"Không có gì để xoá trong {var}.")
        return 0
    if is_running(var):
        print("Lỗi: trang đang chạy. Dừng nó (Ctrl-C) rồi chạy lại lệnh này.", file=sys.stderr)
        return 1
    if not (sure or confirmed(var)):
        print("Không xoá gì.", file=sys.stderr)
        return 1
    for path in found:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    print("Đã xoá trường mẫu. Tạo lại bằng lệnh: make run")
    return 0


def confirmed(var: Path) -> bool:
    print(
        f"Mọi nội dung, tài khoản và tệp của trường mẫu trong {var} sẽ bị xoá, không lấy lại được."
    )
    try:
        return input("Gõ 'xoá' để đồng ý: ").strip().lower() in ("xoá", "xóa", "xoa")
    except EOFError:
        print("\nKhông có ai trả lời; trong kịch bản hãy dùng: make reset CONFIRM=yes")
        return False


def is_running(var: Path) -> bool:
    try:
        with (var / LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
