"""From an article to its stances; imports without torch, transformers or datasets."""
