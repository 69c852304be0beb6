"""The corpora, declared: where they come from, under which terms, and what their files must be.

Nothing here reads a record (see ``loaders``); this is the single place for
origin, revision, licence, checksum and citation, used by the loaders, the model
card and ``stancekit corpora``. The folder that holds the corpora is given by the
environment variable ``STANCEKIT_CORPORA`` or by an argument; each corpus lies in
a folder of its own name there, laid out like a clone of its upstream repository.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ..model.errors import CorpusError
from ..model.folder import file_sha256

__all__ = ["CORPORA", "CORPORA_VARIABLE", "SPLITS", "Corpus", "Split", "corpora_folder", "find_corpus"]

CORPORA_VARIABLE = "STANCEKIT_CORPORA"

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")


#: Endings of the files that corpora of many files are made of.
_DATA_SUFFIXES = frozenset({".json", ".txt", ".ann"})


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus that stancekit trains or is measured on.

    Attributes:
        name: its folder and its name on the command line.
        title: its full name.
        upstream: repository it is published in.
        revision: the commit of that repository that all our figures refer to.
        licence: its terms, in words.
        commercial: whether weights trained on it may be used commercially, as far as
            its publishers say; None where they say nothing.
        citation: the paper to cite.
        roots: folders inside the corpus folder that may hold the files, tried in
            turn: the short layout first, then the one of an upstream clone.
        files: split to file, relative to a root; a folder for corpora of many files.
        sha256: file to checksum, for corpora of single files.
    """

    name: str
    title: str
    upstream: str
    revision: str
    licence: str
    commercial: bool | None
    citation: str
    roots: tuple[str, ...]
    files: Mapping[str, str]
    sha256: Mapping[str, str] = field(default_factory=dict[str, str])

    def path(self, folder: Path, split: str) -> Path:
        """The file or folder of a split inside the corpora folder.

        Raises:
            CorpusError: the split does not exist, or nothing lies at any of the roots.
        """
        if split not in self.files:
            raise CorpusError(f"{self.name} has no split {split!r}; it has {', '.join(self.files)}")
        tried = [folder / self.name / root / self.files[split] for root in self.roots]
        for path in tried:
            if path.exists():
                return path
        raise CorpusError(
            f"{self.name}: no {split} split at {tried[0]}; clone {self.upstream} at {self.revision[:12]} "
            f"into {folder / self.name}, or set {CORPORA_VARIABLE} to the folder that holds it"
        )

    def data_files(self, folder: Path, split: str) -> list[Path]:
        """Every file of a split, sorted, for a checksum of the data; of SEESAW those of all splits.

        Raises:
            CorpusError: as ``path``.
        """
        path = self.path(folder, split)
        if path.is_file():
            return [path]
        return sorted(file for file in path.rglob("*") if file.suffix in _DATA_SUFFIXES)

    def verify(self, path: Path, split: str) -> None:
        """Checks a single-file split against its checksum.

        Raises:
            CorpusError: the file differs from the pinned revision.
        """
        expected = self.sha256.get(self.files[split])
        if expected and (actual := file_sha256(path)) != expected:
            raise CorpusError(
                f"{path} has sha256 {actual[:12]}…, but {self.name} at revision {self.revision[:12]} has "
                f"{expected[:12]}…; fetch it again from {self.upstream}"
            )


