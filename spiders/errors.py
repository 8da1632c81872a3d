"""Errors of the spiders.

SpiderError
└── UnreadableListing     a list page, feed or sitemap that cannot be read as one
"""


class SpiderError(Exception):
    """A spider cannot go on; the message is fit to be shown as it stands."""


class UnreadableListing(SpiderError):
    """The bytes are no list page, feed or sitemap."""
