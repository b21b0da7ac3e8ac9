"""Draw the pictures of the demo school: illustrations, portraits, the organisation chart.

Illustrations are fragments of SVG in ``demo_sources/pictures`` (``_defs.svg`` is what they share);
Chromium renders them, Pillow writes them small. Nothing comes from a photograph.
"""

from demo_song import write_song
from demo_video import write_video
from html import escape
from pathlib import Path
from PIL import Image

import shutil
import subprocess
import tempfile
import yaml


SOURCES = Path(__file__).resolve().parent / "demo_sources" / "pictures"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" {font}>'
)
FONT = 'font-family="Noto Sans, DejaVu Sans, sans-serif"'
PAGE = '<!doctype html><meta charset="utf-8"><style>*{{margin:0}}svg{{display:block}}</style>{svg}'
SCENE = (960, 600)
#: Size at which an illustration is kept
KEPT = (800, 500)
PORTRAIT = (240, 300)
CHART = (1200, 640)
#: Calm colours behind the portraits, one after the other
COLOURS = ("#dcecf5", "#e6f1dc", "#fdf0d5", "#f3e3ec", "#e3ecea", "#efe8f6")


def render(svg: str, size: tuple[int, int]) -> Image.Image:
    """The picture that Chromium draws of an SVG."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("The pictures need Chromium.")
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        page.write_text(PAGE.format(svg=svg), encoding="utf-8")
        command = [browser, "--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-gpu"]
        command += [f"--window-size={size[0]},{size[1] + 200}", f"--user-data-dir={folder}/profile"]
        command += [f"--screenshot={shot}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        return Image.open(shot).convert("RGB").crop((0, 0, *size))


def framed(inner: str, size: tuple[int, int]) -> str:
    return SVG.format(w=size[0], h=size[1], font=FONT) + inner + "</svg>"


def scene(name: str) -> Image.Image:
    parts = [(SOURCES / f"{part}.svg").read_text(encoding="utf-8") for part in ("_defs", name)]
    return render(framed("".join(parts), SCENE), SCENE)


def initials(name: str) -> str:
    """First letters of the family name and of the given name, which stands last."""
    words = name.split()
    return words[0][0] + words[-1][0]


def portrait(name: str, number: int) -> str:
    """A bust in a calm colour with the initials below."""
    colour = COLOURS[number % len(COLOURS)]
    return f"""<rect width="240" height="300" fill="{colour}"/>
<circle cx="120" cy="112" r="52" fill="#7f97a8"/>
<path d="M30 262q0-92 90-92t90 92z" fill="#7f97a8"/>
<rect y="248" width="240" height="52" fill="#2f5d50"/>
<text x="120" y="284" text-anchor="middle" font-size="28" font-weight="700"
 fill="#fff">{escape(initials(name))}</text>"""


def box(x: int, y: int, width: int, lines: list[str], colour: str) -> str:
    """A box of the chart, its text centred."""
    height = 26 + 24 * len(lines)
    found = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="{colour}"/>'
    for number, line in enumerate(lines):
        weight = 700 if number == 0 else 400
        found += (
            f'<text x="{x + width / 2}" y="{y + 30 + 24 * number}" text-anchor="middle" '
            f'font-size="17" font-weight="{weight}" fill="#173a2f">{escape(line)}</text>'
        )
    return found


def chart() -> str:
    """The organisation chart, from ``_chart.yaml``: boxes and the lines between them."""
    data = yaml.safe_load((SOURCES / "_chart.yaml").read_text(encoding="utf-8"))
    lines = "".join(f'<path d="{path}"/>' for path in data["lines"])
    boxes = "".join(box(*row) for row in data["boxes"])
    size = 'width="1200" height="640"'
    strokes = f'<g fill="none" stroke="#7f97a8" stroke-width="3">{lines}</g>'
    return f'<rect {size} fill="#fff"/>{strokes}{boxes}'


def save_png(image: Image.Image, target: Path, colours: int = 48) -> None:
    image.quantize(colours).save(target, optimize=True)


def make_pictures(files: Path) -> None:
    """Write everything below ``files``: ``pictures``, ``portraits``, ``media``."""
    folders = {name: files / name for name in ("pictures", "portraits", "media")}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(SOURCES.glob("[a-z]*.svg")):
        target = folders["pictures"] / f"{path.stem}.jpg"
        image = scene(path.stem).resize(KEPT, Image.Resampling.LANCZOS)
        image.save(target, quality=76, optimize=True, progressive=True)
    save_png(render(framed(chart(), CHART), CHART), folders["pictures"] / "so-do-to-chuc.png", 32)
    people = yaml.safe_load((SOURCES / "_people.yaml").read_text(encoding="utf-8"))
    for number, (slug, name) in enumerate(people.items()):
        image = render(framed(portrait(name, number), PORTRAIT), PORTRAIT)
        save_png(image, folders["portraits"] / f"{slug}.png", 24)
    write_video(sorted(folders["pictures"].glob("*.jpg")), folders["media"])
    write_song(folders["media"] / "bai-ca-huong-duong.wav")
