"""The ``hcmedu`` command: demo school, server, section builder, import, worker, compliance.

Exit codes: 0 done, 1 failed with a message, 2 wrong usage, 3 a school is below the score that
``compliance --fail-under`` demands, 130 interrupted.
"""

from argparse import ArgumentParser
from argparse import HelpFormatter
from argparse import Namespace
from collections.abc import Sequence
from hcmedu.portal.instance.arguments import circular
from hcmedu.portal.instance.arguments import day
from hcmedu.portal.instance.arguments import directory
from hcmedu.portal.instance.arguments import port
from hcmedu.portal.instance.arguments import score
from hcmedu.portal.instance.arguments import web_address

import os
import re
import sys
import time


DONE, FAILURE, USAGE, INTERRUPTED = 0, 1, 2, 130
#: What argparse says, in the language of the people who use the command.
ARGPARSE = {
    r"the following arguments are required: (.*)": r"thiếu tham số: \1",
    r"unrecognized arguments: (.*)": r"không hiểu tham số: \1",
    r"argument (.*): expected one argument": r"tham số \1: thiếu giá trị",
    r"argument (.*): invalid choice: (.*) \(choose from (.*)\)": r"\1: không có \2; chọn trong: \3",
    r"argument (.*): ignored explicit argument (.*)": r"tham số \1 không nhận giá trị \2",
    r"ambiguous option: (.*) could match (.*)": r"tham số \1 chưa rõ: \2",
    r"argument (.*): not allowed with argument (.*)": r"tham số \1 không đi cùng \2",
    r"argument (.*?): (.*)": r"tham số \1: \2",
}


class VietnameseFormatter(HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        prefix = "Cách dùng: " if prefix is None else prefix
        return super().add_usage(usage, actions, groups, prefix)


class VietnameseParser(ArgumentParser):
    """argparse with its own words in Vietnamese; wrong usage exits with 2."""

    def __init__(self, **options) -> None:
        super().__init__(
            formatter_class=VietnameseFormatter, add_help=False, allow_abbrev=False, **options
        )
        self._positionals.title = "Lệnh"
        self._optionals.title = "Tham số"
        self.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này rồi thoát")

    def error(self, message: str) -> None:
        for english, vietnamese in ARGPARSE.items():
            if re.fullmatch(english, message):
                message = re.sub(english, vietnamese, message)
                break
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"Lỗi: {message}\n")


def build_parser() -> ArgumentParser:
    parser = VietnameseParser(prog="hcmedu", description="Cổng thông tin điện tử của trường học.")
    commands = parser.add_subparsers(
        title="Lệnh", metavar="LỆNH", dest="command", required=True, parser_class=VietnameseParser
    )
    _add_demo(commands)
    _add_serve(commands)
    _add_build_sections(commands)
    _add_import_documents(commands)
    _add_worker(commands)
    _add_compliance(commands)
    return parser


def _add_demo(commands) -> None:
    command = commands.add_parser("demo", help="tạo trường mẫu: cơ sở dữ liệu, trang, tài khoản")
    _add_var(command)
    command.set_defaults(run=demo)


def _add_serve(commands) -> None:
    command = commands.add_parser("serve", help="chạy trang trên máy này; Ctrl-C để dừng")
    _add_var(command)
    command.add_argument("--port", metavar="CỔNG", type=port, default=8080, help="mặc định 8080")
    command.add_argument(
        "--demo", action="store_true", help="tạo trường mẫu trước, nếu chưa có hoặc còn dở dang"
    )
    command.set_defaults(run=serve)


def _add_build_sections(commands) -> None:
    command = commands.add_parser(
        "build-sections", help="tạo các chuyên mục mà quy định đòi hỏi và trang còn thiếu"
    )
    _add_root(command)
    command.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không thay đổi gì")
    _add_config(command)
    command.set_defaults(run=build_sections)


def _add_import_documents(commands) -> None:
    command = commands.add_parser(
        "import-documents", help="nhập sổ văn bản (Excel, CSV) kèm tệp; chạy lại không bị trùng"
    )
    command.add_argument("register", metavar="SỔ", type=directory, help="tệp .xlsx hoặc .csv")
    command.add_argument(
        "--section", metavar="MÃ", required=True, help="mã chuyên mục nhận văn bản, ví dụ A06"
    )
    command.add_argument(
        "--files", metavar="NƠI", type=directory, help="thư mục hoặc tệp ZIP chứa tệp của văn bản"
    )
    command.add_argument(
        "--issuer", metavar="TÊN", default="", help="cơ quan ban hành cho các dòng để trống"
    )
    command.add_argument(
        "--user", metavar="TÀI_KHOẢN", help="biên tập viên đứng tên các bản nháp, mặc định không ai"
    )
    command.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không thay đổi gì")
    _add_root(command)
    _add_config(command)
    command.set_defaults(run=import_documents)


