"""``python -m stancekit``."""

from .cli import main

raise SystemExit(main())
