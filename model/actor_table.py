"""The table of known actors (``actors.csv``) and the file with which a user extends or restricts it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast

from .errors import ActorsFileError
from .records import ACTOR_KINDS, ActorKind

__all__ = ["ActorRow", "ActorsFile", "Form", "built_in_rows", "merged_rows"]

Form = Literal["name", "demonym", "metonym", "place"]

_TABLE: Final = Path(__file__).with_name("actors.csv")
_COLUMNS: Final = ("name", "kind", "iso3", "affiliation", "aliases", "demonyms", "metonyms")
_LIST_COLUMNS: Final = ("aliases", "demonyms", "metonyms")
#: ISO 3166-1 leaves these alpha-3 codes to users: AAA, QMA–QZZ, XAA–XZZ, ZZA–ZZZ.
_USER_ASSIGNED: Final = r"AAA|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]"


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One row of an actors file; ``where`` is "line 3" or "entry 3"."""

    where: str
    name: str
    kind: ActorKind
    iso3: str = ""
    affiliation: str = ""
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()

    def forms(self) -> Iterator[tuple[str, Form]]:
        """Every surface form of the row, with what it is."""
        yield self.name, "name"
        for alias in self.aliases:
            yield alias, "name"
        for alias in self.demonyms:
            yield alias, "demonym"
        for alias in self.metonyms:
            yield alias, "metonym"

    def extended_by(self, other: ActorRow) -> ActorRow:
        """This row with the name and the further forms of ``other``."""
        known = {alias for alias, _ in self.forms()}

        def added(column: str) -> tuple[str, ...]:
            new = cast("tuple[str, ...]", getattr(other, column))
            return (*cast("tuple[str, ...]", getattr(self, column)), *(alias for alias in new if alias not in known))

        lists = {column: added(column) for column in _LIST_COLUMNS}
        if other.name != self.name:
            lists["aliases"] = (self.name, *(alias for alias in lists["aliases"] if alias != other.name))
        return ActorRow(other.where, other.name, self.kind, self.iso3, other.affiliation or self.affiliation, **lists)

    def without(self, surfaces: set[str]) -> ActorRow:
        """This row less the forms that another row has taken over; the name stays."""
        lists = {
            column: tuple(alias for alias in cast("tuple[str, ...]", getattr(self, column)) if alias not in surfaces)
            for column in _LIST_COLUMNS
        }
        return ActorRow(self.where, self.name, self.kind, self.iso3, self.affiliation, **lists)


