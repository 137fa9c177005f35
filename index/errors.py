"""The tree of errors that a user can fix; everything else is a bug and crashes.

WenbaoError
├── ReportError          a report file that cannot be read
├── StoreError           the store cannot be used
│   ├── StoreMissingError    there is none at the path
│   └── StoreDamagedError    a file is missing, truncated or altered
├── EncoderError         the encoder cannot be prepared or loaded, or is not the store's
├── UnknownDocumentError no document has this id
├── UnknownTermError     no term has this name; carries the nearest names
├── QuestionError        the question cannot be asked as it stands
├── SettingsError        a setting is unknown or out of bounds
└── DatasetError         an eval case cannot be used
"""


class WenbaoError(Exception):
    """Root of all errors a user can fix. The message is one sentence and says what to do next."""


class ReportError(WenbaoError):
    """A report file cannot be read."""


class StoreError(WenbaoError):
    """The store cannot be used."""


class StoreMissingError(StoreError):
    """There is no store at the path."""


class StoreDamagedError(StoreError):
    """A file of the store is missing, truncated or altered."""


class EncoderError(WenbaoError):
    """The encoder cannot be prepared or loaded, or is not the one the store was built with."""


class UnknownDocumentError(WenbaoError):
    """No document of the store has this id."""


class UnknownTermError(WenbaoError):
    """No term of the store has this name."""

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest


class QuestionError(WenbaoError):
    """The question cannot be asked as it stands."""


class SettingsError(WenbaoError):
    """A setting is unknown or out of bounds."""


class DatasetError(WenbaoError):
    """An eval case cannot be used."""
