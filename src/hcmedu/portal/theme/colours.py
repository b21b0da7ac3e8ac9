"""Colours and how well they can be read; pure.

Contrast as WCAG 2.1 defines it: from 1 (the same) to 21 (black on white).
"""

from dataclasses import dataclass

import re


WHITE = "#ffffff"
#: The lightest tint behind texts and links, ``--hcmedu-soft``: links are read on it, too.
SOFT = "#f2f6fa"
#: WCAG 2.1, 1.4.3: text of usual size.
READABLE = 4.5
#: How much darker than the colour itself its dark companion is (foot, hover).
DARKER = 0.73
STEP = 0.96
HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Palette:
    """Main colour (menu, links) and the colour of accents; both ``#rrggbb``."""

    primary: str
    accent: str

    @property
    def dark(self) -> str:
        return scaled(self.primary, DARKER)

    def variables(self) -> dict[str, str]:
        """CSS variables of the layout by name."""
        red, green, blue = channels(self.primary)
        return {
            "--hcmedu-primary": self.primary,
            "--hcmedu-primary-dark": self.dark,
            "--hcmedu-accent": self.accent,
            "--hcmedu-link": self.primary,
            "--bs-link-color-rgb": f"{red}, {green}, {blue}",
            "--bs-link-hover-color-rgb": ", ".join(map(str, channels(self.dark))),
        }


#: Palettes to choose from; the first is what the style sheet says.
PALETTES = {
    "blue": Palette("#0b4f8a", "#f2c14e"),
    "green": Palette("#1b5e3a", "#f4c95d"),
    "maroon": Palette("#8c1d2f", "#ffd27a"),
    "teal": Palette("#0a5c63", "#ffc857"),
    "violet": Palette("#4b3a8f", "#ffd166"),
    "slate": Palette("#334a5e", "#f6c667"),
}


def is_colour(text: str) -> bool:
    """``#rrggbb`` in small letters, nothing else: what goes into the style of every page."""
    return HEX.fullmatch(text) is not None


def tidy(text: str) -> str:
    """``0B4F8A``, ``#0b4`` → ``#0b4f8a``, ``#00bb44``; other text as it is, without blanks."""
    bare = text.strip().lower().removeprefix("#")
    if re.fullmatch("[0-9a-f]{3}", bare):
        bare = "".join(letter * 2 for letter in bare)
    return f"#{bare}" if re.fullmatch("[0-9a-f]{6}", bare) else text.strip()


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def scaled(colour: str, factor: float) -> str:
    """Each channel times ``factor`` (0 to 1): the same colour, darker."""
    return "#" + "".join(f"{round(channel * factor):02x}" for channel in channels(colour))


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on_paper(colour: str) -> bool:
    """As a link on white and on the tint, and under white text in the menu."""
    return contrast(colour, SOFT) >= READABLE


def readable_on(colour: str, ground: str) -> bool:
    return contrast(colour, ground) >= READABLE


def dark_enough(colour: str) -> str:
    """The lightest colour of this hue, no lighter than it is, that is readable on paper."""
    while not readable_on_paper(colour):
        colour = scaled(colour, STEP)
    return colour


def light_enough(colour: str, ground: str) -> str:
    """The colour, mixed with white until it is readable on a ground that white is readable on."""
    share = 0.0
    found = colour
    while not readable_on(found, ground) and share < 1:
        share = min(1.0, share + 0.05)
        found = "#" + "".join(
            f"{round(channel + (255 - channel) * share):02x}" for channel in channels(colour)
        )
    return found
