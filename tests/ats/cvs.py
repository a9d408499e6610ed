"""CVs of invented people, made on the spot."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LEADING = 15  # points between two lines


@dataclass(frozen=True)
class Cv:
    """What stands in a CV."""

    name: str = "Nora Feldweg"
    email: str = "nora.feldweg@example.com"
    phone: str = "+1 415-555-0123"
    title: str = "Software Engineer"
    company: str = "Example Works"
    skills: str = "Python, SQL, Statistics"

    def lines(self) -> tuple[str, ...]:
        """The CV line by line."""
        return (
            self.name,
            self.title,
            "Portland, Oregon",
            f"{self.email} | {self.phone} | linkedin.com/in/nora-feldweg",
            "",
            "EXPERIENCE",
            f"{self.title}, {self.company}",
            "April 2014 - Present",
            "Built the engine that computes the tables.",
            "",
            "Developer, Brightmoor Studio",
            "March 2012 - March 2014",
            "Wrote web shops for regional companies.",
            "",
            "EDUCATION",
            "University of Nowhere",
            "Bachelor of Science in Mathematics",
            "2008 - 2012",
            "",
            "CERTIFICATIONS",
            "Certified Kubernetes Administrator, The Linux Foundation, November 2020",
            "",
            "LANGUAGES",
            "English (native), Swedish (fluent)",
            "",
            "SKILLS",
            self.skills,
        )

    def pdf(self) -> bytes:
        """The CV on one page."""
        target = BytesIO()
        canvas = Canvas(target, pagesize=A4, invariant=True)
        for row, line in enumerate(self.lines()):
            canvas.drawString(72, A4[1] - 72 - row * LEADING, line)
        canvas.save()
        return target.getvalue()
