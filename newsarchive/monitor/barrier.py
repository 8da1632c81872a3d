"""What a person is told of a host that is left alone."""

from storage.records import HostRecord


def barrier_text(barrier: HostRecord) -> str:
    """Return why a host is left alone and until when, in words."""
    until = f"{barrier.blocked_until:%Y-%m-%d %H:%M} UTC" if barrier.blocked_until else "later"
    return f"{barrier.name} blocks us ({barrier.reason}); it is left alone until {until}"
