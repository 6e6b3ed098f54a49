"""How the practice CA says no."""


class RequestRefused(Exception):
    """A request that is not granted; `failure` is one of PKIFailureInfo's names."""

    def __init__(self, failure: str, words: str) -> None:
        super().__init__(words)
        self.failure, self.words = failure, words