CORPORA: Mapping[str, Corpus] = {
    corpus.name: corpus
    for corpus in (
        Corpus(
            name="dse",
            title="Directed sentiment between entities (DSE)",
            upstream="https://github.com/bywords/directed_sentiment_analysis",
            revision="6a1275f070e40e8d9ae7499963556653c05d439c",
            licence="no licence file; its README allows any use that cites the paper",
            commercial=None,
            citation="Park, Pan and Joo (2021), Who Blames or Endorses Whom? Entity-to-Entity Directed Sentiment "
            "Extraction in News Text, Findings of ACL",
            roots=("",),
            files={"train": "dataset/train.txt", "dev": "dataset/valid.txt", "test": "dataset/test.txt"},
            sha256={
                "dataset/train.txt": "0b608a7e376bcd73aad9f0f211d0c29e5fe520a281d1d4b3f5e4e37a20a0636b",
                "dataset/valid.txt": "e4bd17fd9f419acd034912de9bfc746a7e400d84496e6082cd18e30b4cedface",
                "dataset/test.txt": "a1dcda253f3741e5d66018cad7dc757350c853be7d905a11fd707eb708c847d0",
            },
        ),
        Corpus(
            name="seesaw",
            title="SEESAW: entity-to-entity stances in US political news",
            upstream="https://github.com/launchnlp/SEESAW",
            revision="aeb7bac2d1fa9c65856accc9e1c18269953a4db7",
            licence="CC BY-NC-SA 4.0",
            commercial=False,
            citation="Zhang, Beauchamp and Wang (2022), Generative Entity-to-Entity Stance Detection with Knowledge "
            "Graph Augmentation, EMNLP",
            roots=("",),
            files={"train": "SEESAW", "dev": "SEESAW", "test": "SEESAW"},
        ),
        Corpus(
            name="newsmtsc",
            title="NewsMTSC: sentiment toward targets in news",
            upstream="https://github.com/fhamborg/NewsMTSC",
            revision="b9d9b79704ed1b35cecaf1d7c2343dc1bd734fb7",
            licence="MIT-style, see its LICENSE",
            commercial=True,
            citation="Hamborg and Donnay (2021), NewsMTSC: A Dataset for (Multi-)Target-dependent Sentiment "
            "Classification in Political News Articles, EACL",
            roots=("", "NewsSentiment/experiments/default/datasets"),
            files={
                "train": "newsmtsc-rw/train.jsonl",
                "dev-rw": "newsmtsc-rw/dev.jsonl",
                "dev-mt": "newsmtsc-mt/dev.jsonl",
                "test-rw": "newsmtsc-rw/test.jsonl",
                "test-mt": "newsmtsc-mt/test.jsonl",
            },
            sha256={
                "newsmtsc-rw/train.jsonl": "fb80ff05993dd59016c36abefaa7bd00d77cb0cb38a781c1f9edd9ad7c61471e",
                "newsmtsc-rw/dev.jsonl": "d62a327eefa17f63c66ed221f31d0b4e140b46c58bdd9680df562523c860bf4b",
                "newsmtsc-mt/dev.jsonl": "728602b11d63deb64874e1933bb6b832596a25fd711235cc38d022d839b03738",
                "newsmtsc-rw/test.jsonl": "64a6e2619734091a003eb555fd37b786f018032256e83c39ceac4649032e57ba",
                "newsmtsc-mt/test.jsonl": "765cb5979353dff55174b5f2bfd7026d55e86c02ed87189637ec73215eb1563d",
            },
        ),
        Corpus(
            name="mpqa",
            title="MPQA opinion corpus, as structured sentiment",
            upstream="https://github.com/jerbarnes/direct_parsing_to_sent_graph",
            revision="e98ecee1885d174bffefe0635a7d1dcb8c1506ec",
            licence="annotations free; the news texts are for research",
            commercial=False,
            citation="Wiebe, Wilson and Cardie (2005), Annotating Expressions of Opinions and Emotions in Language, "
            "Language Resources and Evaluation 39",
            roots=("", "data/raw/mpqa"),
            files={"train": "train.json", "dev": "dev.json", "test": "test.json"},
            sha256={
                "train.json": "fb7d73d89fbb4c7bbf3490cd9da0f752c6d86521849468e08904656508574072",
                "dev.json": "3dd5f0a1c8fc2ec91f96ecf1eb3e05007b23f05a6b02b4218674de626cf52535",
                "test.json": "3ea2d3fec7e429c79ce724991aa534feec48fee9f685e1c6e21c73ff4702ecd5",
            },
        ),
        Corpus(
            name="polnear",
            title="PolNeAR: Political News Attribution Relations",
            upstream="https://github.com/networkdynamics/PolNeAR",
            revision="c3eee833c035bf7b8c84f55b58c0bf7346cfae76",
            licence="no licence file; public research corpus",
            commercial=None,
            citation="Newell, Margolin and Ruths (2018), An Attribution Relations Corpus for Political News, LREC",
            roots=("",),
            files={"train": "data/train", "dev": "data/dev", "test": "data/test"},
        ),
    )
}


def find_corpus(name: str) -> Corpus:
    """The declaration of a corpus.

    Raises:
        CorpusError: there is no corpus of that name.
    """
    if name not in CORPORA:
        raise CorpusError(f"unknown corpus {name!r}; known: {', '.join(CORPORA)}")
    return CORPORA[name]


def corpora_folder(folder: Path | None = None) -> Path:
    """The folder that holds the corpora: the argument, or ``STANCEKIT_CORPORA``.

    Raises:
        CorpusError: neither is given, or the folder does not exist.
    """
    chosen = folder or (Path(os.environ[CORPORA_VARIABLE]) if os.environ.get(CORPORA_VARIABLE) else None)
    if chosen is None:
        raise CorpusError(f"where are the corpora? set {CORPORA_VARIABLE}=FOLDER or give --corpora FOLDER")
    if not chosen.is_dir():
        raise CorpusError(f"no corpora folder at {chosen}; set {CORPORA_VARIABLE} or give --corpora FOLDER")
    return chosen
