"""Layouts with a column beside the text: dates left or right, places right, tables."""

from tests.engine.resume.layouts.layout import Layout

COLUMNS = {
    "roles_under_one_employer": Layout(
        """
# DANIEL OKAFOR
daniel.okafor@example.com • (312) 555-0188 • Chicago, IL

## Work History
**Globe Freight Inc.** || Chicago, IL
__Operations Director__ || 06/2019 - Present
• Run three depots with 140 staff
• Cut fuel cost by 12 %
__Operations Manager__ || 02/2015 - 05/2019
• Opened the Joliet depot

**Lakefront Logistics LLC** || Milwaukee, WI
__Dispatcher__ || 08/2011 - 01/2015
• Planned 60 routes a day

## Education
**Loyola University Chicago** || Chicago, IL
Bachelor of Business Administration, Supply Chain Management || 2011

## Certifications
Certified Supply Chain Professional, APICS, 2016
""",
        ("DANIEL OKAFOR", None, "Chicago, IL"),
        work=(
            ("Operations Director", "Globe Freight Inc.", "Chicago, IL", "2019-06", None, 2),
            ("Operations Manager", "Globe Freight Inc.", "Chicago, IL", "2015-02", "2019-05", 1),
            ("Dispatcher", "Lakefront Logistics LLC", "Milwaukee, WI", "2011-08", "2015-01", 1),
        ),
        study=(
            (
                "Loyola University Chicago",
                "Bachelor of Business Administration",
                "Supply Chain Management",
                "2011",
            ),
        ),
    ),
    "german_table": Layout(
        """
# Dr. Annika Vogelsang
Lebenslauf

## Persönliche Daten
Anschrift: Lindenstraße 4, 50674 Köln
Telefon: 0221 5550 123
E-Mail: annika.vogelsang@example.de
Geburtsdatum: 12.03.1984

## Beruflicher Werdegang
seit 04/2018 || **Leiterin Qualitätssicherung**
 || Rheinpharma GmbH, Köln
 || • Aufbau des Labors
01/2014 – 03/2018 || **Laboringenieurin**
 || Chemiewerk Süd AG, Ludwigshafen
 || • Validierung von Methoden

## Ausbildung
10/2009 – 12/2013 || Promotion in Chemie, Universität zu Köln
10/2004 – 09/2009 || Diplom in Chemie, RWTH Aachen

## Sprachkenntnisse
Deutsch (Muttersprache), Englisch (verhandlungssicher)
""",
        ("Dr. Annika Vogelsang", None, "50674 Köln"),
        work=(
            ("Leiterin Qualitätssicherung", "Rheinpharma GmbH", "Köln", "2018-04", None, 1),
            ("Laboringenieurin", "Chemiewerk Süd AG", "Ludwigshafen", "2014-01", "2018-03", 1),
        ),
        study=(
            ("Universität zu Köln", "Promotion", "Chemie", "2013-12"),
            ("RWTH Aachen", "Diplom", "Chemie", "2009-09"),
        ),
    ),
    "portuguese": Layout(
        """
# Beatriz Sousa Carvalho
Enfermeira
Porto, Portugal | +351 912 345 678 | beatriz.carvalho@example.pt

## EXPERIÊNCIA PROFISSIONAL
**Hospital de São Teotónio** || Viseu
Enfermeira || set. 2018 – atualmente
• Cuidados no serviço de urgência
**Clínica do Carmo** || Porto
Enfermeira estagiária || mar. 2017 – ago. 2018
• Apoio à consulta externa

## FORMAÇÃO ACADÉMICA
**Escola Superior de Enfermagem do Porto** || Porto
Licenciatura em Enfermagem || 2013 – 2017

## COMPETÊNCIAS
Triagem de Manchester, Suporte básico de vida, Trabalho em equipa
""",
        ("Beatriz Sousa Carvalho", "Enfermeira", "Porto, Portugal"),
        work=(
            ("Enfermeira", "Hospital de São Teotónio", "Viseu", "2018-09", None, 1),
            ("Enfermeira estagiária", "Clínica do Carmo", "Porto", "2017-03", "2018-08", 1),
        ),
        study=(("Escola Superior de Enfermagem do Porto", "Licenciatura", "Enfermagem", "2017"),),
    ),
    "dutch_table": Layout(
        """
# Sander van den Broek
Curriculum Vitae

## PERSOONLIJKE GEGEVENS
Naam || Sander van den Broek
Adres || Dorpsstraat 10, 3581 AB Utrecht
Telefoon || 06-12345678
E-mail || s.vandenbroek@example.nl

## WERKERVARING
sept. 2019 – heden || **Projectleider bouw** bij Timmers Bouw B.V., Utrecht
 || • Leiding aan tien uitvoerders
mei 2014 – aug. 2019 || **Werkvoorbereider** bij De Wit Installaties, Amersfoort
 || • Calculaties en planning

## OPLEIDINGEN
2010 – 2014 || **HBO Bouwkunde**, Hogeschool Utrecht
""",
        ("Sander van den Broek", None, "3581 AB Utrecht"),
        work=(
            ("Projectleider bouw", "Timmers Bouw B.V.", "Utrecht", "2019-09", None, 1),
            ("Werkvoorbereider", "De Wit Installaties", "Amersfoort", "2014-05", "2019-08", 1),
        ),
        study=(("Hogeschool Utrecht", "HBO", "Bouwkunde", "2014"),),
    ),
    "unknown_heading": Layout(
        """
# Noah Fischer
Data Analyst | Zurich, Switzerland | noah.fischer@example.ch | +41 44 555 01 23

## PROFILE
Analyst with a taste for clean pipelines and honest charts.

## WORK EXPERIENCE
**Data Analyst**, Alpen Versicherung AG || 2020 – Present
__Zurich__
• Maintains the claims dashboard
**Junior Analyst**, Limmat Consulting || 2017 – 2020
__Basel__
• Cleaned survey data

## EDUCATION
**MSc Statistics**, ETH Zürich || 2015 – 2017

## GIVING BACK
Mentor at the local coding club

## HOBBIES
Chess, rowing
""",
        ("Noah Fischer", "Data Analyst", "Zurich, Switzerland"),
        work=(
            ("Data Analyst", "Alpen Versicherung AG", "Zurich", "2020", None, 1),
            ("Junior Analyst", "Limmat Consulting", "Basel", "2017", "2020", 1),
        ),
        study=(("ETH Zürich", "MSc", "Statistics", "2017"),),
    ),
    "place_and_date_right": Layout(
        """
# Claire Fontaine
SITE RELIABILITY ENGINEER · SOFTWARE ARCHITECT
42, Rue des Lilas, 69003 Lyon, France
+33 6 12 34 56 78 | claire@fontaine.example.fr | www.fontaine.example.fr | clairef

## Experience
**Omnira Cloud** || __Lyon, France__
SITE RELIABILITY ENGINEER || __Jun. 2017 - Present__
• Provisioned an easily managable hybrid infrastructure
• Built a log pipeline
**Quantile Labs** || __Paris, France__
SOFTWARE ENGINEER || __Jan. 2016 - May 2017__
• Implemented the billing API

## Honors & Awards
2018 || **Finalist**, DEFCON CTF || __Las Vegas, U.S.A__
2016 || **Winner**, Hack du Rhône || __Lyon, France__

## Education
**INSA Lyon** || __Lyon, France__
M.S. IN COMPUTER SCIENCE AND ENGINEERING || __Mar. 2010 - Aug. 2015__
• Got a scholarship
""",
        ("Claire Fontaine", "SITE RELIABILITY ENGINEER · SOFTWARE ARCHITECT", "69003 Lyon, France"),
        work=(
            ("SITE RELIABILITY ENGINEER", "Omnira Cloud", "Lyon, France", "2017-06", None, 2),
            ("SOFTWARE ENGINEER", "Quantile Labs", "Paris, France", "2016-01", "2017-05", 1),
        ),
        study=(("INSA Lyon", "M.S.", "COMPUTER SCIENCE AND ENGINEERING", "2015-08"),),
    ),
    "employer_with_period": Layout(
        """
# Lena Bergström
Product Leader
Göteborg, Sweden · lena@bergstrom.example.se

## EMPLOYMENT
**Havre Software AB** || 2012 – Present
Maker of port logistics software, 300 employees.
**Chief Product Officer** || 2019 – Present
• Owns the roadmap
**Head of Product** || 2015 – 2019
• Introduced discovery
**Product Manager** || 2012 – 2015
• Launched the API

**Nordkap Consulting** || 2008 – 2012
**Consultant** || 2008 – 2012
• Advised six ports

## EDUCATION
**Chalmers University of Technology** || 2003 – 2008
MSc, Industrial Engineering
""",
        ("Lena Bergström", "Product Leader", "Göteborg, Sweden"),
        work=(
            ("Chief Product Officer", "Havre Software AB", None, "2019", None, 1),
            ("Head of Product", "Havre Software AB", None, "2015", "2019", 1),
            ("Product Manager", "Havre Software AB", None, "2012", "2015", 1),
            ("Consultant", "Nordkap Consulting", None, "2008", "2012", 1),
        ),
        study=(("Chalmers University of Technology", "MSc", "Industrial Engineering", "2008"),),
    ),
    "polish": Layout(
        """
# Zofia Wiśniewska-Nowak
Kraków, Polska | +48 601 234 567 | zofia@nowak.example.pl

## DOŚWIADCZENIE ZAWODOWE
**Specjalista ds. marketingu** || 03.2019 – obecnie
Wawel Media Sp. z o.o., Kraków
• Prowadzenie kampanii
**Asystentka** || 06.2016 – 02.2019
Agencja Lot, Warszawa
• Obsługa klientów

## WYKSZTAŁCENIE
Uniwersytet Jagielloński || 2011 – 2016
Magister, Zarządzanie

## UMIEJĘTNOŚCI
Google Ads, SEO, Excel

## JĘZYKI
Polski – ojczysty
Angielski – C1
""",
        ("Zofia Wiśniewska-Nowak", None, "Kraków, Polska"),
        work=(
            ("Specjalista ds. marketingu", "Wawel Media Sp. z o.o.", "Kraków", "2019-03", None, 1),
            ("Asystentka", "Agencja Lot", "Warszawa", "2016-06", "2019-02", 1),
        ),
        study=(("Uniwersytet Jagielloński", "Magister", "Zarządzanie", "2016"),),
    ),
    "roles_indented_under_employer": Layout(
        """
# Ruth Nakamura
ruth@nakamura.example.ca

## Experience
**Lakeside Hospital** || Toronto, ON
   **Charge Nurse**
   June 2021 – Present
   Hours per week: 40
   • Leads a unit of 24 beds
   • Trains six new nurses a year
   **Staff Nurse**
   February 2018 – May 2021
   Hours per week: 38
   • Cared for five patients a shift
**Valley Clinic** || Ottawa, ON
   **Nurse Resident**
   August 2016 – January 2018
   Hours per week: 38
   • Finished the residency
""",
        ("Ruth Nakamura", None, None),
        work=(
            ("Charge Nurse", "Lakeside Hospital", "Toronto, ON", "2021-06", None, 2),
            ("Staff Nurse", "Lakeside Hospital", "Toronto, ON", "2018-02", "2021-05", 1),
            ("Nurse Resident", "Valley Clinic", "Ottawa, ON", "2016-08", "2018-01", 1),
        ),
    ),
}
