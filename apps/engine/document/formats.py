"""The bytes of a file of any format -> the stages that read it, by what its content says it is."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from apps.engine import recognition
from apps.engine.document import pipeline
from apps.engine.errors import OcrRequired, UnsupportedFormat
from apps.engine.model import Document
from apps.engine.options import Options
from apps.engine.sniff import FLOWS, IMAGES, MediaType, sniff


def stages(data: bytes, options: Options, file_name: str) -> Iterator[tuple[str, object]]:
    """Every stage by name, with what it made; the last one is the document."""
    media_type = sniff(data)
    if media_type == MediaType.PDF:
        return pipeline.stages(data, options, file_name)
    if media_type in FLOWS:
        from apps.engine.document.flow import flow_stages  # a PDF need not wait for it

        return flow_stages(data, media_type, options, file_name)
    if media_type in IMAGES:
        return _image_stages(data, media_type, options, file_name)
    raise UnsupportedFormat("the file is of no format that can be read")


def _image_stages(
    data: bytes, media_type: MediaType, options: Options, file_name: str
) -> Iterator[tuple[str, object]]:
    """The stages of a PDF that is made of the pictures: all that is on them OCR has to read."""
    if options.ocr == "off" or not recognition.is_installed():
        raise OcrRequired("a picture holds no text")
    from apps.engine.document.readers.image import as_pdf  # only pictures need it

    for name, made in pipeline.stages(as_pdf(data, options), options, file_name):
        yield name, replace(made, media_type=media_type) if isinstance(made, Document) else made


def parse(data: bytes, options: Options, file_name: str) -> Document:
    """Run all stages; the document is what the last one made."""
    ((_, document),) = deque(stages(data, options, file_name), maxlen=1)
    return cast(Document, document)
