"""Layouts in which one row says all about a position."""

from tests.engine.resume.layouts.layout import Layout

ONE_ROW = {
    "pipes": Layout(
        """
# Marta Lindqvist
Senior Data Engineer
Stockholm, Sweden | +46 70 123 45 67 | marta@lindqvist.example.se | linkedin.com/in/martal

## EXPERIENCE
**Senior Data Engineer | Northlight AB | Stockholm, Sweden | Jan 2020 – Present**
• Built the event platform
• Mentored four engineers
**Data Engineer | Fjord Analytics | Oslo, Norway | Mar 2016 – Dec 2019**
• Wrote the ingestion service

## EDUCATION
**MSc in Computer Science | KTH Royal Institute of Technology | 2014 – 2016**
**BSc in Mathematics | Uppsala University | 2011 – 2014**

## SKILLS
Languages: Python, SQL, Scala
Tools: Airflow, dbt, Kafka
""",
        ("Marta Lindqvist", "Senior Data Engineer", "Stockholm, Sweden"),
        work=(
            ("Senior Data Engineer", "Northlight AB", "Stockholm, Sweden", "2020-01", None, 2),
            ("Data Engineer", "Fjord Analytics", "Oslo, Norway", "2016-03", "2019-12", 1),
        ),
        study=(
            ("KTH Royal Institute of Technology", "MSc", "Computer Science", "2016"),
            ("Uppsala University", "BSc", "Mathematics", "2014"),
        ),
    ),
    "dates_in_front": Layout(
        """
# JOSÉ LUIS ORTEGA PRIETO
Ingeniero de obra
Calle Mayor 12, 28013 Madrid | 612 345 678 | jl.ortega@example.es

## EXPERIENCIA LABORAL
2019 – actualidad  **Jefe de obra**, Construcciones Alarcón S.L., Madrid
 • Dirección de obras de edificación
2014 – 2019  **Ingeniero de producción**, Grupo Levante, Valencia
 • Control de costes

## FORMACIÓN ACADÉMICA
2008 – 2014  Ingeniería de Caminos, Universidad Politécnica de Madrid

## IDIOMAS
Español: nativo
Inglés: C1
""",
        ("JOSÉ LUIS ORTEGA PRIETO", "Ingeniero de obra", "28013 Madrid"),
        work=(
            ("Jefe de obra", "Construcciones Alarcón S.L.", "Madrid", "2019", None, 1),
            ("Ingeniero de producción", "Grupo Levante", "Valencia", "2014", "2019", 1),
        ),
        study=(("Universidad Politécnica de Madrid", "Ingeniería", "Caminos", "2014"),),
    ),
    "one_row_each": Layout(
        """
# Ellen McBride, RN
Dublin, Ireland | 085 123 4567 | ellen.mcbride@example.ie

## Career Summary
Nurse with twelve years in paediatric care.

## Areas of Expertise
Triage; Wound care; Family liaison

## Employment History
Staff Nurse, Temple Street Hospital, Dublin || 2016 to date
Nurse, St. James's Hospital, Dublin || 2012 – 2016
Care Assistant, Willow Nursing Home, Bray || 2010 – 2012

## Education & Training
BSc Nursing, University College Dublin || 2012

## References
Available on request
""",
        ("Ellen McBride, RN", None, "Dublin, Ireland"),
        work=(
            ("Staff Nurse", "Temple Street Hospital", "Dublin", "2016", None, 0),
            ("Nurse", "St. James's Hospital", "Dublin", "2012", "2016", 0),
            ("Care Assistant", "Willow Nursing Home", "Bray", "2010", "2012", 0),
        ),
        study=(("University College Dublin", "BSc", "Nursing", "2012"),),
    ),
    "without_headings": Layout(
        """
# Tom Achterberg
tom.achterberg@example.nl | 06 12345678 | Utrecht

Software Developer, Waterlijn B.V., Utrecht || 2018 - heden
- Bouwde het klantportaal
- Begeleidde stagiairs
Junior Developer, Kade Online, Amersfoort || 2015 - 2018
- Onderhield webwinkels
""",
        ("Tom Achterberg", None, "Utrecht"),
        work=(
            ("Software Developer", "Waterlijn B.V.", "Utrecht", "2018", None, 2),
            ("Junior Developer", "Kade Online", "Amersfoort", "2015", "2018", 1),
        ),
        study=(),
    ),
    "dates_in_parentheses": Layout(
        """
# Grace Nwosu
Lagos, Nigeria || grace.nwosu@example.com
 || +234 802 555 0100

## Work Experience
Zenith Foods Ltd – Quality Supervisor (03/2018 – Present)
- Supervised the bottling line
- Trained new inspectors
Delta Mills – Quality Inspector (01/2014 – 02/2018)
- Sampled raw grain

## Education
University of Ibadan – B.Sc. Food Technology (2013)

## Skills
HACCP | ISO 22000 | Root cause analysis
""",
        ("Grace Nwosu", None, "Lagos, Nigeria"),
        work=(
            ("Quality Supervisor", "Zenith Foods Ltd", None, "2018-03", None, 2),
            ("Quality Inspector", "Delta Mills", None, "2014-01", "2018-02", 1),
        ),
        study=(("University of Ibadan", "B.Sc.", "Food Technology", "2013"),),
    ),
    "dates_with_colon": Layout(
        """
# Paolo Ferri
Via Garibaldi 8, 20121 Milano
Cell. 347 555 1234 - paolo.ferri@example.it

## ESPERIENZE LAVORATIVE
2017 - in corso: Elettricista, Impianti Ferri S.r.l., Milano
Installazione di quadri elettrici.
2012 - 2017: Apprendista elettricista, Lombarda Impianti, Monza
Manutenzione di impianti civili.

## ISTRUZIONE E FORMAZIONE
2012: Diploma di perito elettrotecnico, ITIS Feltrinelli, Milano

## LINGUE
Italiano: madrelingua
Inglese: B1
""",
        ("Paolo Ferri", None, "20121 Milano"),
        work=(
            ("Elettricista", "Impianti Ferri S.r.l.", "Milano", "2017", None, 0),
            ("Apprendista elettricista", "Lombarda Impianti", "Monza", "2012", "2017", 0),
        ),
        study=(("ITIS Feltrinelli", "Diploma di perito elettrotecnico", None, "2012"),),
    ),
    "bulleted_entries": Layout(
        """
# Ines Moreau
Traductrice
Bruxelles, Belgique | ines.moreau@example.be

## Parcours professionnel
• depuis 2019 : Traductrice, Agence Lumen, Bruxelles
• 2015 – 2019 : Assistante de rédaction, Éditions du Canal, Liège

## Formation
• 2015 : Master en traduction, Université de Liège
• 2013 : Licence en langues, Université de Namur

## Compétences
Anglais, néerlandais, SDL Trados, relecture
""",
        ("Ines Moreau", "Traductrice", "Bruxelles, Belgique"),
        work=(
            ("Traductrice", "Agence Lumen", "Bruxelles", "2019", None, 0),
            ("Assistante de rédaction", "Éditions du Canal", "Liège", "2015", "2019", 0),
        ),
        study=(
            ("Université de Liège", "Master", "traduction", "2015"),
            ("Université de Namur", "Licence", "langues", "2013"),
        ),
    ),
    "all_commas": Layout(
        """
# Robert "Rob" Kowalczyk, MBA
Chicago, Illinois 60614
Phone: 312.555.0190
Email: rob.kowalczyk@example.com

## Professional Experience
Vice President of Sales, Great Lakes Packaging Corp., Chicago, IL, 2018-Present
Lead a national team of 45 and opened the western region.
Regional Sales Manager, Prairie Containers, Inc., Peoria, IL, 2012-2018
Managed eight representatives. Won the two largest accounts in the company's history.

## Education
MBA, Northwestern University, Evanston, IL, 2012
BS, Marketing, Bradley University, Peoria, IL, 2006

## Affiliations
American Marketing Association
""",
        ('Robert "Rob" Kowalczyk, MBA', None, "Chicago, Illinois 60614"),
        work=(
            (
                "Vice President of Sales",
                "Great Lakes Packaging Corp.",
                "Chicago, IL",
                "2018",
                None,
                0,
            ),
            ("Regional Sales Manager", "Prairie Containers, Inc.", "Peoria, IL", "2012", "2018", 0),
        ),
        study=(
            ("Northwestern University", "MBA", None, "2012"),
            ("Bradley University", "BS", "Marketing", "2006"),
        ),
    ),
    "swedish": Layout(
        """
# Erik Lindgren
Elektriker
Uppsala, Sverige | 070-123 45 67 | erik@lindgren.example.se

## ARBETSLIVSERFARENHET
**Elektriker**, Nordström El AB, Uppsala || mars 2018 – nuvarande
• Installation och service
**Lärling**, Elfirman i Gävle AB || aug. 2015 – feb. 2018

## UTBILDNING
Elprogrammet, Ekeby gymnasium || 2012 – 2015

## SPRÅK
Svenska (modersmål), Engelska (flytande)

## REFERENSER
Lämnas på begäran
""",
        ("Erik Lindgren", "Elektriker", "Uppsala, Sverige"),
        work=(
            ("Elektriker", "Nordström El AB", "Uppsala", "2018-03", None, 1),
            ("Lärling", "Elfirman i Gävle AB", None, "2015-08", "2018-02", 0),
        ),
        study=(),
    ),
    "places_in_brackets": Layout(
        """
# Ruth Nakamura
ruth@nakamura.example.ca

## Experience
**Pastry Chef – Hotel Rideau Grand (Ottawa, ON)** || 2018 – Present
• Leads a brigade of six
**Baker – Maple Foods Inc. (Toronto, ON)** || 2014 – 2018
• Baked 400 loaves a night
""",
        ("Ruth Nakamura", None, None),
        work=(
            ("Pastry Chef", "Hotel Rideau Grand", "Ottawa, ON", "2018", None, 1),
            ("Baker", "Maple Foods Inc.", "Toronto, ON", "2014", "2018", 1),
        ),
    ),
}
