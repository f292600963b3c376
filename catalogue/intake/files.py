"""Text files as people have them: UTF-8 or older, not too large, and text at all."""

import codecs
from pathlib import Path

MAX_BYTES = 2_000_000
MAX_CONTROL_SHARE = 0.02
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
TEXT_CONTROLS = frozenset(b"\t\n\r\f\v")


class UnreadableFileError(Exception):
    """Says in one line why a file cannot be read as a text."""


def read_text(path: str) -> str:
    """
    The text of a file: UTF-8 with or without its mark, UTF-16 with one, else Windows-1252.

    Raises UnreadableFileError for a file that is missing, empty, larger than MAX_BYTES or no text.
    """
    try:
        size = Path(path).stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFileError(f"{path} is too large: {size} bytes, {MAX_BYTES} is the most")
        return decode(Path(path).read_bytes(), path)
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be opened: {error.strerror}") from None


def decode(data: bytes, path: str) -> str:
    """The text of a file's bytes; `path` is for the message."""
    if not data.strip():
        raise UnreadableFileError(f"{path} is empty")
    if data.startswith(UTF_16_MARKS):
        return decode_utf_16(data, path)
    if is_binary(data):
        raise UnreadableFileError(f"{path} is no text file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def decode_utf_16(data: bytes, path: str) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise UnreadableFileError(f"{path} is no text file")
    return text


def is_binary(data: bytes) -> bool:
    """
    Whether bytes that no text has are many in the file's beginning, or a zero anywhere, which
    PostgreSQL refuses to store.
    """
    beginning = data[:8_000]
    controls = sum(byte < 32 and byte not in TEXT_CONTROLS for byte in beginning)
    return 0 in data or controls > len(beginning) * MAX_CONTROL_SHARE
