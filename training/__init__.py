"""Training: corpora, loaders, our own examples, recipes, the run, export, the model card."""
