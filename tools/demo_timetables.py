"""The timetable of term II of the demo school as schools keep it: a workbook, a sheet a class.

What falls on which period is drawn by lot, always in the same way; the file comes out byte for byte
the same.
"""

from io import BytesIO
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.styles import Border
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from openpyxl.styles import Side
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile
from zipfile import ZipInfo

import random
import re


NAME = "thoi-khoa-bieu-hoc-ky-2-2025-2026.xlsx"
TITLE = "THỜI KHÓA BIỂU LỚP {grade}/{number} – HỌC KỲ II, NĂM HỌC 2025-2026"
DAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu"]
CLASSES = {6: 3, 7: 3, 8: 2, 9: 2}
#: Periods by number from 0: five in the morning, two on the afternoons of Tuesday and Thursday.
SLOTS = [(day, period) for day in range(5) for period in range(7 if day in (1, 3) else 5)]
FIXED = {(0, 0): "Chào cờ", (4, 4): "Sinh hoạt lớp"}
#: Subject → periods a week, its teachers.
SUBJECTS = {
    "Ngữ văn": (4, ["cô Hạnh", "cô Thu", "thầy Nam"]),
    "Toán": (4, ["thầy Vinh", "cô Ánh", "thầy Phúc"]),
    "Tiếng Anh": (3, ["cô Diệp", "cô Trang"]),
    "KHTN": (4, ["thầy Khoa", "cô Yến", "cô Nga"]),
    "Lịch sử và Địa lí": (3, ["thầy Sơn", "cô Lan"]),
    "GDCD": (1, ["cô Hòa"]),
    "Công nghệ": (1, ["thầy Tài"]),
    "Tin học": (1, ["thầy Long"]),
    "GDTC": (2, ["thầy Hùng", "thầy Dũng"]),
    "Nghệ thuật": (2, ["cô Mai"]),
    "HĐTN, HN": (1, ["GVCN"]),
    "GDĐP": (1, ["cô Vy"]),
}
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
Plan = dict[tuple[int, int], str]


def draw(lot: random.Random) -> Plan:
    """A week in which no subject comes more than twice a day."""
    lessons = [name for name, (hours, _teachers) in SUBJECTS.items() for _ in range(hours)]
    free = [slot for slot in SLOTS if slot not in FIXED]
    while True:
        lot.shuffle(lessons)
        plan = {**FIXED, **dict(zip(free, lessons, strict=True))}
        found = [(day, name) for (day, _period), name in plan.items()]
        if all(found.count(each) <= 2 for each in found):
            teachers = {name: lot.choice(known) for name, (_hours, known) in SUBJECTS.items()}
            return {
                slot: f"{name}\n({teachers[name]})" if name in teachers else name
                for slot, name in plan.items()
            }


def fill(sheet: Any, title: str, plan: Plan) -> None:
    sheet.append([title])
    sheet.append(["Buổi", "Tiết", *DAYS])
    for period in range(7):
        part = {0: "Sáng", 5: "Chiều"}.get(period)
        number = period + 1 if period < 5 else period - 4
        sheet.append([part, number, *(plan.get((day, period)) for day in range(5))])
    for cells in ("A1:G1", "A3:A7", "A8:A9"):
        sheet.merge_cells(cells)


def style(sheet: Any) -> None:
    side = Side(style="thin", color="999999")
    sheet["A1"].font = Font(bold=True, size=13)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for row in sheet.iter_rows(min_row=2, max_row=9, max_col=7):
        for cell in row:
            cell.border = Border(side, side, side, side)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            if cell.row == 2:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="DCE6F1")
    for letter, width in zip("ABCDEFG", (8, 6, 18, 18, 18, 18, 18), strict=True):
        sheet.column_dimensions[letter].width = width


def without_times(raw: bytes) -> bytes:
    """The same archive, whenever it was packed."""
    buffer = BytesIO()
    with ZipFile(BytesIO(raw)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            data = _TIME.sub(b"2026-01-05T00:00:00Z", source.read(name))
            target.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return buffer.getvalue()


def make_timetables(folder: Path) -> None:
    lot = random.Random(20260105)
    book = Workbook()
    book.remove(book.active)
    for grade, count in CLASSES.items():
        for number in range(1, count + 1):
            sheet = book.create_sheet(f"{grade}.{number}")
            fill(sheet, TITLE.format(grade=grade, number=number), draw(lot))
            style(sheet)
    buffer = BytesIO()
    book.save(buffer)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_bytes(without_times(buffer.getvalue()))
