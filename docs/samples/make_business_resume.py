"""Write sample-business-resume.pdf beside this script: five pages of an invented manager.

It has the habits of long business resumes: the name in capitals, skills before experience, dates
as "April 2014 - Current", a paragraph and then bullets for each job, projects with tables of
figures, and references at the end.

Run with: .venv/bin/python docs/samples/make_business_resume.py
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sheet import BOLD, ITALIC, SOFT, Sheet

TARGET = Path(__file__).with_name("sample-business-resume.pdf")


class Job(NamedTuple):
    title: str
    company: str
    dates: str
    text: str
    bullets: tuple[str, ...]


class Project(NamedTuple):
    name: str
    dates: str
    text: str
    bullets: tuple[str, ...]


SKILLS = (
    ("Process Improvement", "Operations Management", "Project Management"),
    ("Strategic Planning", "Supply Chain Management", "Budgeting"),
    ("Lean Six Sigma", "Vendor Management", "Change Management"),
    ("SAP", "Microsoft Excel", "Power BI"),
    ("Team Leadership", "Contract Negotiation", "Risk Management"),
)

JOBS = (
    Job(
        "Director of Operations",
        "Kestrel Home Goods, Columbus, Ohio",
        "April 2014 - Current",
        "Leads operations of a retailer with 38 stores, two distribution centres and 640 people. "
        "Reports to the chief executive and answers for a budget of 41 million dollars.",
        (
            "Raised the share of orders shipped complete and on time from 88 to 97 percent: moved "
            "slow sellers to one centre and gave each store a fixed delivery day.",
            "Negotiated new terms with 60 suppliers and lowered landed cost by 6 percent.",
            "Opened the second distribution centre eleven weeks early and below budget.",
            "Introduced a monthly review: every team shows three figures and one decision; "
            "the number of open projects fell from 90 to 12, and those 12 are finished.",
            "Built the planning team from two to nine people and trained its two leads.",
        ),
    ),
    Job(
        "Operations Manager",
        "Larkfield Paper Company, Dayton, Ohio",
        "October 2011 - March 2014",
        "Managed three production lines and the warehouse of a maker of packaging paper, with 120 "
        "people in three shifts.",
        (
            "Cut changeover time between grades from 95 to 40 minutes with the teams on the line.",
            "Reduced injuries from 14 to 3 a year; each near miss was discussed the same day.",
            "Replaced paper stock counts by handheld scanners and closed the books in two days "
            "instead of six.",
        ),
    ),
    Job(
        "Process Engineer",
        "Larkfield Paper Company, Dayton, Ohio",
        "August 2010 - September 2011",
        "Analysed waste and energy use of the mill and prepared the case for a new drying section.",
        (
            "Measured steam use on all dryers and found savings of 310,000 dollars a year.",
            "Wrote the standard work for 22 stations together with the people who do it.",
        ),
    ),
    Job(
        "Logistics Coordinator",
        "Meridian Freight Services, Cleveland, Ohio",
        "June 2005 - July 2008",
        "Planned road and rail freight for customers in the Midwest.",
        (
            "Scheduled 75 loads a day and kept empty mileage under nine percent.",
            "Set up the first scorecard of carriers, which the company still uses.",
            "Trained eleven new coordinators in routing, customs papers and customer calls.",
        ),
    ),
    Job(
        "Warehouse Supervisor",
        "Meridian Freight Services, Cleveland, Ohio",
        "July 2003 - May 2005",
        "Led the evening shift of a cross-dock with 24 people.",
        (
            "Halved the time from unloading to loading with floor marking and a simple call board.",
            "Kept the shift without a lost-time accident for 400 days.",
        ),
    ),
)

PROJECTS = (
    Project(
        "Second Distribution Centre",
        "2018 - 2019",
        "Site, building, staff and systems for a centre that serves 17 stores.",
        (
            "Chose the site from nine offers with a model of freight, wages and rent.",
            "Hired and trained 85 people; 79 of them were still there after the first year.",
            "Moved 14,000 articles over three weekends without closing a store.",
        ),
    ),
    Project(
        "Supplier Portal",
        "2016 - 2017",
        "One place where suppliers see forecasts, confirm orders and announce deliveries.",
        (
            "Wrote the requirements and led the choice among four products.",
            "Brought 52 of 60 suppliers online within six months.",
            "Lowered the number of calls about orders by two thirds.",
        ),
    ),
    Project(
        "Shift Planning in the Stores",
        "2020 - 2021",
        "Plans that follow the number of customers and respect what people asked for.",
        (
            "Ran a trial in four stores and published the results, good and bad, to all managers.",
            "Raised the share of wishes granted from 61 to 93 percent at equal cost.",
        ),
    ),
)


def header(sheet: Sheet) -> None:
    sheet.down(18)
    sheet.write("VIKRAM RAGHAVAN", sheet.margin, font=BOLD, size=23)
    sheet.down(19)
    sheet.write("Director of Operations", sheet.margin, size=13, color=sheet.accent)
    sheet.down(18)
    sheet.parts((("Columbus, Ohio", None),))
    sheet.down(15)
    sheet.parts(
        (
            ("Phone: +1 614-555-0176", None),
            ("Email: vikram.raghavan@example.com", "mailto:vikram.raghavan@example.com"),
        )
    )
    sheet.down(12)
    sheet.rule(color=sheet.accent, thickness=1.4)


def summary(sheet: Sheet) -> None:
    sheet.heading("PROFESSIONAL SUMMARY")
    sheet.paragraph(
        "Operations leader in retail, packaging and freight. Known for plain plans, "
        "short meetings and figures that everybody on the floor understands. Has led teams from 24 "
        "to 640 people, opened a distribution centre and turned round two that were losing money."
    )
    sheet.down(6)
    sheet.paragraph(
        "Looks for a role in which service, cost and the working day of the people who do the work "
        "are improved together, since none of the three lasts without the other two."
    )


def skills(sheet: Sheet) -> None:
    sheet.heading("KEY SKILLS")
    column = (sheet.right - sheet.margin) / 3
    for row in SKILLS:
        sheet.down(20)
        for number, skill in enumerate(row):
            sheet.write("•", sheet.margin + number * column + 3, color=sheet.accent)
            sheet.write(skill, sheet.margin + number * column + 16)


def jobs(sheet: Sheet, given: Sequence[Job]) -> None:
    for number, job in enumerate(given):
        sheet.down(12 if number else 0)
        sheet.entry(job.title, job.company, job.dates)
        sheet.down(3)
        sheet.paragraph(job.text)
        sheet.down(3)
        for bullet in job.bullets:
            sheet.bullet(bullet)


def figures(sheet: Sheet) -> None:
    """A small table with rules: the results of five years."""
    sheet.heading("RESULTS AT A GLANCE")
    columns = (0, 210, 280, 350, 420)
    rows = (
        ("Kestrel Home Goods", "2015", "2017", "2019", "2021"),
        ("Orders complete and on time", "88 %", "92 %", "95 %", "97 %"),
        ("Stock turns a year", "4.1", "4.8", "5.6", "6.0"),
        ("Cost per parcel (USD)", "5.20", "4.85", "4.40", "4.31"),
        ("Staff leaving within a year", "31 %", "24 %", "17 %", "14 %"),
    )
    for number, row in enumerate(rows):
        sheet.down(20)
        for x, cell in zip(columns, row, strict=True):
            sheet.write(cell, sheet.margin + x, font=BOLD if number == 0 else "Helvetica")
        sheet.down(5)
        sheet.rule()


def projects(sheet: Sheet, given: Sequence[Project]) -> None:
    for number, project in enumerate(given):
        sheet.down(10 if number else 0)
        sheet.down(20)
        sheet.write(project.name, sheet.margin, font=BOLD, size=sheet.size + 0.6)
        sheet.write_right(project.dates)
        sheet.down(2)
        sheet.paragraph(project.text, font=ITALIC, color=SOFT)
        for bullet in project.bullets:
            sheet.bullet(bullet)


def education(sheet: Sheet) -> None:
    sheet.heading("EDUCATION")
    sheet.entry(
        "Masters, Business Administration", "Ohio State University, Columbus, Ohio", "July 2010"
    )
    sheet.paragraph(
        "Concentration in operations and logistics. Thesis on seasonal stock in retail."
    )
    sheet.down(8)
    sheet.entry(
        "Bachelor of Science, Industrial Engineering",
        "University of Toledo, Toledo, Ohio",
        "May 2003",
    )
    sheet.paragraph("Graduated with honors. President of the student chapter of engineers.")


def dated(sheet: Sheet, heading: str, rows: Sequence[tuple[str, str]]) -> None:
    sheet.heading(heading)
    for text, date in rows:
        sheet.down(20)
        sheet.write(text, sheet.margin)
        sheet.write_right(date)


def certifications(sheet: Sheet) -> None:
    dated(
        sheet,
        "CERTIFICATIONS",
        (
            ("Project Management Professional (PMP), Project Management Institute", "2015"),
            ("Lean Six Sigma Black Belt, American Society for Quality", "2013"),
            ("Certified Supply Chain Professional (CSCP), ASCM", "2012"),
        ),
    )


def closing(sheet: Sheet) -> None:
    sheet.heading("LANGUAGES")
    for language in ("English - Native", "Tamil - Fluent", "Spanish - Intermediate"):
        sheet.bullet(language)
    dated(
        sheet,
        "AWARDS",
        (
            ("Operations Team of the Year, Kestrel Home Goods", "2019"),
            ("Safety Award, Larkfield Paper Company", "2013"),
        ),
    )
    sheet.heading("PUBLICATIONS")
    sheet.paragraph(
        "Raghavan, V. (2020). Twelve projects, not ninety: finishing what a company starts. "
        "Midwest Operations Review, 14(2), 31-38."
    )
    sheet.heading("VOLUNTEERING")
    sheet.entry("Board Member", "Franklin County Food Bank, Columbus, Ohio", "2017 - Current")
    sheet.paragraph("Advises on routes, cold storage and the weekly delivery plan.")
    sheet.heading("REFERENCES")
    sheet.paragraph("Available on request.")


def make(target: Path) -> None:
    sheet = Sheet(
        target,
        title="Resume of Vikram Raghavan",
        author="Vikram Raghavan",
        accent="#7a3b1d",
        margin=64,
        size=11.2,
        leading=18,
    )
    sheet.running = ("Vikram Raghavan - Resume", "Page %page% of 5")
    header(sheet)
    summary(sheet)
    skills(sheet)
    figures(sheet)
    sheet.new_page()
    sheet.heading("WORK EXPERIENCE")
    jobs(sheet, JOBS[:3])
    sheet.new_page()
    jobs(sheet, JOBS[3:])
    sheet.heading("PROJECTS")
    projects(sheet, PROJECTS[:2])
    sheet.new_page()
    projects(sheet, PROJECTS[2:])
    education(sheet)
    certifications(sheet)
    sheet.new_page()
    closing(sheet)
    sheet.save()


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
