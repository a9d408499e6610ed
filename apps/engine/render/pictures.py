"""The images of a document as files, or as URLs that hold them."""

from base64 import b64encode

from apps.engine.document.readers.pictures import cut_pictures
from apps.engine.model import Document, Image
from apps.engine.options import Options


def read_pictures(document: Document, source: bytes, options: Options) -> dict[int, bytes]:
    """The pictures of all image nodes, by their id; none where images are off."""
    images = [node for node in document.kids if isinstance(node, Image)]
    if options.image_output == "off" or not images:
        return {}
    pages = {page.number: page for page in document.pages}
    return cut_pictures(source, images, pages, options.image_format)


def data_url(picture: bytes, options: Options) -> str:
    """A picture inside of its own URL."""
    return f"data:image/{options.image_format};base64,{b64encode(picture).decode()}"


def file_name(image_id: int, options: Options) -> str:
    """Where the picture of a node lies beside a text."""
    return f"images/image-{image_id}.{options.image_format}"


def addresses(document: Document, source: bytes, options: Options) -> dict[int, str]:
    """What a text writes for each picture: a data URL, or the name of a file."""
    if options.image_output != "embedded":
        images = [node for node in document.kids if isinstance(node, Image)]
        external = options.image_output == "external"
        return {node.id: file_name(node.id, options) for node in images} if external else {}
    pictures = read_pictures(document, source, options)
    return {number: data_url(picture, options) for number, picture in pictures.items()}
