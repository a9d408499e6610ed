"""Degrees and fields in one text."""

import pytest

from apps.engine.resume.degrees import field_end, split_degree

DEGREES = [
    ("Master of Science in Taxation", "Master of Science", "Taxation"),
    ("B.E. Civil Engineering", "B.E.", "Civil Engineering"),
    ("BSc (Hons) Computer Science", "BSc (Hons)", "Computer Science"),
    ("Bachelor of Engineering, Maschinenbau", "Bachelor of Engineering", "Maschinenbau"),
    ("PGCE - Secondary Education", "PGCE", "Secondary Education"),
    ("Diplom in Chemie", "Diplom", "Chemie"),
    ("Licence Économie et gestion", "Licence", "Économie et gestion"),
    ("Máster en Cuidados Críticos", "Máster", "Cuidados Críticos"),
    ("Licenciatura em Enfermagem", "Licenciatura", "Enfermagem"),
    ("Laurea magistrale in Architettura", "Laurea magistrale", "Architettura"),
    ("HBO Bouwkunde", "HBO", "Bouwkunde"),
    ("Master of Health Science in Physiotherapy", "Master of Health Science", "Physiotherapy"),
    ("Master of Commerce: Human Resources", "Master of Commerce", "Human Resources"),
    ("Bachelor of Physiotherapy", "Bachelor of Physiotherapy", None),
    (
        "Professional Master of Education, Primary Teaching",
        "Professional Master of Education",
        "Primary Teaching",
    ),
    ("Technical Diploma in Welding", "Technical Diploma", "Welding"),
    ("BSc Honours in Chemistry", "BSc Honours", "Chemistry"),
    ("LLB (Hons)", "LLB (Hons)", None),
    ("BTEC Level 3 in Public Services", "BTEC Level 3", "Public Services"),
    ("Certificate III, Electrician", "Certificate III", "Electrician"),
    ("M.Stat. in Statistics", "M.Stat.", "Statistics"),
    ("M.L.S., Archives", "M.L.S.", "Archives"),
    ("D.V.M.", "D.V.M.", None),
    ("Professionsbachelor, Byggeri", "Professionsbachelor", "Byggeri"),
    ("Studentereksamen", "Studentereksamen", None),
    ("BVMX in Veterinary Medicine", "BVMX", "Veterinary Medicine"),
    ("Staatlich anerkannte Erzieherin", "Staatlich anerkannte Erzieherin", None),
    ("Staatlich geprüfter Techniker, Bau", "Staatlich geprüfter Techniker", "Bau"),
    ("Bachelor of Arts - BA, Sociology", "Bachelor of Arts", "Sociology"),
    ("Doctor of Philosophy - PhD", "Doctor of Philosophy", None),
    ("Bachelor of Arts - Sociology", "Bachelor of Arts", "Sociology"),
    ("Secondary School Certificate", "Secondary School Certificate", None),
    ("Abitur", "Abitur", None),
    ("High School Diploma", "High School Diploma", None),
]


@pytest.mark.parametrize(("text", "degree", "field"), DEGREES)
def test_splits_degree_and_field(text: str, degree: str, field: str | None) -> None:
    parts = split_degree(text)
    assert parts is not None
    assert text[slice(*parts[0])] == degree
    assert (text[slice(*parts[1])] if parts[1] else None) == field


@pytest.mark.parametrize(
    "text",
    [
        "As a teacher",
        "B.Smith and sons",
        "Project Master",
        "Ma maison",
        "Management",
        "",
        "be kind",
        "do it",
        "U.S.A. Today",
    ],
)
def test_leaves_other_words_alone(text: str) -> None:
    assert split_degree(text) is None


@pytest.mark.parametrize(
    ("text", "field"),
    [("Physics. GPA: 3.6", "Physics"), ("Law (GPA 3.9)", "Law"), ("Note taking", "Note taking")],
)
def test_a_grade_ends_the_field(text: str, field: str) -> None:
    assert text[: field_end(text)] == field
