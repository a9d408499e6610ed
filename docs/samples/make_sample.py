"""Write sample-resume.pdf beside this script: two pages about a person who does not exist.

Run with: .venv/bin/python docs/samples/make_sample.py
"""

import sys
from pathlib import Path

from sheet import BOLD, SOFT, Sheet

TARGET = Path(__file__).with_name("sample-resume.pdf")


def header(sheet: Sheet) -> None:
    sheet.down(20)
    sheet.write("Maya Lindqvist", sheet.margin, font=BOLD, size=25)
    sheet.down(19)
    sheet.write("Senior Backend Engineer", sheet.margin, size=12.4, color=sheet.accent)
    sheet.down(18)
    sheet.parts(
        (
            ("Portland, Oregon", None),
            ("maya.lindqvist@example.com", "mailto:maya.lindqvist@example.com"),
            ("+1 503-555-0142", None),
            (
                "linkedin.com/in/maya-lindqvist-sample",
                "https://www.linkedin.com/in/maya-lindqvist-sample",
            ),
        ),
        size=9.2,
    )
    sheet.down(11)
    sheet.rule(color=sheet.accent, thickness=1.4)


def summary(sheet: Sheet) -> None:
    sheet.heading("SUMMARY")
    sheet.paragraph(
        "Backend engineer with more than ten years of experience in logistics, analytics and "
        "health software. Designs data services that keep their promises under load: clear "
        "contracts, small components, measured results. Leads by writing things down and by "
        "reviewing other people's work with care."
    )


def experience(sheet: Sheet) -> None:
    sheet.heading("EXPERIENCE")
    sheet.entry(
        "Senior Backend Engineer", "Harborlight Logistics, Portland, Oregon", "March 2021 – Present"
    )
    sheet.bullet(
        "Rebuilt the shipment tracking service in Python and PostgreSQL; it now answers 4,000 "
        "requests per second at a 95th percentile of 38 ms."
    )
    sheet.bullet(
        "Moved 140 nightly jobs from cron to a queue with retries and alerts, which ended the "
        "weekly hunt for missing reports."
    )
    sheet.bullet(
        "Introduced contract tests in nine teams and cut failed releases from 11 to 2 a quarter."
    )
    sheet.bullet("Mentors four engineers and chairs the design review of the platform group.")
    sheet.down(7)
    sheet.entry(
        "Backend Engineer", "Quillstone Analytics, Seattle, Washington", "June 2017 – February 2021"
    )
    sheet.bullet(
        "Designed an event store that takes in 60 million rows a day and lets analysts replay any "
        "hour of the past two years."
    )
    sheet.bullet(
        "Wrote the billing engine for usage-based plans, with an append-only ledger that the "
        "auditors accepted without findings."
    )
    sheet.bullet(
        "Reduced the monthly bill for storage by 37% by compressing and tiering cold data."
    )
    sheet.down(7)
    sheet.entry(
        "Software Engineer", "Fernway Health, Minneapolis, Minnesota", "September 2014 – May 2017"
    )
    sheet.bullet(
        "Built the appointment interface used by 210 clinics, from the data model to the on-call "
        "handbook."
    )
    sheet.bullet(
        "Replaced a nightly file exchange with a REST interface and brought the delay of lab "
        "results down from a day to two minutes."
    )
    sheet.bullet("Automated deployments with Ansible and Docker for three products.")
    sheet.down(7)
    sheet.entry(
        "Junior Software Developer",
        "Brightmoor Studio, Duluth, Minnesota",
        "July 2013 – August 2014",
    )
    sheet.bullet("Developed web shops for eleven regional companies with Django and JavaScript.")
    sheet.bullet("Set up the first automated tests of the studio and taught the team to use them.")


def projects(sheet: Sheet) -> None:
    sheet.heading("PROJECTS")
    sheet.entry("Tidewatch", "Open source, maintainer", "2019 – 2023")
    sheet.bullet(
        "A Python library that turns tide tables of harbours into calendar feeds; used by sailing "
        "clubs in six countries."
    )
    sheet.bullet(
        "Reads 14 national table formats and checks each against the published high waters."
    )
    sheet.bullet("Wrote the forecast model, the documentation and a test suite of 600 cases.")


def education(sheet: Sheet) -> None:
    sheet.heading("EDUCATION")
    sheet.entry(
        "Master of Science, Computer Science",
        "University of Minnesota, Minneapolis, Minnesota",
        "2011 – 2013",
    )
    sheet.paragraph("Thesis on recovery of distributed logs after partial failure. GPA 3.9/4.0.")
    sheet.down(4)
    sheet.entry(
        "Bachelor of Science, Mathematics",
        "Lawrence University, Appleton, Wisconsin",
        "2007 – 2011",
    )
    sheet.paragraph("Minor in Music. Graduated magna cum laude.")


def skills(sheet: Sheet) -> None:
    sheet.heading("SKILLS")
    column = 92
    sheet.labelled("Languages", "Python, Go, SQL, TypeScript, Bash", column=column)
    sheet.labelled("Data", "PostgreSQL, Redis, Apache Kafka, ClickHouse, Parquet", column=column)
    sheet.labelled("Platform", "Docker, Kubernetes, Terraform, AWS, GitHub Actions", column=column)
    sheet.labelled(
        "Practice", "API Design, Observability, Load Testing, Technical Writing", column=column
    )


def rest(sheet: Sheet) -> None:
    sheet.heading("CERTIFICATIONS")
    for name, issuer, date in (
        ("AWS Certified Solutions Architect – Professional", "Amazon Web Services", "May 2022"),
        ("Certified Kubernetes Administrator", "The Linux Foundation", "November 2020"),
    ):
        sheet.down(15.6)
        sheet.write(f"{name}, {issuer}", sheet.margin)
        sheet.write_right(date)
    sheet.heading("LANGUAGES")
    sheet.down(15.6)
    sheet.write("English (native), Swedish (fluent), German (intermediate)", sheet.margin)
    sheet.heading("AWARDS")
    sheet.down(15.6)
    sheet.write("Engineering Excellence Award, Harborlight Logistics", sheet.margin)
    sheet.write_right("2023")
    sheet.heading("VOLUNTEERING")
    sheet.entry("Teaching Assistant", "Rose City Code Club, Portland, Oregon", "2021 – Present")
    sheet.paragraph(
        "Teaches Python to a group of twelve- to fifteen-year-olds on Saturdays.", color=SOFT
    )


def make(target: Path) -> None:
    sheet = Sheet(
        target, title="Resume of Maya Lindqvist", author="Maya Lindqvist", accent="#1d5d7a"
    )
    sheet.running = ("Maya Lindqvist", "Page %page% of 2")
    header(sheet)
    summary(sheet)
    experience(sheet)
    sheet.new_page()
    projects(sheet)
    education(sheet)
    skills(sheet)
    rest(sheet)
    sheet.save()


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
