"""Twenty invented people and five positions, short enough to read beside their scores."""

from datetime import date
from typing import Any

from apps.engine.matching import (
    Facts,
    Level,
    Requirements,
    SkillWish,
    Weights,
    read_facts,
    record_of,
)

TODAY = date(2026, 11, 1)

Entry = tuple[str, str, str | None, str]
"""Title, start, end (None: today), what was done."""


def resume_of(
    skills: str = "",
    work: tuple[Entry, ...] = (),
    studies: tuple[tuple[str, str | None], ...] = (),
    languages: tuple[tuple[str, str], ...] = (),
    certifications: tuple[str, ...] = (),
    location: str = "",
) -> dict[str, Any]:
    """The parts of `result.resume` that matching looks at, as the engine writes them."""
    return {
        "candidate": {"name": "Robin Example", "headline": None, "location": location or None},
        "contact": {"emails": ["robin@example.com"], "phones": [], "links": []},
        "skills": [skill.strip() for skill in skills.split(",") if skill.strip()],
        "experience": [
            {
                "title": title,
                "company": "Example Works",
                "start_date_iso": start,
                "end_date_iso": end,
                "current": end is None,
                "description": None,
                "bullets": [done] if done else [],
            }
            for title, start, end, done in work
        ],
        "education": [
            {"degree": degree, "field": None, "start_date_iso": None, "end_date_iso": end}
            for degree, end in studies
        ],
        "languages": [{"name": name, "proficiency": level or None} for name, level in languages],
        "certifications": [{"name": name, "issuer": None, "date": None} for name in certifications],
    }


def facts_of(resume: dict[str, Any]) -> Facts:
    """What matching reads of an uncorrected resume."""
    return read_facts(resume, record_of(resume, TODAY))


def wishes(*skills: str | tuple[str, float]) -> tuple[SkillWish, ...]:
    """Skills with their weights, 1 unless told."""
    return tuple(
        SkillWish(one) if isinstance(one, str) else SkillWish(one[0], one[1]) for one in skills
    )


POSITIONS = {
    "backend engineer": Requirements(
        title="Senior Backend Engineer",
        required_skills=wishes("Python", ("PostgreSQL", 0.8)),
        nice_to_have_skills=wishes(("Docker", 0.5)),
        min_experience_years=3,
        max_experience_years=8,
        education_level=Level.BACHELORS,
        preferred_locations=("Remote", "Mexico City"),
    ),
    "ICU nurse": Requirements(
        title="Registered Nurse, Intensive Care",
        required_skills=wishes("Nursing", "Intensive Care", ("ACLS", 0.6)),
        nice_to_have_skills=wishes("Epic", "Spanish"),
        min_experience_years=2,
        education_level=Level.ASSOCIATE,
    ),
    "accountant": Requirements(
        title="Bilanzbuchhalter (m/w/d)",
        required_skills=wishes("Buchhaltung", "DATEV", ("Excel", 0.5), ("German C1", 0.8)),
        min_experience_years=3,
        weights=Weights(0.6, 0.4, 0.0),
    ),
    "welder": Requirements(
        title="Welder",
        required_skills=wishes("TIG welding", ("Blueprint reading", 0.5)),
        nice_to_have_skills=wishes("Forklift"),
        min_experience_years=2,
    ),
    "sales manager": Requirements(
        title="Sales Manager",
        required_skills=wishes("B2B sales", "CRM", ("Negotiation", 0.7), ("English", 0.5)),
        nice_to_have_skills=wishes("French B2"),
        min_experience_years=5,
        education_level=Level.BACHELORS,
    ),
}

