"""Layouts of work and study as people draw them, and what must be read from each."""

from typing import Any, cast

import pytest

from apps.engine.resume import extract
from tests.engine.resume.conftest import TODAY, draw

LAYOUTS = {
    "pipes": """
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
    "roles_under_one_employer": """
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
    "german_table": """
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
    "title_at_company": """
# Priyanka Rao
Product Manager
priyanka.rao@example.in
+91 98450 12345

## Professional Experience
**Product Manager** at Sunrise Payments
May 2021 – Present, Bengaluru, India
Owned the merchant onboarding funnel and raised activation by a third.

**Associate Product Manager** at Kettle Commerce
July 2018 – April 2021, Pune, India
Shipped the returns portal together with two squads.

## Education
**B.Tech in Electronics**, National Institute of Technology Karnataka
2014 – 2018

## Core Competencies
Roadmapping • User research • SQL • A/B testing
""",
    "dates_in_front": """
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
    "one_row_each": """
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
    "without_headings": """
# Tom Achterberg
tom.achterberg@example.nl | 06 12345678 | Utrecht

Software Developer, Waterlijn B.V., Utrecht || 2018 - heden
- Bouwde het klantportaal
- Begeleidde stagiairs
Junior Developer, Kade Online, Amersfoort || 2015 - 2018
- Onderhield webwinkels
""",
    "dates_in_parentheses": """
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
    "dates_with_colon": """
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
    "four_rows": """
# SARAH J. BENNETT
Marketing Director

sarah.bennett@example.com
London, UK

## CAREER HISTORY
**Marketing Director**
Harbour & Finch plc
London, United Kingdom
January 2019 - Present
• Doubled qualified leads in two years
• Built a team of nine

**Marketing Manager**
Bluebird Retail
Leeds, United Kingdom
June 2014 - December 2018
• Launched the loyalty card

## QUALIFICATIONS
**BA (Hons) Marketing**
University of Leeds
2011 - 2014
Upper second class honours
""",
    "title_below_company": """
# Kenji Watanabe
Osaka, Japan • kenji@watanabe.example.jp • github.com/kenjiw

## Employment
Asahi Robotics K.K. || Apr 2019 – present
Firmware Engineer, Osaka, Japan
• Wrote the motor controller in C
• Reduced boot time to 80 ms
Minato Systems || Apr 2015 – Mar 2019
Embedded Developer, Kobe, Japan
• Ported drivers to Linux

## Education
Osaka University || 2013 – 2015
M.Eng. in Robotics
Kobe University || 2009 – 2013
B.Eng. in Mechanical Engineering

## Languages
Japanese (native), English (fluent)
""",
    "portuguese": """
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
    "dutch_table": """
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
    "bulleted_entries": """
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
    "unknown_heading": """
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
    "place_and_date_right": """
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
    "date_and_place_below": """
# MEI SUZUKI
Food Scientist
mei@suzuki.example.com   +81 90-1234-5678   Sapporo, Japan

## EXPERIENCE
### Senior Food Scientist
**Hokkaido Dairy Co.**
June 2018 – Ongoing    Sapporo
• Developed three yoghurt lines

### Food Scientist
**Kita Brewing**
April 2014 – May 2018    Asahikawa
• Ran sensory panels

## EDUCATION
### Ph.D. in Food Chemistry
**Hokkaido University**
Sept 2010 – March 2014
Thesis title: Proteins in cold

## STRENGTHS
Hard-working  Eye for detail
Sensory analysis  HPLC

## LANGUAGES
Japanese || Native
English || C1
""",
    "capitals_and_pipes": """
# Omar Haddad
omar@haddad.example.org | 650.555.0147

## EDUCATION
**UNIVERSITY OF OTTAWA**
BSc in Computer Science
May 2019 | Ottawa, ON
GPA: 3.8 / 4.0

## EXPERIENCE
**MAPLEWARE** | SOFTWARE ENGINEER
May 2019 – Present | Toronto, ON
• Leads the search team
**CORDOVA GAMES** | SOFTWARE ENGINEERING INTERN
May 2018 – Aug 2018 | Montréal, QC
• Ported the engine to ARM

## SKILLS
Over 5000 lines:
Java • Shell • JavaScript
Over 1000 lines:
C • C++ • CSS
""",
    "all_commas": """
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
    "dates_above": """
# Katrin Sommer
Steuerfachangestellte
Musterweg 3 · 90402 Nürnberg · 0911 555 1234 · k.sommer@example.de

## Berufliche Erfahrung
03/2019 – heute
**Steuerfachangestellte**
Kanzlei Brandt & Partner, Nürnberg
- Finanzbuchhaltung für 30 Mandanten
- Lohnabrechnung

08/2015 – 02/2019
**Buchhalterin**
Frankenbau GmbH, Fürth
- Kreditoren und Debitoren

## Schulbildung
2012 – 2015
Ausbildung zur Steuerfachangestellten
Kanzlei Merz, Nürnberg
2012
Mittlere Reife
Realschule Fürth

## EDV-Kenntnisse
DATEV, MS Excel, Lexware
""",
    "without_dates": """
# Alma Petrov
Volunteer coordinator, Sofia, Bulgaria
alma.petrov@example.bg

## Experience
**Volunteer Coordinator**, Red Roof Shelter
• Scheduled 60 volunteers
**Office Assistant**, City Library
• Ran the front desk

## Education
**Sofia University**, BA in Sociology
""",
    "employer_with_period": """
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
    "polish": """
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
    "swedish": """
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
}
WORK = {
    "pipes": [
        ("Senior Data Engineer", "Northlight AB", "Stockholm, Sweden", "2020-01", None, 2),
        ("Data Engineer", "Fjord Analytics", "Oslo, Norway", "2016-03", "2019-12", 1),
    ],
    "roles_under_one_employer": [
        ("Operations Director", "Globe Freight Inc.", "Chicago, IL", "2019-06", None, 2),
        ("Operations Manager", "Globe Freight Inc.", "Chicago, IL", "2015-02", "2019-05", 1),
        ("Dispatcher", "Lakefront Logistics LLC", "Milwaukee, WI", "2011-08", "2015-01", 1),
    ],
    "german_table": [
        ("Leiterin Qualitätssicherung", "Rheinpharma GmbH", "Köln", "2018-04", None, 1),
        ("Laboringenieurin", "Chemiewerk Süd AG", "Ludwigshafen", "2014-01", "2018-03", 1),
    ],
    "title_at_company": [
        ("Product Manager", "Sunrise Payments", "Bengaluru, India", "2021-05", None, 0),
        ("Associate Product Manager", "Kettle Commerce", "Pune, India", "2018-07", "2021-04", 0),
    ],
    "dates_in_front": [
        ("Jefe de obra", "Construcciones Alarcón S.L.", "Madrid", "2019", None, 1),
        ("Ingeniero de producción", "Grupo Levante", "Valencia", "2014", "2019", 1),
    ],
    "one_row_each": [
        ("Staff Nurse", "Temple Street Hospital", "Dublin", "2016", None, 0),
        ("Nurse", "St. James's Hospital", "Dublin", "2012", "2016", 0),
        ("Care Assistant", "Willow Nursing Home", "Bray", "2010", "2012", 0),
    ],
    "without_headings": [
        ("Software Developer", "Waterlijn B.V.", "Utrecht", "2018", None, 2),
        ("Junior Developer", "Kade Online", "Amersfoort", "2015", "2018", 1),
    ],
    "dates_in_parentheses": [
        ("Quality Supervisor", "Zenith Foods Ltd", None, "2018-03", None, 2),
        ("Quality Inspector", "Delta Mills", None, "2014-01", "2018-02", 1),
    ],
    "dates_with_colon": [
        ("Elettricista", "Impianti Ferri S.r.l.", "Milano", "2017", None, 0),
        ("Apprendista elettricista", "Lombarda Impianti", "Monza", "2012", "2017", 0),
    ],
    "four_rows": [
        ("Marketing Director", "Harbour & Finch plc", "London, United Kingdom", "2019-01", None, 2),
        ("Marketing Manager", "Bluebird Retail", "Leeds, United Kingdom", "2014-06", "2018-12", 1),
    ],
    "title_below_company": [
        ("Firmware Engineer", "Asahi Robotics K.K.", "Osaka, Japan", "2019-04", None, 2),
        ("Embedded Developer", "Minato Systems", "Kobe, Japan", "2015-04", "2019-03", 1),
    ],
    "portuguese": [
        ("Enfermeira", "Hospital de São Teotónio", "Viseu", "2018-09", None, 1),
        ("Enfermeira estagiária", "Clínica do Carmo", "Porto", "2017-03", "2018-08", 1),
    ],
    "dutch_table": [
        ("Projectleider bouw", "Timmers Bouw B.V.", "Utrecht", "2019-09", None, 1),
        ("Werkvoorbereider", "De Wit Installaties", "Amersfoort", "2014-05", "2019-08", 1),
    ],
    "bulleted_entries": [
        ("Traductrice", "Agence Lumen", "Bruxelles", "2019", None, 0),
        ("Assistante de rédaction", "Éditions du Canal", "Liège", "2015", "2019", 0),
    ],
    "unknown_heading": [
        ("Data Analyst", "Alpen Versicherung AG", "Zurich", "2020", None, 1),
        ("Junior Analyst", "Limmat Consulting", "Basel", "2017", "2020", 1),
    ],
    "place_and_date_right": [
        ("SITE RELIABILITY ENGINEER", "Omnira Cloud", "Lyon, France", "2017-06", None, 2),
        ("SOFTWARE ENGINEER", "Quantile Labs", "Paris, France", "2016-01", "2017-05", 1),
    ],
    "date_and_place_below": [
        ("Senior Food Scientist", "Hokkaido Dairy Co.", "Sapporo", "2018-06", None, 1),
        ("Food Scientist", "Kita Brewing", "Asahikawa", "2014-04", "2018-05", 1),
    ],
    "capitals_and_pipes": [
        ("SOFTWARE ENGINEER", "MAPLEWARE", "Toronto, ON", "2019-05", None, 1),
        ("SOFTWARE ENGINEERING INTERN", "CORDOVA GAMES", "Montréal, QC", "2018-05", "2018-08", 1),
    ],
    "all_commas": [
        ("Vice President of Sales", "Great Lakes Packaging Corp.", "Chicago, IL", "2018", None, 0),
        ("Regional Sales Manager", "Prairie Containers, Inc.", "Peoria, IL", "2012", "2018", 0),
    ],
    "dates_above": [
        ("Steuerfachangestellte", "Kanzlei Brandt & Partner", "Nürnberg", "2019-03", None, 2),
        ("Buchhalterin", "Frankenbau GmbH", "Fürth", "2015-08", "2019-02", 1),
    ],
    "without_dates": [
        ("Volunteer Coordinator", "Red Roof Shelter", None, None, None, 1),
        ("Office Assistant", "City Library", None, None, None, 1),
    ],
    "employer_with_period": [
        ("Chief Product Officer", "Havre Software AB", None, "2019", None, 1),
        ("Head of Product", "Havre Software AB", None, "2015", "2019", 1),
        ("Product Manager", "Havre Software AB", None, "2012", "2015", 1),
        ("Consultant", "Nordkap Consulting", None, "2008", "2012", 1),
    ],
    "polish": [
        ("Specjalista ds. marketingu", "Wawel Media Sp. z o.o.", "Kraków", "2019-03", None, 1),
        ("Asystentka", "Agencja Lot", "Warszawa", "2016-06", "2019-02", 1),
    ],
    "swedish": [
        ("Elektriker", "Nordström El AB", "Uppsala", "2018-03", None, 1),
        ("Lärling", "Elfirman i Gävle AB", None, "2015-08", "2018-02", 0),
    ],
}
STUDY = {
    "pipes": [
        ("KTH Royal Institute of Technology", "MSc", "Computer Science", "2016"),
        ("Uppsala University", "BSc", "Mathematics", "2014"),
    ],
    "roles_under_one_employer": [
        (
            "Loyola University Chicago",
            "Bachelor of Business Administration",
            "Supply Chain Management",
            "2011",
        ),
    ],
    "german_table": [
        ("Universität zu Köln", "Promotion", "Chemie", "2013-12"),
        ("RWTH Aachen", "Diplom", "Chemie", "2009-09"),
    ],
    "title_at_company": [
        ("National Institute of Technology Karnataka", "B.Tech", "Electronics", "2018"),
    ],
    "dates_in_front": [
        ("Universidad Politécnica de Madrid", "Ingeniería", "Caminos", "2014"),
    ],
    "one_row_each": [
        ("University College Dublin", "BSc", "Nursing", "2012"),
    ],
    "dates_in_parentheses": [
        ("University of Ibadan", "B.Sc.", "Food Technology", "2013"),
    ],
    "dates_with_colon": [
        ("ITIS Feltrinelli", "Diploma di perito elettrotecnico", None, "2012"),
    ],
    "four_rows": [
        ("University of Leeds", "BA (Hons)", "Marketing", "2014"),
    ],
    "title_below_company": [
        ("Osaka University", "M.Eng.", "Robotics", "2015"),
        ("Kobe University", "B.Eng.", "Mechanical Engineering", "2013"),
    ],
    "portuguese": [
        ("Escola Superior de Enfermagem do Porto", "Licenciatura", "Enfermagem", "2017"),
    ],
    "dutch_table": [
        ("Hogeschool Utrecht", "HBO", "Bouwkunde", "2014"),
    ],
    "bulleted_entries": [
        ("Université de Liège", "Master", "traduction", "2015"),
        ("Université de Namur", "Licence", "langues", "2013"),
    ],
    "unknown_heading": [
        ("ETH Zürich", "MSc", "Statistics", "2017"),
    ],
    "place_and_date_right": [
        ("INSA Lyon", "M.S.", "COMPUTER SCIENCE AND ENGINEERING", "2015-08"),
    ],
    "date_and_place_below": [
        ("Hokkaido University", "Ph.D.", "Food Chemistry", "2014-03"),
    ],
    "capitals_and_pipes": [
        ("UNIVERSITY OF OTTAWA", "BSc", "Computer Science", "May 2019"),
    ],
    "all_commas": [
        ("Northwestern University", "MBA", None, "2012"),
        ("Bradley University", "BS", "Marketing", "2006"),
    ],
    "dates_above": [
        ("Kanzlei Merz", "Ausbildung zur Steuerfachangestellten", None, "2015"),
        ("Realschule Fürth", "Mittlere Reife", None, "2012"),
    ],
    "without_dates": [
        ("Sofia University", "BA", "Sociology", None),
    ],
    "employer_with_period": [
        ("Chalmers University of Technology", "MSc", "Industrial Engineering", "2008"),
    ],
    "polish": [
        ("Uniwersytet Jagielloński", "Magister", "Zarządzanie", "2016"),
    ],
}
PEOPLE = {
    "pipes": ("Marta Lindqvist", "Senior Data Engineer", "Stockholm, Sweden"),
    "roles_under_one_employer": ("DANIEL OKAFOR", None, "Chicago, IL"),
    "german_table": ("Dr. Annika Vogelsang", None, "50674 Köln"),
    "title_at_company": ("Priyanka Rao", "Product Manager", None),
    "dates_in_front": ("JOSÉ LUIS ORTEGA PRIETO", "Ingeniero de obra", "28013 Madrid"),
    "one_row_each": ("Ellen McBride, RN", None, "Dublin, Ireland"),
    "without_headings": ("Tom Achterberg", None, "Utrecht"),
    "dates_in_parentheses": ("Grace Nwosu", None, "Lagos, Nigeria"),
    "dates_with_colon": ("Paolo Ferri", None, "20121 Milano"),
    "four_rows": ("SARAH J. BENNETT", "Marketing Director", "London, UK"),
    "title_below_company": ("Kenji Watanabe", None, "Osaka, Japan"),
    "portuguese": ("Beatriz Sousa Carvalho", "Enfermeira", "Porto, Portugal"),
    "dutch_table": ("Sander van den Broek", None, "3581 AB Utrecht"),
    "bulleted_entries": ("Ines Moreau", "Traductrice", "Bruxelles, Belgique"),
    "unknown_heading": ("Noah Fischer", "Data Analyst", "Zurich, Switzerland"),
    "place_and_date_right": (
        "Claire Fontaine",
        "SITE RELIABILITY ENGINEER · SOFTWARE ARCHITECT",
        "69003 Lyon, France",
    ),
    "date_and_place_below": ("MEI SUZUKI", "Food Scientist", "Japan"),
    "capitals_and_pipes": ("Omar Haddad", None, None),
    "all_commas": ('Robert "Rob" Kowalczyk, MBA', None, "Chicago, Illinois 60614"),
    "dates_above": ("Katrin Sommer", "Steuerfachangestellte", "90402 Nürnberg"),
    "without_dates": ("Alma Petrov", "Volunteer coordinator", "Sofia, Bulgaria"),
    "employer_with_period": ("Lena Bergström", "Product Leader", "Göteborg, Sweden"),
    "polish": ("Zofia Wiśniewska-Nowak", None, "Kraków, Polska"),
    "swedish": ("Erik Lindgren", "Elektriker", "Uppsala, Sverige"),
}


def entries(layout: str, kind: str) -> list[dict[str, Any]]:
    resume = extract(draw(LAYOUTS[layout]), TODAY).resume
    return cast("list[dict[str, Any]]", resume[kind])


@pytest.mark.parametrize("layout", WORK)
def test_reads_work(layout: str) -> None:
    keys = ("title", "company", "location", "start_date_iso", "end_date_iso")
    found = entries(layout, "experience")
    assert [(*(one[key] for key in keys), len(one["bullets"])) for one in found] == WORK[layout]


@pytest.mark.parametrize("layout", STUDY)
def test_reads_study(layout: str) -> None:
    found = entries(layout, "education")
    assert [
        (
            one["institution"],
            one["degree"],
            one["field"],
            one["end_date_iso"] or one["graduation_date"],
        )
        for one in found
    ] == STUDY[layout]


@pytest.mark.parametrize("layout", PEOPLE)
def test_reads_who_it_is_about(layout: str) -> None:
    candidate = extract(draw(LAYOUTS[layout]), TODAY).resume["candidate"]
    assert isinstance(candidate, dict)
    assert tuple(candidate.values()) == PEOPLE[layout]
