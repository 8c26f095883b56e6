"""Files: the address a file is uploaded to, its bytes, and where it was shared."""

import mimetypes
from dataclasses import dataclass

from sandbox.identifiers import fresh, fresh_token
from sandbox.model import File
from sandbox.refusals import Refused


@dataclass
class Upload:
    """A file announced but not completed; `content` is None until its bytes came."""

    file: File
    length: int
    content: bytes | None = None


class Files:
    """Files that were uploaded in Slack's three steps."""

    def __init__(self) -> None:
        self.kept: dict[str, File] = {}
        self._uploads: dict[str, Upload] = {}

    def announce(self, name: str, length: int, alt_text: str, user: str) -> tuple[str, str]:
        """Return the new file's id and the secret part of the address that takes its bytes."""
        mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = File(fresh("F"), name, name, mimetype, alt_text, b"", user)
        ticket = fresh_token()
        self._uploads[ticket] = Upload(file, length)
        return file.id, ticket

    def receive(self, ticket: str, content: bytes) -> bool:
        """Keep the bytes sent to an address; return whether it exists and the length is as announced."""
        upload = self._uploads.get(ticket)
        if upload is None or upload.content is not None or len(content) != upload.length:
            return False
        upload.content = content
        return True

    def complete(self, file_id: str, title: str | None) -> File:
        """Return the file, now kept; it can be completed once.

        Raises:
            Refused: It was never announced, its bytes never came, or it was completed before.
        """
        ticket = next((key for key, upload in self._uploads.items() if upload.file.id == file_id), None)
        if ticket is None:
            raise Refused("file_not_found")
        upload = self._uploads[ticket]
        if upload.content is None:
            raise Refused("file_not_found", ["[ERROR] nothing was uploaded for this file"])
        del self._uploads[ticket]
        file = upload.file
        file.content, file.title = upload.content, title or file.name
        file.url = f"/files/{file.id}/{file.name}"
        self.kept[file.id] = file
        return file
