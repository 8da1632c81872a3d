"""What a crawling process tells the one that started it: a JSON object a line."""

import json
import sys


def tell(event: str, **values: object) -> None:
    """Write one line to standard output: the event's name, and what belongs to it."""
    sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
    sys.stdout.flush()
