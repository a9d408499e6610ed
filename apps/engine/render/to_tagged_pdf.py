"""A document and its source -> the source with a structure tree: a tagged PDF.

ISO 32000-1, 14.8. The pages look as before to the pixel: only marks are added to their content. A
structure tree that was there is replaced. Pages that were not selected are left without tags.
"""

import io
from collections.abc import Sequence
from functools import partial
from itertools import count

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from apps.engine.document.readers.painted import (
    IDENTITY,
    Painted,
    changed_pages,
    open_painted,
    read_painted,
)
from apps.engine.document.readers.placing import Placing, place_box
from apps.engine.model import Box, Document, PageSize
from apps.engine.options import Options
from apps.engine.render.flow import all_images
from apps.engine.render.tag_content import (
    Instruction,
    Job,
    Marked,
    Mismatch,
    Rewriter,
    with_forms,
    without_marks,
)
from apps.engine.render.tag_plan import make_plan
from apps.engine.render.tag_tree import TreeWriter, role_names

BROKEN = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError)
"""What pikepdf raises on objects that are damaged, or of another type than they should be."""
UNKNOWN_LANGUAGE = "und"  # BCP 47: the engine does not guess what a document is written in


def render(document: Document, source: bytes, options: Options) -> bytes:
    """The tagged PDF, without encryption.

    A text that runs over several nodes is shown in parts where that changes no pixel; elsewhere it
    belongs to the node that most of it stands in.
    """
    written, cut = _write(document, source, frozenset())
    sizes = [size for size in document.pages if size.number in cut]
    changed = changed_pages(source, written, sizes)
    return _write(document, source, changed)[0] if changed else written


def _write(document: Document, source: bytes, whole: frozenset[int]) -> tuple[bytes, set[int]]:
    """The tagged PDF, and the pages with texts that were cut: none of `whole`."""
    cut: set[int] = set()
    with (
        pikepdf.open(io.BytesIO(source), suppress_warnings=True) as pdf,
        open_painted(source) as drawn,
    ):
        _forget_tags(pdf)
        placings = {size.number: _placing(pdf, size) for size in document.pages}
        writer = TreeWriter(pdf, document, _user_boxes(document, placings))
        plan, roles, keys = make_plan(document), role_names(document), count()
        streams: list[Marked] = []
        for number, placing in placings.items():
            job = Job(
                pdf, plan, number, placing, lambda target: roles.get(target, "P"),
                partial(next, keys), partial(_may_cut, number, whole, cut),
            )  # fmt: skip
            marked = _mark_page(job, read_painted(drawn, number, placing))
            writer.add(pdf.pages[number - 1].obj, marked)
            streams += marked
        writer.write(streams, next(keys))
        return _saved(pdf), cut


def _may_cut(number: int, whole: frozenset[int], cut: set[int]) -> bool:
    if number in whole:
        return False
    cut.add(number)
    return True


def _saved(pdf: pikepdf.Pdf) -> bytes:
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    if Name.Lang not in pdf.Root:
        pdf.Root.Lang = String(UNKNOWN_LANGUAGE)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, encryption=False)
    return out.getvalue()


def _mark_page(job: Job, painted: Sequence[Painted]) -> list[Marked]:
    """Write the content of a page anew; its streams with marks, those of forms included."""
    page = job.pdf.pages[job.page - 1]
    try:
        instructions = pikepdf.parse_content_stream(page)
        resources = page.resources
    except BROKEN:
        return []
    rewriter = Rewriter(job, resources, painted, IDENTITY)
    try:
        written = rewriter.rewrite(instructions, 0)
        marked = rewriter.marked
        page.obj.Resources = with_forms(resources, rewriter.forms)
    except (Mismatch, *BROKEN):
        marked = [Marked(job.new_key(), targets=[-job.page])]  # no node: the page as one paragraph
        written = _as_a_whole(without_marks(instructions))
    page.obj.Contents = job.pdf.make_stream(pikepdf.unparse_content_stream(written))
    page.obj.StructParents = marked[0].key
    page.obj.Tabs = Name.S
    return marked


def _as_a_whole(instructions: list[Instruction]) -> list[Instruction]:
    opened = pikepdf.ContentStreamInstruction([Name.P, Dictionary(MCID=0)], pikepdf.Operator("BDC"))
    closed = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    return [opened, *instructions, closed]


def _forget_tags(pdf: pikepdf.Pdf) -> None:
    """Remove every reference to a structure tree."""
    for owner in [pdf.Root, *(page.obj for page in pdf.pages)]:
        for key in (Name.StructTreeRoot, Name.StructParents):
            if key in owner:
                del owner[key]
    for page in pdf.pages:
        annotations = page.obj.get(Name.Annots)
        for annotation in annotations if isinstance(annotations, Array) else ():
            if isinstance(annotation, Dictionary) and Name.StructParent in annotation:
                del annotation[Name.StructParent]


def _placing(pdf: pikepdf.Pdf, size: PageSize) -> Placing:
    """How the page is displayed: crop box and media box cut each other, 14.11.2."""
    page = pdf.pages[size.number - 1]
    media, crop = ([float(side) for side in box] for box in (page.mediabox, page.cropbox))
    sides = [
        (min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in (media, crop)
    ]  # fmt: skip
    (a, b, c, d), (e, f, g, h) = sides
    return Placing(Box(max(a, e), max(b, f), min(c, g), min(d, h)), size.rotation)


def _user_boxes(document: Document, placings: dict[int, Placing]) -> dict[int, Box]:
    """The boxes of images turned back from the page as displayed."""
    boxes = {}
    for image in all_images(document.kids):
        a, b, c, d, e, f = placings[image.page].matrix
        shift = (-(a * e + b * f), -(c * e + d * f))  # turns only: the inverse is the transpose
        boxes[image.id] = place_box(image.box, (a, c, b, d, *shift))
    return boxes
