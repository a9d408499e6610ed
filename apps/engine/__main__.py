"""The engine from the command line: whole folders of files, or a look inside one of them.

python -m apps.engine resume PATH... --out DIR
python -m apps.engine document PATH... --out DIR --formats json,markdown
python -m apps.engine FILE --show lines
python -m apps.engine FILE --show lines --draw DIR
python -m apps.engine FILE --show resume --draw DIR
"""

import argparse
import datetime
import hashlib
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Literal, get_args, get_origin

import orjson

import apps.engine.startup  # noqa: F401  # before anything that loads numpy
from apps.engine import ENGINE_VERSION, recognition
from apps.engine.document import is_over, parse, stages
from apps.engine.errors import CorruptPdf, EngineError, InvalidOption, InvalidPdf
from apps.engine.model import Document
from apps.engine.options import RESUME_OPTIONS, Ocr, Options
from apps.engine.render import FORMATS, to
from apps.engine.sniff import FLOWS, MediaType, sniff

ENDINGS = frozenset(
    (".pdf", ".docx", ".docm", ".doc", ".rtf", ".txt", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
)
"""Files below a folder that end so are read, whatever they hold: a refusal says what is wrong."""

Outcome = str | None  # the error code of a file, None when all went well


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 1 when any file failed."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] not in COMMANDS and not given[0].startswith("-"):
        given.insert(0, "show")
    chosen = _parser().parse_args(given)
    return COMMANDS[chosen.command](chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m apps.engine", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    resume = commands.add_parser("resume", help="files -> NAME.json with resume and evidence")
    resume.add_argument("--as-of", type=datetime.date.fromisoformat, default=None)
    resume.add_argument("--page-range", default=None)
    resume.add_argument("--ocr", choices=get_args(Ocr), default="auto")
    resume.add_argument("--ocr-languages", default=RESUME_OPTIONS.ocr_languages)
    document = commands.add_parser("document", help="files -> artifacts")
    document.add_argument("--formats", default="json")
    _add_options(document)
    for command in (resume, document):
        command.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        command.add_argument("--out", type=Path, required=True, metavar="DIR")
        command.add_argument("--jobs", type=int, default=1)
    show = commands.add_parser("show", help="print or draw what a stage made of one file")
    show.add_argument("path", type=Path, metavar="FILE")
    show.add_argument("--show", default="lines", metavar="STAGE")
    show.add_argument("--draw", type=Path, default=None, metavar="DIR")
    _add_options(show)
    return parser


def _add_options(parser: argparse.ArgumentParser) -> None:
    """Every field of Options as a flag of the same name."""
    for option in fields(Options):
        flag = "--" + option.name.replace("_", "-")
        if isinstance(option.default, bool):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=option.default)
        elif get_origin(option.type) is Literal:
            default = "auto" if option.name == "ocr" else option.default  # whoever calls is there
            parser.add_argument(flag, choices=get_args(option.type), default=default)
        elif option.name == "max_pages":
            parser.add_argument(flag, type=int, default=option.default)
        else:
            parser.add_argument(flag, default=option.default)


def _options(chosen: argparse.Namespace) -> Options:
    return Options(**{option.name: getattr(chosen, option.name) for option in fields(Options)})


def _resume(chosen: argparse.Namespace) -> int:
    as_of = chosen.as_of or datetime.datetime.now(tz=datetime.UTC).date()
    work = partial(write_resume, out=chosen.out, as_of=as_of, options=_resume_options(chosen))
    return _run(work, chosen)


def _resume_options(chosen: argparse.Namespace) -> Options:
    """The preset, with what may be chosen over it."""
    return replace(
        RESUME_OPTIONS,
        page_range=chosen.page_range,
        ocr=chosen.ocr,
        ocr_languages=chosen.ocr_languages,
    )


def _document(chosen: argparse.Namespace) -> int:
    formats = tuple(name for name in chosen.formats.split(",") if name)
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        print(f"unknown format: {', '.join(unknown)}", file=sys.stderr)
        return 2
    work = partial(write_document, out=chosen.out, formats=formats, options=_options(chosen))
    return _run(work, chosen)


def _show(chosen: argparse.Namespace) -> int:
    tell = _print_stage if chosen.draw is None else _draw_stage
    if chosen.show == "resume":
        tell = _show_resume
    try:
        seen = tell(chosen)
    except EngineError as error:
        print(f"{error.code}: {error}", file=sys.stderr)
        return 1
    if seen:
        return 0
    print(f"no stage to show is called {chosen.show}", file=sys.stderr)
    return 2


def _print_stage(chosen: argparse.Namespace) -> bool:
    """Print what the stage made; whether there is such a stage."""
    seen = False
    for name, value in stages(chosen.path.read_bytes(), _options(chosen), chosen.path.name):
        if name == chosen.show:
            _print(value)
            seen = True
        elif seen and is_over(chosen.show, name):
            break
    return seen


def _draw_stage(chosen: argparse.Namespace) -> bool:
    """Write NAME.STAGE.PAGE.png for each page; whether the stage is one that can be drawn."""
    from apps.engine.draw import DRAWN, draw  # Pillow is loaded only when needed

    if chosen.show not in DRAWN:
        return False
    _refuse_without_pages(chosen.path)
    _write_pictures(chosen, draw(chosen.path.read_bytes(), _options(chosen), chosen.show))
    return True


def _refuse_without_pages(path: Path) -> None:
    if sniff(path.read_bytes()) in FLOWS:
        raise InvalidOption("a format without pages cannot be drawn")


def _show_resume(chosen: argparse.Namespace) -> bool:
    """Print every value with its JSON Pointer, or draw it at the place it stands."""
    from apps.engine.resume import extract  # its vocabulary is loaded only when needed

    data = chosen.path.read_bytes()
    document = parse(data, _resume_options(chosen), chosen.path.name)
    found = extract(document, datetime.datetime.now(tz=datetime.UTC).date())
    if chosen.draw is None:
        _print_values(found.resume)
    else:
        from apps.engine.draw import draw_fields  # Pillow is loaded only when needed

        _refuse_without_pages(chosen.path)
        _write_pictures(chosen, draw_fields(data, document, found.evidence))
    return True


def _print_values(value: object, pointer: str = "") -> None:
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in pairs:
            _print_values(part, f"{pointer}/{key}")
    elif value is not None:
        print(f"{pointer}  {value}")


def _write_pictures(chosen: argparse.Namespace, pictures: Iterable[tuple[int, bytes]]) -> None:
    chosen.draw.mkdir(parents=True, exist_ok=True)
    for number, picture in pictures:
        path = chosen.draw / f"{chosen.path.stem}.{chosen.show}.{number}.png"
        path.write_bytes(picture)
        print(path)


def _print(value: object) -> None:
    for part in value if isinstance(value, list | tuple) else (value,):
        print(part)


def _run(work: Callable[[Path, str], Outcome], chosen: argparse.Namespace) -> int:
    """Do the work for each file, in processes when there are several jobs."""
    chosen.out.mkdir(parents=True, exist_ok=True)
    paths = list(find_files(chosen.paths))
    names = output_names(paths)
    if chosen.jobs > 1:
        from concurrent.futures import ProcessPoolExecutor  # costs 8 ms that one file need not pay

        with ProcessPoolExecutor(chosen.jobs) as pool:
            outcomes = list(pool.map(work, paths, names, chunksize=4))
    else:
        outcomes = list(map(work, paths, names))
    failed = [(path, code) for path, code in zip(paths, outcomes, strict=True) if code]
    for path, code in failed:
        print(f"{path}: {code}", file=sys.stderr)
    return 1 if failed else 0


def find_files(paths: Iterable[Path]) -> Iterable[Path]:
    """Files as given, and below the directories those whose content or ending fits, sorted."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and _fits(p))
        else:
            yield path


def _fits(path: Path) -> bool:
    """Plain text has no signature of its own: there the ending has to fit."""
    if path.suffix.lower() in ENDINGS:
        return True
    try:
        return sniff(path.read_bytes()) not in (None, MediaType.TEXT)
    except OSError:
        return False


def output_names(paths: Sequence[Path]) -> list[str]:
    """What the outputs of each file begin with: its name without the ending, unless that is taken.

    PDFs choose first, then the other files in their order.

    >>> output_names([Path("cv.docx"), Path("cv.pdf"), Path("old/cv.pdf"), Path("a.txt")])
    ['cv.docx', 'cv', 'cv.pdf', 'a']
    """
    names: dict[int, str] = {}
    taken: set[str] = set()
    for index, path in sorted(enumerate(paths), key=lambda one: one[1].suffix.lower() != ".pdf"):
        wanted = (path.stem, path.name, *(f"{path.name}.{n}" for n in range(2, len(paths) + 2)))
        names[index] = next(name for name in wanted if name not in taken)
        taken.add(names[index])
    return [names[index] for index in range(len(paths))]


def write_resume(
    path: Path, name: str, *, out: Path, as_of: datetime.date, options: Options = RESUME_OPTIONS
) -> Outcome:
    """Write NAME.json for one file, or NAME.error.json."""

    def files(data: bytes) -> dict[str, bytes]:
        from apps.engine.resume import extract  # its vocabulary is loaded only when needed

        document = parse(data, options, path.name)
        found = extract(document, as_of)
        facts = _facts(data, document, as_of) | found.metadata
        facts["ocr"] = recognition.facts(document, options)
        report = {"resume": found.resume, "evidence": found.evidence, "metadata": facts}
        return {".json": orjson.dumps(report, option=orjson.OPT_INDENT_2)}

    return _write(path, out / name, files)


def _facts(data: bytes, document: Document, as_of: datetime.date) -> dict[str, object]:
    """What the metadata of a report say about the run itself."""
    return {
        "engine_version": ENGINE_VERSION,
        "as_of": as_of.isoformat(),
        "page_count": document.page_count,
        "input_sha256": hashlib.sha256(data).hexdigest(),
        "warnings": list(document.warnings),
    }


def write_document(
    path: Path, name: str, *, out: Path, formats: tuple[str, ...], options: Options
) -> Outcome:
    """Write the artifacts of one file, or NAME.error.json."""

    def files(data: bytes) -> dict[str, bytes]:
        document = parse(data, options, path.name)
        return {FORMATS[made].ending: to(made, document, data, options) for made in formats}

    return _write(path, out / name, files)


def _read(path: Path) -> bytes:
    """The bytes of a file; one that is called a PDF may be of any format but plain text."""
    data = path.read_bytes()
    if path.suffix.lower() == ".pdf" and sniff(data) in (None, MediaType.TEXT):
        raise InvalidPdf("the file is called a PDF and is none")
    return data


def _write(path: Path, target: Path, files: Callable[[bytes], dict[str, bytes]]) -> Outcome:
    """Write what is made of a file; the names begin as `target` does."""
    try:
        written = files(_read(path))
    except Exception as error:  # a fault of ours in one file must not cost the others
        code, message = _refusal(error)
        body = orjson.dumps({"code": code, "message": message})
        target.with_name(f"{target.name}.error.json").write_bytes(body)
        return code
    for ending, content in written.items():
        target.with_name(target.name + ending).write_bytes(content)
    return None


def _refusal(error: Exception) -> tuple[str, str]:
    """Code and message of a file that failed; as in the service, a crash is the file's fault."""
    if isinstance(error, EngineError):
        return error.code, str(error)
    if isinstance(error, OSError):
        return InvalidOption.code, "the file cannot be read"
    return CorruptPdf.code, f"the file broke its reader ({type(error).__name__})"


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "resume": _resume,
    "document": _document,
    "show": _show,
}

if __name__ == "__main__":
    sys.exit(main())
