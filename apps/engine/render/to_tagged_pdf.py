"""A document and its source -> the source with a structure tree: a tagged PDF.

ISO 32000-1, 14.8. The pages look as before to the pixel: only marks are added to their content. A
structure tree that was there is replaced. A page that was not selected is one paragraph.
"""

import io
from collections.abc import Sequence
from functools import partial
from itertools import count

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

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
from apps.engine.render.tag_annotations import describe_links, read_annotations
from apps.engine.render.tag_content import (
    Instruction,
    Job,
    Marked,
    Mismatch,
    Rewriter,
    with_forms,
    without_marks,
)
from apps.engine.render.tag_metadata import describe
from apps.engine.render.tag_plan import ARTIFACT, Spot, make_plan, whole_page
from apps.engine.render.tag_tree import TreeWriter

BROKEN = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError)
"""What pikepdf raises on objects that are damaged, or of another type than they should be."""


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
        was_tagged = _forget_tags(pdf)
        placings = {size.number: _placing(pdf, size) for size in document.pages}
        annotations = list(read_annotations(pdf, placings))
        describe_links(annotations, document)
        plan = make_plan(document, (annotation for annotation, _ in annotations))
        writer = TreeWriter(pdf, document, plan, _user_boxes(document, placings))
        keys = count()
        for number, page in enumerate(pdf.pages, 1):
            if number in placings:
                job = Job(
                    pdf, plan, number, placings[number], writer.role_of, partial(next, keys),
                    partial(next, count()), was_tagged, partial(_may_cut, number, whole, cut),
                )  # fmt: skip
                marked = _mark_page(job, read_painted(drawn, number, placings[number]))
            else:
                marked = _mark_unread(pdf, number, next(keys), was_tagged)
            writer.add_marks(page.obj, marked)
        for annotation, raw in annotations:
            writer.add_annotation(annotation, raw, next(keys))
        writer.write(next(keys))
        describe(pdf, document)
        return _saved(pdf), cut


def _may_cut(number: int, whole: frozenset[int], cut: set[int]) -> bool:
    if number in whole:
        return False
    cut.add(number)
    return True


def _saved(pdf: pikepdf.Pdf) -> bytes:
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
        written = rewriter.rewrite(instructions, Spot(ARTIFACT))
        marked = rewriter.marked
        page.obj.Resources = with_forms(resources, rewriter.forms)
    except (Mismatch, *BROKEN):
        marked = [Marked(job.new_key(), targets={0: whole_page(job.page)})]
        written = _as_a_whole(without_marks(instructions))
    page.obj.Contents = job.pdf.make_stream(pikepdf.unparse_content_stream(written))
    if marked[0].targets:
        page.obj.StructParents = marked[0].key
    return marked


def _as_a_whole(instructions: list[Instruction]) -> list[Instruction]:
    opened = pikepdf.ContentStreamInstruction([Name.P, Dictionary(MCID=0)], pikepdf.Operator("BDC"))
    closed = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    return [opened, *instructions, closed]


def _mark_unread(pdf: pikepdf.Pdf, number: int, key: int, was_tagged: bool) -> list[Marked]:
    """A page that was not selected as one paragraph; nothing when its content is damaged.

    Its content is looked into only where marks of an old structure tree must go.
    """
    page = pdf.pages[number - 1].obj
    contents = page.get(Name.Contents)
    try:
        if was_tagged:
            written = _as_a_whole(without_marks(pikepdf.parse_content_stream(page)))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(written))
        elif contents is not None:
            inner = list(contents) if isinstance(contents, Array) else [contents]
            around = [pdf.make_stream(text) for text in (b"/P <</MCID 0>> BDC\n", b"\nEMC")]
            page.Contents = Array([around[0], *inner, around[1]])
    except BROKEN:
        return []
    page.StructParents = key
    return [Marked(key, targets={0: whole_page(number)})]


def _forget_tags(pdf: pikepdf.Pdf) -> bool:
    """Remove every reference to a structure tree; whether there was one."""
    if Name.StructTreeRoot not in pdf.Root:
        return False
    del pdf.Root.StructTreeRoot
    for holder in pdf.objects:
        if isinstance(holder, Dictionary | Stream):
            for key in (Name.StructParents, Name.StructParent):
                if key in holder:
                    del holder[key]
    return True


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
