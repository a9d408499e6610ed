"""The engine beside others that are installed, in the same run: two runs do not compare.

`opendataloader-pdf` and `lit` (of liteparse) are used where they are on PATH. Processor time per
page is the slope between a small and a large set, one core each, so that the start of a process
does not count.
"""

import itertools
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from apps.engine.document import parse, stages
from apps.engine.options import Options
from apps.engine.render import to
from tests.bench import long_files, spent
from tests.bench.bench_pages import score_pages
from tests.bench.bench_service import SAMPLE
from tests.bench.comparison import Comparison
from tests.bench.report import Report

COPIES = 3
"""The large set holds every page so many times."""
ROUNDS = 5
"""A time inside of this process is the best of so many."""

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Engine:
    """Commands that turn the folder or file `{source}` into Markdown and more below `{out}`."""

    name: str
    folder: tuple[str, ...]
    file: tuple[str, ...]  # of one resume: JSON
    tags: tuple[str, ...] | None  # more arguments that make use of the tags; None: it cannot

    def run(self, command: tuple[str, ...], source: Path, out: Path) -> spent.Spent:
        return spent.run([word.format(source=source, out=out) for word in command])


CLUSTER = ("--table-method", "cluster")
HEADS = "--include-header-footer"
PARSE = (sys.executable, "-m", "apps.engine", "document", "{source}", "--out", "{out}")
OURS = Engine(
    "parselane",
    (*PARSE, "--formats", "json,markdown_with_html", HEADS, *CLUSTER),
    (*PARSE, "--formats", "json"),
    ("--use-struct-tree",),
)
REFERENCE = Engine(
    "opendataloader-pdf",
    (
        *("opendataloader-pdf", "{source}", "-o", "{out}", "-f", "json,markdown", "-q"),
        *(HEADS, "--threads", "1", *CLUSTER),
    ),
    ("opendataloader-pdf", "{source}", "-o", "{out}", "-f", "json", "-q", "--threads", "1"),
    ("--use-struct-tree",),
)
LITE = Engine(
    "lit",
    (
        *("lit", "batch-parse", "{source}", "{out}", "--format", "markdown", "--no-ocr", "-q"),
        *("--num-workers", "1"),
    ),
    ("lit", "parse", "{source}", "-o", "{out}/one.json", "--format", "json", "--no-ocr", "-q"),
    None,
)


def bench(report: Report, corpus: Path | None) -> None:
    """Scores, processor time and memory of all, in one table."""
    report.section("beside other engines, same files, same run")
    if corpus is None:
        report.note("not measured: ../shared/corpus is missing")
        return
    engines = [OURS, *(one for one in (REFERENCE, LITE) if shutil.which(one.name))]
    for absent in {REFERENCE, LITE}.difference(engines):
        report.note(f"{absent.name} is not installed, so it is not compared with")
    table = Comparison([engine.name for engine in engines])
    _scores(table, engines, corpus)
    _speed(table, engines, corpus / "parse" / "pdfs")
    _memory(table, engines, corpus / "parse" / "pdfs")
    table.print_to(report)


def _scores(table: Comparison, engines: Sequence[Engine], corpus: Path) -> None:
    parse_corpus = corpus / "parse"
    scorer = corpus / "score_parse.py"
    pages = [_score(engine, scorer, parse_corpus) for engine in engines]
    for name, demand in (("overall", 0.93), ("NID", 0.965), ("TEDS", 0.85), ("MHS", 0.85)):
        table.at_least(f"pages: {name}", demand, [score[name] for score in pages])
    tagged = [_score_tagged(engine, scorer, parse_corpus) for engine in engines]
    table.at_least("tagged pages, by their tags: overall", 0.985, tagged)
    real = parse_corpus / "tables_real"
    teds = [_score(engine, scorer, real, ("--only-tables",))["TEDS"] for engine in engines]
    table.at_least("real tables: TEDS", 0.72, teds)


