"""Goes on with an encoder's own training, masked words, over the news text of the corpora.

``python -m stancekit.training.adapt ENCODER OUTPUT --steps 3000`` writes a folder that a
recipe takes as its ``encoder``. Devlin et al. (2019); Gururangan et al. (2020).
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from transformers import AutoModelForMaskedLM, AutoTokenizer, DataCollatorForLanguageModeling, set_seed

from .loaders import load_corpus


def _texts() -> list[str]:
    """The sentences of all training splits, each once."""
    pairs = [e.pair for name in ("dse", "seesaw", "newsmtsc", "mpqa") for e in load_corpus(name, "train").examples]
    return sorted({pair.text[pair.sentence.span.start : pair.sentence.span.end] for pair in pairs})


def _batches(texts: list[str], size: int) -> Iterator[list[str]]:
    for _ in itertools.count():
        random.shuffle(texts)
        for at in range(0, len(texts) - size, size):
            yield texts[at : at + size]


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder")
    parser.add_argument("output", type=Path)
    parser.add_argument("--steps", type=int, default=1000)
    arguments = parser.parse_args()
    set_seed(1)
    random.seed(1)
    tokenizer = AutoTokenizer.from_pretrained(arguments.encoder)
    model = AutoModelForMaskedLM.from_pretrained(arguments.encoder, attn_implementation="eager")
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-4, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-4, total_steps=arguments.steps, pct_start=0.06)
    collate = DataCollatorForLanguageModeling(tokenizer, mlm_probability=0.15)
    model.train()
    began, total = time.time(), 0.0
    for step, texts in enumerate(itertools.islice(_batches(_texts(), 32), arguments.steps), start=1):
        encoded = [tokenizer(text, truncation=True, max_length=96) for text in texts]
        with torch.autocast("cpu", torch.bfloat16):
            loss = model(**collate(encoded)).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        total += loss.item()
        if step % 100 == 0:
            print(step, round(total / 100, 3), round(time.time() - began), flush=True)
            total = 0.0
    model.base_model.save_pretrained(arguments.output)
    tokenizer.save_pretrained(arguments.output)


if __name__ == "__main__":
    main()
