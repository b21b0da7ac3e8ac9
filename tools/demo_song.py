"""Play the demo school's song: a short melody of our own, as a small WAV file."""

from pathlib import Path

import math
import struct
import wave


RATE = 8000
BEAT = 0.42
#: Semitones from a' and beats: 'Bài ca Hướng Dương', written for this demo, in C major
LINES = (
    [(-9, 1), (-5, 1), (-2, 1), (-5, 1), (0, 1), (-2, 1), (-5, 2)],
    [(-4, 1), (-5, 1), (-7, 1), (-9, 1), (-7, 2), (-2, 2)],
    [(-9, 1), (-5, 1), (-2, 1), (3, 1), (2, 1), (0, 1), (-2, 2)],
    [(-4, 1), (-2, 1), (-5, 1), (-7, 1), (-9, 4)],
)


def tone(semitones: int, beats: float) -> list[int]:
    """A struck bar that fades: 8-bit samples around 128."""
    frequency = 440 * 2 ** (semitones / 12)
    samples = []
    for n in range(int(RATE * BEAT * beats)):
        seconds = n / RATE
        angle = 2 * math.pi * frequency * seconds
        wave_ = math.sin(angle) + 0.3 * math.sin(2 * angle) + 0.1 * math.sin(4 * angle)
        samples.append(128 + round(70 * wave_ * math.exp(-3 * seconds) * min(1, n / 80)))
    return samples


def write_song(target: Path) -> None:
    samples = [sample for line in LINES for note in line for sample in tone(*note)]
    with wave.open(str(target), "wb") as song:
        song.setnchannels(1)
        song.setsampwidth(1)
        song.setframerate(RATE)
        song.writeframes(struct.pack(f"{len(samples)}B", *samples))
