"""Resumes as people type them into a text file; all people in them are invented."""

RIGHT_DATES = """
                           CALLUM REDFERN
          Sheffield, UK | 0114 496 0155 | callum.redfern@example.com

CAREER HISTORY
Precision Grinder, Don Valley Tools Ltd                 2016 - Present
Sheffield
  > Holds tolerances of two microns on carbide dies
  > Trained four apprentices, two of whom now run their
    own cells

Apprentice Toolmaker, Abbeydale Engineering Ltd         2012 - 2016
Sheffield
  > Rotated through turning, milling and heat treatment

EDUCATION & TRAINING
BTEC Level 3 Engineering, Sheffield College             2012 - 2014
GCSEs, Myers Grove School                                      2012

KEY SKILLS
Surface grinding      CNC milling         Metrology
Reading drawings      Carbide             Lean 5S
"""

GERMAN = """
                         LEBENSLAUF

Persönliche Angaben

  Name:              Friedhelm Osterkamp
  Anschrift:         Deichweg 4, 26721 Emden
  E-Mail:            f.osterkamp@example.org

Berufliche Praxis

  seit 05/2012       Schiffbaumeister
                     Nordwerft Emden GmbH, Emden
                     Leitung der Sektionsfertigung

  08/2003 - 04/2012  Schiffbauer
                     Ems-Yachten KG, Papenburg

Schule und Ausbildung

  09/1999 - 07/2003  Ausbildung zum Schiffbauer
                     Nordwerft Emden GmbH

  07/1999            Realschulabschluss, Realschule Emden

Emden, den 3. Januar 2026
"""

NAME_ABOVE_TOWN = """
Beatriz Salgado
Oviedo | 985 555 012 | beatriz.salgado@example.com

Experiencia

Hospital del Naranco, Oviedo
Enfermera de urgencias
Enero 2014 - Actualidad
"""

MARKDOWN = """
# Amara Nwosu

**Data Engineer** | Salford, UK | amara.nwosu@example.com

## Work

### **Data Engineer**, Irwell Analytics, Manchester
*Jan 2020 - Present*

- Moved 300 jobs from cron to *Airflow*
- Cut the nightly run from **six hours** to one

### **Junior Developer**, Mersey Retail Group, Liverpool
*Sep 2016 - Dec 2019*

- Wrote the returns service in `Python`

## Education

**BSc Computer Science**, University of Salford, 2013 - 2016

## Skills

- **Languages:** Python, SQL
"""

DATE_RAIL = """
Pavel Dvorak
Leeds | pavel.dvorak@example.com

Experience

2019-2021       Senior Toolmaker, Aire Pressings Ltd, Leeds
                Built progressive dies for seat frames and
                cut setup time by 30 %.
                Trained two apprentices.

2012-2019       Toolmaker, Wharfe Mouldings, Otley
                Maintained moulds.
"""
NAME_ABOVE_RAIL = """
Pavel Dvorak
Leeds | pavel.dvorak@example.com

Experience

Aire Pressings Ltd, Leeds
2019-2021       Senior Toolmaker
                Built dies.

Wharfe Mouldings, Otley
2012-2019       Toolmaker
                Maintained moulds.
"""

BOXED = """
Tess Arkwright
Translator
Hull . tess.arkwright@example.com

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
PAST CLIENTS
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
Humber Press (remote) // Translator // 2020 - 2023
   -> Three manuals
Kirkella Books (Hessleby) // Editor // 2018 - 2020

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
LONG AGO
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
Anlaby Museum (Hull) // Guide // 2015 - 2018

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
TOOLS
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
Trados / MemoQ / Excel
"""

LOWER_EMPLOYERS = """
Orla McIlroy
Galway, Ireland
Mobile\t085 555 0129
Email\torla.mcilroy@example.com

Teaching Experience
\t2018 - 2020\tTeacher of Irish
\t\tBrendan Community School
\t\t-\tIrish to higher level, for pupils of all ages and abilities
\t2015 - 2018\tTeacher of Geography
\t\tAster Secondary School
\t\t-\tJunior cycle
\t2014 - 2015\tSubstitute Teacher
\t\tvarious small schools

Qualifications
\t2009 - 2012\tBA in Irish\tCorrib University
\t2009\tLeaving Certificate\tGalway College
"""

