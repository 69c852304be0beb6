"""Evaluation: benchmarks, scores, the release of a run."""