def _score(
    engine: Engine,
    scorer: Path,
    exam: Path,
    options: Sequence[str] = (),
    more: tuple[str, ...] = (),
) -> Mapping[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        engine.run((*engine.folder, *more), exam / "pdfs", Path(folder))
        return score_pages(scorer, Path(folder), exam / "truth", options)


def _score_tagged(engine: Engine, scorer: Path, exam: Path) -> float | None:
    if engine.tags is None:
        return None
    documents = json.loads((exam / "manifest.json").read_text(encoding="utf-8"))["documents"]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as ids:
        ids.write("\n".join(one["id"] for one in documents if one.get("tagged")))
        ids.flush()
        return _score(engine, scorer, exam, ("--ids", ids.name), engine.tags)["overall"]


def _speed(table: Comparison, engines: Sequence[Engine], pdfs: Path) -> None:
    slopes = [_slope(engine, pdfs) for engine in engines]
    table.at_most("processor time per page, warm, ms", 5.0, slopes)
    if REFERENCE in engines:
        theirs = slopes[engines.index(REFERENCE)]
        table.at_most(f"the same, times {REFERENCE.name}", 0.44, [one / theirs for one in slopes])
    datas = [path.read_bytes() for path in sorted(pdfs.glob("*.pdf"))]
    table.at_most("the same, times its own reading of glyphs", 2.5, [_times_glyphs(datas)])
    table.at_most("annotated PDF on top, per page, ms", 8, [_annotated(datas)])
    table.at_most("cold process, 2-page resume, JSON, s", 0.25, [_cold(one) for one in engines])


def _slope(engine: Engine, pdfs: Path) -> float:
    """Milliseconds of processor time per page beyond the first set."""
    files = sorted(pdfs.glob("*.pdf"))
    with tempfile.TemporaryDirectory() as folder:
        once, often = Path(folder) / "once", Path(folder) / "often"
        for target, copies in ((once, 1), (often, 1 + COPIES)):
            target.mkdir()
            for copy in range(copies):
                for path in files:
                    shutil.copy(path, target / f"{path.stem}-{copy}.pdf")
        few, many = (
            engine.run(engine.folder, source, Path(folder) / "out") for source in (once, often)
        )
    return (many.seconds - few.seconds) * 1000 / (COPIES * len(files))


OPTIONS = Options(table_method="cluster", include_header_footer=True)


def _times_glyphs(datas: Sequence[bytes]) -> float:
    """Tree, JSON and Markdown against the stage that reads the glyphs, over pages of one file."""
    return sum(_best(_whole, data) for data in datas) / sum(_best(_glyphs, data) for data in datas)


def _best(measure: Callable[[bytes], float], data: bytes) -> float:
    return min(measure(data) for _ in range(ROUNDS))


def _whole(data: bytes) -> float:
    began = time.process_time()
    document = parse(data, OPTIONS)
    for name in ("json", "markdown_with_html"):
        to(name, document, data, OPTIONS)
    return time.process_time() - began


def _glyphs(data: bytes) -> float:
    """Seconds from the opened file to the glyphs of its first page."""
    began = 0.0
    for name, _ in stages(data, OPTIONS, "document.pdf"):
        if name == "source":
            began = time.process_time()
        elif name == "glyphs":
            break
    return time.process_time() - began


def _annotated(datas: Sequence[bytes]) -> float:
    """Milliseconds per page; the files have one each."""
    total = 0.0
    for data in datas:
        document = parse(data, OPTIONS)

        def annotate(data: bytes, document: object = document) -> float:
            began = time.process_time()
            to("annotated_pdf", document, data, OPTIONS)  # type: ignore[arg-type]
            return time.process_time() - began

        total += _best(annotate, data)
    return total * 1000 / len(datas)


def _cold(engine: Engine) -> float:
    with tempfile.TemporaryDirectory() as folder:
        return min(engine.run(engine.file, SAMPLE, Path(folder)).seconds for _ in range(ROUNDS))


def _memory(table: Comparison, engines: Sequence[Engine], pdfs: Path) -> None:
    """Two hundred pages in one process: many files, one long one, and one with nothing but cells.

    The last one is told and not demanded: it holds 96,000 table cells.
    """
    pages = itertools.islice(itertools.cycle(sorted(pdfs.glob("*.pdf"))), long_files.PAGES)
    sets = {
        "one page each": [path.read_bytes() for path in pages],
        "one file, one font": [long_files.shared_font()],
    }
    for name, datas in sets.items():
        label = f"peak memory, {long_files.PAGES} pages, {name}, MiB"
        table.at_most(label, 80, [_peak(engine, datas) for engine in engines])
    dense = [_peak(engine, [long_files.dense()]) for engine in engines]
    table.figure("the same, 480 table cells on each page, MiB", dense)


def _peak(engine: Engine, datas: Sequence[bytes]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pdfs"
        source.mkdir()
        for number, data in enumerate(datas):
            (source / f"{number:03}.pdf").write_bytes(data)
        return engine.run(engine.folder, source, Path(folder) / "out").mebibytes
