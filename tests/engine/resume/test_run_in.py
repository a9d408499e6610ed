"""A text that runs on behind the header of its entry: parted where it does, and nowhere else."""

import pytest

from apps.engine.resume.columns import split_columns
from apps.engine.resume.rows import make_rows
from apps.engine.resume.run_in import part_run_in
from tests.engine.resume.conftest import draw


def parted(text: str) -> list[str]:
    return [row.text for row in part_run_in(split_columns(make_rows(draw(text).lines)))]


RUN_IN = [
    (
        "Head Chef, Copper Pan, Leeds (2018 – 2022). Ran the pass.",
        ["Head Chef, Copper Pan, Leeds (2018 – 2022)", "Ran the pass."],
    ),
    (
        "Gardener, Glen Estate, Beauly, 2004 to 2011. I kept the roses.",
        ["Gardener, Glen Estate, Beauly, 2004 to 2011", "I kept the roses."],
    ),
    (
        "Koch, Gasthof Lamm, Ulm (seit 2019): Leitung der kalten Küche.",
        ["Koch, Gasthof Lamm, Ulm (seit 2019)", "Leitung der kalten Küche."],
    ),
    (
        "2009 – 2016 || Rigger, St. Clair Docks Co., Mobile, AL. Slings for coastal freight.",
        ["2009 – 2016 Rigger, St. Clair Docks Co., Mobile, AL", "Slings for coastal freight."],
    ),
    (
        "2009-2016. Rigger, St. Clair Docks Co., Mobile, AL. Slings for coastal freight.",
        ["2009-2016 Rigger, St. Clair Docks Co., Mobile, AL", "Slings for coastal freight."],
    ),
    (
        "2009 – 2016. I was a rigger for coastal freight and liked it.",
        ["2009 – 2016. I was a rigger for coastal freight and liked it."],
    ),
]


@pytest.mark.parametrize(("text", "rows"), RUN_IN)
def test_parts_the_text_from_its_header(text: str, rows: list[str]) -> None:
    assert parted(text) == rows


PARAGRAPHS = [
    (
        "2018 – 2022 || Lecturer, Carrow College, Leeds. Taught\n || geology to 85 students.",
        ["2018 – 2022 Lecturer, Carrow College, Leeds", "Taught geology to 85 students."],
    ),
    (
        "2018 – 2022 || Research Fellow, Institute of the\n || Sea, Bergen. Sorted samples of mud.",
        [
            "2018 – 2022 Research Fellow, Institute of the Sea, Bergen",
            "Sorted samples of mud.",
        ],
    ),
    (
        "2018 – 2022 || Research Fellow, Institute of the Sea,\n || Bergen.",
        ["2018 – 2022 Research Fellow, Institute of the Sea, Bergen"],
    ),
    (
        "2018 – 2022 || MSc, Geology, Carrow College.\n2015 – 2018 || BSc, Law, Leeds College.",
        ["2018 – 2022 MSc, Geology, Carrow College", "2015 – 2018 BSc, Law, Leeds College"],
    ),
]


@pytest.mark.parametrize(("text", "rows"), PARAGRAPHS)
def test_joins_the_paragraph_beside_a_date(text: str, rows: list[str]) -> None:
    assert parted(text) == rows


ALONE = [
    "2018 – 2022 || Research Fellow, Sea Institute\n || Sorted samples of mud.",
    "2018 – 2022 || Clerk, Harbour Trading Co.\n || • Filed letters. Sent letters.",
    "2018 – 2022 || Clerk\n || Filed letters, notes, maps. Sent all of them to the archive.",
    "Head Chef, Copper Pan, Leeds (2018 – 2022)",
    "Head Chef, Copper Pan, Leeds || 2018 – 2022",
    "2018 – 2022 || Head Chef, Copper Pan Ltd. Leeds",
    "2018 – 2022: Head Chef, Copper Pan, Leeds",
    "Between 2018 – 2022. Then in Leeds.",
    "• Ran the Copper Pan, Leeds (2018 – 2022). Hired four cooks.",
    "Graduated in 2018. Stayed for the master.",
    "2018 – 2022 || Worked for Dr. Lee in Leeds. Carried the bags of his clients.",
]


@pytest.mark.parametrize("text", ALONE)
def test_leaves_other_rows_whole(text: str) -> None:
    assert parted(text) == [row.text for row in split_columns(make_rows(draw(text).lines))]
