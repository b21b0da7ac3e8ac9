"""What is told of a picture: pure. Cameras and phones give names that tell nothing."""

import re


#: ``IMG_2034``, ``DSC01234``, ``20261120_073011``, ``z5051234567890_0b7c…``, ``Screenshot_…``.
_CAMERA = re.compile(
    r"(?:img|image|dsc[fn]?|dcim|pxl|mvimg|wp|p|photo|screenshot|screen shot|zalo|fb_img|received|"
    r"anh|ảnh|hinh|hình|received|z)?[\s_\-.()]*\d[\d\s_\-.()]*(?:_?[0-9a-f]{16,})?"
    r"(?:[\s_\-]*(?:hdr|burst\d*|cover|edited|wa\d+|copy))?[\s_\-.()\d]*",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\.(?:jpe?g|jpe|png|gif|webp|tiff?|bmp|heic)$", re.IGNORECASE)


def readable_title(filename: str) -> str:
    """A title out of the name of a file: ``le-chao_co.JPG`` is ``Le chao co``.

    What a camera wrote stays as it is, without its ending, so that files can be told apart.
    """
    stem = _ENDING.sub("", filename.strip())
    if is_camera_name(stem):
        return stem
    words = " ".join(re.sub(r"[_]+|(?<=\w)-+(?=\w)|\+", " ", stem).split())
    return words[:1].upper() + words[1:]


def is_camera_name(title: str) -> bool:
    """Whether nobody has written that title."""
    return bool(_CAMERA.fullmatch(_ENDING.sub("", title.strip())))


def caption(title: str) -> str:
    """The title, where it says anything."""
    return "" if is_camera_name(title) else title