def built_in_rows() -> list[ActorRow]:
    """The rows of ``actors.csv``."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        return [
            ActorRow(
                f"line {reader.line_num}",
                name,
                cast("ActorKind", kind),
                iso3,
                affiliation,
                *(tuple(value.split("|")) if value else () for value in lists),
            )
            for name, kind, iso3, affiliation, *lists in reader
        ]


class ActorsFile:
    """Reads and checks a user's actors file, CSV or YAML."""

    def __init__(self, path: Path, known_iso3: frozenset[str]) -> None:
        self.path = path
        self.known_iso3 = known_iso3
        self.restrict = False

    def rows(self) -> list[ActorRow]:
        """The rows in file order.

        Raises:
            ActorsFileError: naming file, line or entry, and field.
        """
        records = self._csv() if self.path.suffix.lower() == ".csv" else self._yaml()
        rows = [self._row(where, record) for where, record in records]
        if not rows:
            raise self._error("", "lists no actor; give at least a name and a kind")
        self._check_duplicates(rows)
        return rows

    def _error(self, where: str, problem: str) -> ActorsFileError:
        return ActorsFileError(f"{self.path}{', ' + where if where else ''}: {problem}")

    def _text(self) -> str:
        if self.path.suffix.lower() not in {".csv", ".yaml", ".yml"}:
            raise self._error("", "an actors file must end in .csv, .yaml or .yml")
        try:
            return self.path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise self._error(
                "", f"cannot be read ({error.strerror}); check the path given as the actors file"
            ) from None
        except UnicodeDecodeError as error:
            raise self._error("", f"is not UTF-8 (byte {error.start}); save it as UTF-8") from None

    def _csv(self) -> list[tuple[str, Mapping[str, object]]]:
        reader = csv.DictReader(self._text().splitlines(keepends=True), strict=True)
        try:
            self._check_columns("line 1", reader.fieldnames or ())
            records: list[tuple[str, Mapping[str, object]]] = []
            for record in reader:
                where = f"line {reader.line_num}"
                if None in record:
                    raise self._error(where, "has more values than the header has columns; quote values with commas")
                records.append((where, record))
        except csv.Error as error:
            raise self._error(f"line {reader.line_num}", f"is not valid CSV ({error})") from None
        return records

    def _yaml(self) -> list[tuple[str, Mapping[str, object]]]:
        text = self._text()
        import yaml  # only here: it costs 15 ms, and most runs have no actors file

        try:
            content: object = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise self._error("", f"is not valid YAML: {' '.join(str(error).split())}") from None
        if isinstance(content, dict):
            content = self._top_level(cast("dict[object, object]", content))
        if not isinstance(content, list):
            raise self._error("", "must hold a list of actors, or a map with the keys actors and restrict")
        records: list[tuple[str, Mapping[str, object]]] = []
        for number, entry in enumerate(cast("list[object]", content), 1):
            where = f"entry {number}"
            if not isinstance(entry, dict):
                raise self._error(where, f"is not a map of {', '.join(_COLUMNS)} but {entry!r}")
            record = {str(key): value for key, value in cast("dict[object, object]", entry).items()}
            self._check_columns(where, record)
            records.append((where, record))
        return records

    def _top_level(self, content: dict[object, object]) -> object:
        unknown = [str(key) for key in content if key not in ("actors", "restrict")]
        if unknown:
            raise self._error("", f"unknown key {unknown[0]!r} at the top; valid keys: actors, restrict")
        restrict = content.get("restrict", False)
        if not isinstance(restrict, bool):
            raise self._error("", f"restrict is {restrict!r}; it must be true or false")
        self.restrict = restrict
        return content.get("actors")

    def _check_columns(self, where: str, columns: Iterable[str]) -> None:
        unknown = [column for column in columns if column not in _COLUMNS]
        if unknown:
            raise self._error(where, f"unknown column {unknown[0]!r}; valid columns: {', '.join(_COLUMNS)}")

    def _row(self, where: str, record: Mapping[str, object]) -> ActorRow:
        def value(column: str) -> str:
            return self._string(where, column, record.get(column))

        name, kind, iso3 = value("name"), value("kind"), value("iso3")
        if not name:
            raise self._error(where, "name is empty; every actor needs one")
        if kind not in ACTOR_KINDS:
            raise self._error(where, f"kind {kind!r} of {name} is unknown; valid kinds: {', '.join(ACTOR_KINDS)}")
        if kind == "country" and not iso3:
            raise self._error(
                where, f"iso3 of the country {name} is empty; for a state without a code invent one in X.."
            )
        if iso3 and iso3 not in self.known_iso3 and not re.fullmatch(_USER_ASSIGNED, iso3):
            raise self._error(
                where,
                f"iso3 {iso3!r} of {name} is no ISO 3166-1 alpha-3 code; give one such as IRN, or XAA to XZZ",
            )
        lists = {column: self._strings(where, column, record.get(column)) for column in _LIST_COLUMNS}
        return ActorRow(where, name, kind, iso3, value("affiliation"), **lists)

    def _string(self, where: str, column: str, value: object) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._error(where, f"{column} {value!r} is not text; put it in quotes")
        return " ".join(value.split())

    def _strings(self, where: str, column: str, value: object) -> tuple[str, ...]:
        values: list[object] = []
        for item in cast("list[object]", value) if isinstance(value, list) else [value]:
            values.extend(item.split("|") if isinstance(item, str) else [item])
        return tuple(alias for item in values if (alias := self._string(where, column, item)))

    def _check_duplicates(self, rows: list[ActorRow]) -> None:
        seen: dict[str, str] = {}
        codes: dict[str, str] = {}
        for row in rows:
            if row.kind == "country" and codes.setdefault(row.iso3, row.where) != row.where:
                raise self._error(
                    row.where, f"iso3 {row.iso3} already stands at {codes[row.iso3]}; keep one of the two"
                )
            for number, (alias, _) in enumerate(row.forms()):
                if number and alias == row.name:
                    continue  # a name repeated among its own aliases loses nothing
                if alias in seen:
                    raise self._error(
                        row.where, f"alias {alias!r} already stands at {seen[alias]}; keep one of the two"
                    )
                seen[alias] = row.where


def merged_rows(built_in: list[ActorRow], own: list[ActorRow]) -> tuple[list[tuple[ActorRow, str]], set[str]]:
    """Built-in rows with a user's rows taken in.

    A user's row of the same name and kind, or of the same country code, extends the built-in
    row; any other is added, and takes its forms away from whoever had them.

    Returns:
        pairs of a row and its built-in name ("" for one that is new), and the new forms.
    """
    extends: dict[int, ActorRow] = {}
    added: list[ActorRow] = []
    for row in own:
        same = [
            i
            for i, old in enumerate(built_in)
            if row.kind == old.kind and (row.iso3 == old.iso3 if row.kind == "country" else row.name == old.name)
        ]
        if same:
            extends[same[0]] = row
        else:
            added.append(row)
    known = {i: {alias for alias, _ in built_in[i].forms()} for i in extends}
    fresh = {alias for row in added for alias, _ in row.forms()}
    fresh |= {alias for i, row in extends.items() for alias, _ in row.forms() if alias not in known[i]}
    merged = [
        (old.extended_by(extends[i]) if i in extends else old.without(fresh), old.name)
        for i, old in enumerate(built_in)
    ]
    return merged + [(row, "") for row in added], fresh