FORM = """
Daniel Whitby
Albuquerque, NM
daniel.whitby@example.com

WORK EXPERIENCE

Park Guide
Lands Service, Chuska Unit
Window Rock, AZ
04/2014 -> present
Hours per week: 40
Supervisor: Tom Begaye (may contact)
- Led walks

Infantryman
United States Army
Various Locations
08/2008 -> 03/2013
Hours per week: 60
- Led a squad

EDUCATION

New Mexico University, Las Vegas, NM
Bachelor of Arts, Major: Anthropology, 05/2017
"""
LABELLED = """
Dewi Santoso
dewi.santoso@example.com

EDUCATION
School: Mesa High School
Degree: Diploma
Period: 2004 - 2008

SKILLS
Excel, Minitab
"""

FROM_TO = """
Sofia Marchetti
sofia.marchetti@example.com

EXPERIENCE
Job title: Clinical Pharmacist
Company: Ospedale San Rocco
From: 2018
To: present
- Review of prescriptions

Job title: Pharmacist
Company: Farmacia Centrale
From:   2014
To:     2018
- Counter service
"""

NO_HEADINGS = """
Ingrid Solheim
ingrid.solheim@example.com, Bergen, Norway

Marine biologist with ten years of field work on kelp forests and a soft spot for sea urchins.

Senior Scientist, Institute of Coastal Waters, Bergen
2018 - present
- Lead the kelp monitoring programme

Scientist, Aquaculture Lab, Stavanger
2014 - 2018
- Ran feeding trials with cod

PhD Marine Biology, University of Bergen, 2010 - 2014

R, Python, GIS, Scientific diving, Boat handling

Norwegian (native), English (fluent)
"""

EXPORT = """
Contact
paula.ferrer@example.com
www.linkedin.com/in/paulaferrer

Top Skills
Payroll
Recruiting

Languages
Spanish (Native)
{name}
HR Partner at Levante Foods
Valencia, Spain

Experience

Levante Foods
HR Partner
January 2020 - Present (5 years)
Valencia, Spain

Turia Retail
HR Manager
March 2017 - December 2019 (2 years 10 months)
Valencia, Spain
HR Assistant
November 2014 - February 2017 (2 years 4 months)
Valencia, Spain
"""

LEADERS = """
Name ............: Ravi Menon
E-mail ..........: ravi.menon@example.com

EMPLOYMENT
Employer ........: Kerala Spices Ltd
Position ........: Plant Manager
Period ..........: 2016 - present
Duties ..........: Runs two drying plants

Employer ........: Malabar Foods
Position ........: Shift Engineer
Period ..........: 2010 - 2016
Duties ..........: Kept the ovens going
"""

COLONS = """
Name        : Ravi Menon
E-mail      : ravi.menon@example.com

EMPLOYMENT

2016 - present : Kerala Spices Ltd
                 Plant Manager
                 Runs two drying plants
2010 - 2016    : Malabar Foods
                 Shift Engineer
                 Kept the ovens going
"""

LABEL_COLUMN = """
                 Tilda Marrowby
                 Librarian

Contact          Dubuque, IA
                 563-555-0142

Profile          Keeps small libraries open and their
                 readers happy.

Work Experience  Prairie Library, Dubuque, IA
                 Librarian (2019 - Present)
                 - Doubled the loans of the children's corner

                 Mill Street Books, Galena, IL
                 Bookseller (2014 - 2018)

Academic Records University of Dubuque, Dubuque, IA
                 B.A., English (2010 - 2014)
"""

WRAPPED = """
TILDA MARROWBY
tilda.marrowby@example.com

EXPERIENCE

Librarian, Prairie Library, Dubuque, IA, 01/2019 - present.
  * Doubled the loans

EDUCATION

M.A., University of Iowa, Iowa City, IA, 05/2013.
B.A. in English and Spanish, University of Dubuque, Dubuque,
Iowa, 05/2010.
"""