PEOPLE: dict[str, dict[str, Any]] = {
    "python backend, six years": resume_of(
        "Python, Postgres, Redis, Kubernetes",
        (("Backend Engineer", "2020-11", None, "Built billing services in Django."),),
        (("Bachelor of Science", "2020"),),
    ),
    "java backend, ten years": resume_of(
        "Java, Spring Boot, Oracle Database",
        (("Software Engineer", "2016-11", None, "Moved a monolith to microservices."),),
        (("Diplom-Informatiker (FH)", "2016"),),
    ),
    "python, sixteen years": resume_of(
        "Python 3.11, PostgreSQL, Docker",
        (("Lead Developer", "2010-11", None, "Runs the platform team."),),
        (("M.Sc.", "2010"),),
    ),
    "frontend, four years": resume_of(
        "React, TypeScript, CSS",
        (("Frontend Developer", "2022-11", None, "React apps for shops."),),
        (("Licenciatura en Informática", "2022"),),
    ),
    "data analyst": resume_of(
        "pandas, SQL, Tableau",
        (("Data Analyst", "2021-11", None, "Dashboards for retail."),),
        (("Master of Science", "2021"),),
    ),
    "student": resume_of(
        "Python, MySQL, Git",
        (("Working Student", "2025-04", None, "Scripts for the lab."),),
        (("Bachelor of Science", "2027-09"),),
    ),
    "ICU nurse": resume_of(
        "Ventilator management, Patient assessment",
        (("Staff Nurse", "2021-02", None, "Cares for patients of a 20-bed ICU."),),
        (("Associate Degree in Nursing", "2021"),),
        (("English", "native"), ("Spanish", "fluent")),
        ("ACLS", "BLS"),
    ),
    "german nurse": resume_of(
        "Krankenpflege, Wundversorgung",
        (
            (
                "Gesundheits- und Krankenpflegerin",
                "2015-10",
                None,
                "Arbeit auf der Intensivstation.",
            ),
        ),
        (("Ausbildung", "2015"),),
        (("Deutsch", "Muttersprache"),),
    ),
    "care assistant": resume_of(
        "Elderly care, First aid",
        (("Care Assistant", "2023-01", None, "Helps residents with meals."),),
    ),
    "physician": resume_of(
        "Emergency medicine, Surgery",
        (("Assistenzärztin", "2019-01", None, "Notaufnahme und Innere Medizin."),),
        (("Dr. med.", "2018"),),
        (("Deutsch", "C2"), ("Englisch", "B2")),
    ),
    "bookkeeper with DATEV": resume_of(
        "DATEV, MS Excel, Lohnbuchhaltung",
        (("Finanzbuchhalterin", "2018-01", None, "Debitoren- und Kreditorenbuchhaltung."),),
        (("Ausbildung zur Industriekauffrau", "2017"),),
        (("Deutsch", "C1"),),
    ),
    "accountant abroad": resume_of(
        "Accounting, QuickBooks, Excel, US GAAP",
        (("Senior Accountant", "2014-01", None, "Month-end close and audits."),),
        (("Bachelor of Business Administration", "2013"),),
        (("English", "native"), ("German", "B1")),
        ("CPA",),
    ),
    "auditor": resume_of(
        "IFRS, Audit, SAP",
        (("Auditor", "2022-01", None, "Audits of insurers."),),
        (("Master of Finance", "2021"),),
        (("German", ""),),
    ),
    "welder": resume_of(
        "TIG, MIG, Blueprints",
        (("Welder", "2019-05", None, "Pressure vessels of stainless steel."),),
        (("High School Diploma", "2016"),),
        certifications=("Forklift operation",),
    ),
    "french welder": resume_of(
        "soudage TIG, lecture de plans, CACES",
        (("Soudeuse", "2021-01", None, "Tuyauterie industrielle."),),
        (("CAP", "2020"),),
    ),
    "carpenter": resume_of(
        "Carpentry, Roofing, Technical drawings",
        (("Carpenter", "2012-01", None, "Timber frames."),),
    ),
    "sales manager": resume_of(
        "Key account management, Salesforce, Negotiating, B2B",
        (("Sales Manager", "2017-01", None, "Leads a team of six."),),
        (("BBA", "2016"),),
        (("English", "C2"), ("French", "B2")),
    ),
    "shop assistant": resume_of(
        "Cash register, Customer service",
        (("Shop Assistant", "2018-01", None, "Sold shoes and advised customers."),),
        languages=(("English", "fluent"),),
    ),
    "marketing specialist": resume_of(
        "SEO, Google Ads, HubSpot, Content marketing",
        (("Marketing Specialist", "2019-01", None, "Campaigns for software firms."),),
        (("Bachelor of Arts", "2018"),),
        (("Englisch", "verhandlungssicher"), ("Französisch", "B1")),
    ),
    "head chef": resume_of(
        "Menu planning, HACCP, Team leadership",
        (("Head Chef", "2010-01", None, "Runs a kitchen of twelve. Excels under pressure."),),
        (("Culinary Arts Diploma", "2009"),),
    ),
}