def _add_worker(commands) -> None:
    command = commands.add_parser(
        "worker",
        help="xử lý công việc nền trong một tiến trình riêng, khi cơ sở dữ liệu là ZEO, RelStorage",
    )
    _add_config(command)
    command.set_defaults(run=worker)


def _add_compliance(commands) -> None:
    command = commands.add_parser(
        "compliance", help="bảng tự đánh giá: trang đạt gì, còn thiếu gì theo quy định; chỉ đọc"
    )
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="in JSON (xem docs/rest.md)")
    form.add_argument("--xlsx", metavar="TỆP", type=directory, help="ghi vào bảng tính này")
    command.add_argument(
        "--fail-under",
        metavar="ĐIỂM",
        type=score,
        help="kết thúc với mã 3 nếu điểm chung thấp hơn mức này (0 đến 100)",
    )
    command.add_argument("--on", metavar="NGÀY", type=day, help="tính đến hết ngày này")
    command.add_argument(
        "--assume", metavar="MÃ", type=circular, help="coi như thông tư công khai này có hiệu lực"
    )
    command.add_argument(
        "--all", action="store_true", help="mọi trường của trang, xếp theo điểm chung"
    )
    command.add_argument(
        "--url",
        metavar="ĐỊA_CHỈ",
        type=web_address,
        help="địa chỉ công khai của trang; mặc định địa chỉ mà ban biên tập dùng gần nhất",
    )
    _add_root(command)
    _add_config(command)
    command.set_defaults(run=compliance)


def _add_root(command: ArgumentParser) -> None:
    command.add_argument("--site", metavar="MÃ", default="truong", help="mã của trang Plone")
    command.add_argument(
        "--school", metavar="ĐƯỜNG_DẪN", help="trường trong cổng chung, tính từ trang Plone"
    )


def _add_config(command: ArgumentParser) -> None:
    command.add_argument(
        "--config",
        metavar="ZOPE_CONF",
        type=directory,
        default="var/instance/etc/zope.conf",
        help="tệp zope.conf, mặc định var/instance/etc/zope.conf",
    )


def _add_var(command: ArgumentParser) -> None:
    command.add_argument(
        "--var", metavar="THƯ_MỤC", type=directory, default="var", help="nơi chứa dữ liệu"
    )


# The commands import their modules themselves: Zope takes seconds, --help should not.


def demo(options: Namespace) -> None:
    from hcmedu.portal.instance import commands

    commands.demo(options.var)


def serve(options: Namespace) -> None:
    from hcmedu.portal.instance import commands

    commands.serve(options.var, options.port, with_demo=options.demo)


def build_sections(options: Namespace) -> None:
    from hcmedu.portal.instance import sections

    sections.build_sections(options.config, options.site, options.school, options.dry_run)


def import_documents(options: Namespace) -> None:
    from hcmedu.portal.instance import documents

    documents.import_documents(options)


def compliance(options: Namespace) -> int:
    from hcmedu.portal.instance import compliance

    return compliance.compliance(options)


def worker(options: Namespace) -> None:
    from hcmedu.portal.instance import worker

    worker.worker(options.config)


def main(arguments: Sequence[str] | None = None) -> int:
    options = build_parser().parse_args(arguments)
    set_clock()
    from hcmedu.portal.instance.errors import InstanceError
    from hcmedu.portal.instance.errors import reason
    from hcmedu.portal.regulations import CatalogueError

    try:
        return options.run(options) or DONE
    except InstanceError as error:
        return _fail(str(error))
    except CatalogueError as error:
        return _fail(f"danh mục quy định có lỗi:\n{error}")
    except OSError as error:
        return _fail(reason(error))
    except KeyboardInterrupt:
        print("\nĐã dừng.", file=sys.stderr)
        return INTERRUPTED


def set_clock() -> None:
    """Hours as the city's clocks show them, unless the machine says otherwise.

    Zope's DateTime takes the zone of the process when it is first imported, and some of Plone's
    own pages show it.
    """
    os.environ.setdefault("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()


def _fail(message: str) -> int:
    print(f"Lỗi: {message}", file=sys.stderr)
    return FAILURE


if __name__ == "__main__":
    sys.exit(main())
