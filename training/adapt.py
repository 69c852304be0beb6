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
    """Batches of about one length, in another order every time."""
    for _ in itertools.count():
        order = sorted(texts, key=lambda text: len(text) * random.uniform(0.9, 1.1))
        batches = [order[at : at + size] for at in range(0, len(texts) - size, size)]
        random.shuffle(batches)
        yield from batches


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
    texts = _texts()
    print(len(texts), "sentences", flush=True)
    model.train()
    began, total = time.time(), 0.0
    for step, batch in enumerate(itertools.islice(_batches(texts, 32), arguments.steps), start=1):
        encoded = collate([tokenizer(text, truncation=True, max_length=96) for text in batch])
        labels = encoded.pop("labels")
        masked = labels != -100
        with torch.autocast("cpu", torch.bfloat16):
            # Only the masked pieces are projected on the 30,522 words: the rest has no loss.
            hidden = model.base_model(**encoded).last_hidden_state[masked]
            scores = model.cls(hidden)
        loss = torch.nn.functional.cross_entropy(scores.float(), labels[masked])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        total += loss.item()
        if step % 100 == 0 or step == 20:
            print(step, round(total / (100 if step != 20 else 20), 3), round(time.time() - began), flush=True)
            total = 0.0 if step != 20 else total
        if step % 500 == 0:
            model.base_model.save_pretrained(arguments.output)
            tokenizer.save_pretrained(arguments.output)
    model.base_model.save_pretrained(arguments.output)
    tokenizer.save_pretrained(arguments.output)


if __name__ == "__main__":
    main()
