"""What is wrong in a catalogue: problems with file and line, gathered before anything is raised."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Position:
    """A line of a catalogue file; `line` counts from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One error, at one line, in words that help to mend it."""

    position: Position
    message: str

    def __str__(self) -> str:
        return f"{self.position}: {self.message}"


class CatalogueError(ValueError):
    """The catalogue is not valid; `problems` names every error, sorted by file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
