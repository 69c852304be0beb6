"""A model folder: what it holds, where it is found, and that it is whole.

A folder holds ``config.json``, ``tokenizer.json``, ``model.onnx`` (light install)
and/or ``model.safetensors`` (torch), ``checksums.json`` and the model card. It
names no other model and needs no hub: everything is read from disk. A classifier's
folder may hold a folder ``tagger`` of the same form.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from .errors import ModelError

__all__ = [
    "CHECKSUMS",
    "CLASSIFIER",
    "MODEL_VARIABLE",
    "TAGGER",
    "ModelFolder",
    "file_sha256",
    "find_model",
    "find_tagger",
    "open_folder",
]

#: Environment variable that names the model folder to use instead of the shipped one.
MODEL_VARIABLE = "STANCEKIT_MODEL"
CHECKSUMS = "checksums.json"
_SHIPPED = Path(__file__).parent / "shipped"
#: ``model_type`` of a classifier's and of a tagger's configuration, and what trains one.
CLASSIFIER, TAGGER = "stancekit", "stancekit-tagger"
_RECIPES = {CLASSIFIER: "base.yaml", TAGGER: "tagger.yaml"}
#: Folder of the tagger inside a model folder.
_TAGGER_FOLDER = "tagger"


_Encoder = TypeVar("_Encoder")


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """An opened model folder.

    Attributes:
        path: the folder.
        config: ``config.json``: the fields of ``StanceConfig``.
        checksums: file to sha256; empty for a folder fresh from training.
    """

    path: Path
    config: Mapping[str, Any]
    checksums: Mapping[str, str]

    def checked(self, name: str) -> Path:
        """The path of a file of the folder, after its checksum was compared.

        Raises:
            ModelError: the file is missing or differs from its checksum.
        """
        path = self.path / name
        if not path.is_file():
            raise ModelError(f"{self.path}: {name} is missing; install stancekit again or give another --model FOLDER")
        expected = self.checksums.get(name)
        if expected and (actual := file_sha256(path)) != expected:
            raise ModelError(
                f"{path} is corrupt: sha256 {actual[:12]}… instead of {expected[:12]}…; "
                "install stancekit again or give another --model FOLDER"
            )
        return path

    def open_encoder(self, kind: Callable[..., _Encoder]) -> _Encoder:
        """Opens the tokenizer as what cuts the input of this folder's network.

        Args:
            kind: ``PairEncoder`` or ``WindowEncoder``.

        Raises:
            ModelError: the tokenizer or a field of the configuration is missing or corrupt.
        """
        from tokenizers import Tokenizer

        path = self.checked("tokenizer.json")
        guides = {"guides": self.config["guides"]} if self.config.get("guides") else {}
        try:
            return kind(
                Tokenizer.from_file(str(path)),
                start_token=self.config["start_token"],
                end_token=self.config["end_token"],
                max_length=int(self.config["max_pieces"]),
                **guides,
            )
        except KeyError as error:
            raise ModelError(f"{self.path}: config.json lacks {error}; get the folder again") from error
        except Exception as error:
            raise ModelError(f"{path} is not a usable tokenizer ({error}); get the folder again") from error

    @property
    def revision(self) -> str:
        """Names the weights: the recipe's name and the first letters of their checksum."""
        weights = self.checksums.get("model.safetensors", "")
        return "-".join(part for part in (str(self.config.get("revision", "")), weights[:8]) if part)

    @property
    def is_shipped(self) -> bool:
        """Whether this is the model inside the package."""
        return self.path.resolve() == _SHIPPED.resolve()

    def has(self, name: str) -> bool:
        """Whether the folder holds a file of this name."""
        return (self.path / name).is_file()


def find_model(name: str | Path | None = None) -> Path:
    """The folder of a model.

    Args:
        name: a folder; or a hub id such as ``"organisation/name"``, which is downloaded
            once; or None for ``STANCEKIT_MODEL``, else the shipped model.

    Raises:
        ModelError: it is neither a folder nor to be had from the hub.
    """
    if name is None:
        name = os.environ.get(MODEL_VARIABLE) or _SHIPPED
    path = Path(name).expanduser()
    if path.is_dir():
        return path
    text = str(name)
    if text.count("/") == 1 and not text.startswith((".", "/", "~")):
        return _download(text)
    raise ModelError(f"no model folder at {text}; give a folder with config.json, or leave --model out")


def _download(name: str) -> Path:
    # huggingface_hub comes with tokenizers; it is imported only for a model that is not on disk.
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, allow_patterns=["*.json", "*.onnx", "*.safetensors", "README.md"]))
    except Exception as error:
        first_line = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(
            f"no folder {name}, and the hub does not give it either ({first_line}); check the path, or leave it out "
            "for the shipped model"
        ) from error


def find_tagger(model: Path) -> Path:
    """The tagger that goes with a model folder: the one inside it, else the shipped one."""
    inside = model / _TAGGER_FOLDER
    return inside if inside.is_dir() else _SHIPPED / _TAGGER_FOLDER


def open_folder(path: Path, kind: str = CLASSIFIER) -> ModelFolder:
    """Opens a model folder and reads its configuration.

    Args:
        path: the folder.
        kind: ``CLASSIFIER`` or ``TAGGER``.

    Raises:
        ModelError: there is no readable ``config.json`` of such a model.
    """
    config = _read_json(path / "config.json")
    if config.get("model_type") != kind:
        raise ModelError(
            f"{path}: config.json is of a {config.get('model_type')!r} model, not of a {kind!r} one; "
            f"train one with 'stancekit train training/recipes/{_RECIPES[kind]}'"
        )
    checksums = _read_json(path / CHECKSUMS) if (path / CHECKSUMS).exists() else {}
    folder = ModelFolder(path, config, checksums)
    folder.checked("config.json")
    return folder


def _read_json(path: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = f"no readable {path.name} ({error.strerror}); is this a model folder?"
        raise ModelError(f"{path.parent}: {reason}") from error
    except ValueError as error:
        reason = f"is corrupt ({error}); install stancekit again or give another --model FOLDER"
        raise ModelError(f"{path} {reason}") from error
    if not isinstance(content, dict):
        raise ModelError(f"{path} is corrupt (no JSON object); install stancekit again")
    return content


def file_sha256(path: Path) -> str:
    """The sha256 of a file, as a hexadecimal string."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
