"""The images of a document as files, or as URLs that hold them."""

from base64 import b64encode
from itertools import islice

from apps.engine.model import Document
from apps.engine.options import Options
from apps.engine.render.flow import all_images

MAX_PICTURES = 500  # of one document
MAX_BYTES = 32_000_000  # of all pictures of a document together


def read_pictures(document: Document, source: bytes, options: Options) -> dict[int, bytes]:
    """The pictures of the image nodes, by their id; none where images are off.

    The first ones, as many as there is room for.
    """
    images = list(islice(all_images(document.kids), MAX_PICTURES))
    if options.image_output == "off" or not images or not document.has_geometry:
        return {}
    from apps.engine.document.readers.pictures import cut_pictures  # PDFium, only where it draws

    pages = {page.number: page for page in document.pages}
    found: dict[int, bytes] = {}
    room = MAX_BYTES
    for number, picture in cut_pictures(source, images, pages, options.image_format).items():
        room -= len(picture)
        if room < 0:
            break
        found[number] = picture
    return found


def data_url(picture: bytes, options: Options) -> str:
    """A picture inside of its own URL."""
    return f"data:image/{options.image_format};base64,{b64encode(picture).decode()}"


def file_name(image_id: int, options: Options) -> str:
    """Where the picture of a node lies beside a text."""
    return f"images/image-{image_id}.{options.image_format}"


def addresses(document: Document, source: bytes, options: Options) -> dict[int, str]:
    """What a text writes for each picture: a data URL, or the name of a file.

    Pictures are cut out of pages: a format without pages names none.
    """
    if not document.has_geometry:
        return {}
    if options.image_output != "embedded":
        images = all_images(document.kids)
        external = options.image_output == "external"
        return {node.id: file_name(node.id, options) for node in images} if external else {}
    pictures = read_pictures(document, source, options)
    return {number: data_url(picture, options) for number, picture in pictures.items()}
