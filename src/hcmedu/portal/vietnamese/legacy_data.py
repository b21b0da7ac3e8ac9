"""What the fonts before Unicode drew for each code, codes read as Latin-1 (the same in CP1252).

TCVN3 is TCVN 5712:1993, VN3, as the ABC fonts have it: one code a letter, capitals with a tone only
in the fonts of capitals (.VnTimeH). VNI-Windows: a letter, then a code for its marks.
"""

from itertools import product


def _pairs(codes: str, letters: str) -> dict[str, str]:
    return dict(zip(codes, letters, strict=True))


TCVN3: dict[str, str] = (
    _pairs("µ¶·¸¹", "àảãáạ")
    | _pairs("¨»¼½¾Æ", "ăằẳẵắặ")
    | _pairs("©ÇÈÉÊË", "âầẩẫấậ")
    | _pairs("ÌÎÏÐÑ", "èẻẽéẹ")
    | _pairs("ªÒÓÔÕÖ", "êềểễếệ")
    | _pairs("×ØÜÝÞ", "ìỉĩíị")
    | _pairs("ßáâãä", "òỏõóọ")
    | _pairs("«åæçèé", "ôồổỗốộ")
    | _pairs("¬êëìíî", "ơờởỡớợ")
    | _pairs("ïñòóô", "ùủũúụ")
    | _pairs("\u00adõö÷øù", "ưừửữứự")
    | _pairs("úûüýþ", "ỳỷỹýỵ")
    | _pairs("®", "đ")
    | _pairs("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ")
)

#: Letter of VNI → the code of each mark behind it → the Vietnamese letter.
_VNI_MARKS = {
    "a": _pairs("øûõùïâàåãáäêèúüéë", "àảãáạâầẩẫấậăằẳẵắặ"),
    "e": _pairs("øûõùïâàåãáä", "èẻẽéẹêềểễếệ"),
    "o": _pairs("øûõùïâàåãáä", "òỏõóọôồổỗốộ"),
    "ô": _pairs("øûõùï", "ờởỡớợ"),
    "u": _pairs("øûõùï", "ùủũúụ"),
    "ö": _pairs("øûõùï", "ừửữứự"),
    "y": _pairs("øûõù", "ỳỷỹý"),
}
_VNI_LOWER = _pairs("ìæóíòôöîñ", "ìỉĩíịơưỵđ") | {
    base + mark: letter for base, marks in _VNI_MARKS.items() for mark, letter in marks.items()
}


def _in_any_case(lower: dict[str, str]) -> dict[str, str]:
    """Each letter decides by its own case; the case of the mark is as the typist had it."""
    found = {}
    for code, letter in lower.items():
        for cased in product(*({sign, sign.upper()} for sign in code)):
            found["".join(cased)] = letter.upper() if cased[0].isupper() else letter
    return found


VNI: dict[str, str] = _in_any_case(_VNI_LOWER)
