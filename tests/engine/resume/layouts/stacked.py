"""Layouts in which title, employer, place and date stand one below the other."""

from tests.engine.resume.layouts.layout import Layout

STACKED = {
    "title_at_company": Layout(
        """
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
        ("Priyanka Rao", "Product Manager", None),
        work=(
            ("Product Manager", "Sunrise Payments", "Bengaluru, India", "2021-05", None, 0),
            (
                "Associate Product Manager",
                "Kettle Commerce",
                "Pune, India",
                "2018-07",
                "2021-04",
                0,
            ),
        ),
        study=(("National Institute of Technology Karnataka", "B.Tech", "Electronics", "2018"),),
    ),
    "four_rows": Layout(
        """
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
        ("SARAH J. BENNETT", "Marketing Director", "London, UK"),
        work=(
            (
                "Marketing Director",
                "Harbour & Finch plc",
                "London, United Kingdom",
                "2019-01",
                None,
                2,
            ),
            (
                "Marketing Manager",
                "Bluebird Retail",
                "Leeds, United Kingdom",
                "2014-06",
                "2018-12",
                1,
            ),
        ),
        study=(("University of Leeds", "BA (Hons)", "Marketing", "2014"),),
    ),
    "title_below_company": Layout(
        """
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
        ("Kenji Watanabe", None, "Osaka, Japan"),
        work=(
            ("Firmware Engineer", "Asahi Robotics K.K.", "Osaka, Japan", "2019-04", None, 2),
            ("Embedded Developer", "Minato Systems", "Kobe, Japan", "2015-04", "2019-03", 1),
        ),
        study=(
            ("Osaka University", "M.Eng.", "Robotics", "2015"),
            ("Kobe University", "B.Eng.", "Mechanical Engineering", "2013"),
        ),
    ),
    "date_and_place_below": Layout(
        """
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
        ("MEI SUZUKI", "Food Scientist", "Sapporo, Japan"),
        work=(
            ("Senior Food Scientist", "Hokkaido Dairy Co.", "Sapporo", "2018-06", None, 1),
            ("Food Scientist", "Kita Brewing", "Asahikawa", "2014-04", "2018-05", 1),
        ),
        study=(("Hokkaido University", "Ph.D.", "Food Chemistry", "2014-03"),),
    ),
    "capitals_and_pipes": Layout(
        """
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
        ("Omar Haddad", None, None),
        work=(
            ("SOFTWARE ENGINEER", "MAPLEWARE", "Toronto, ON", "2019-05", None, 1),
            (
                "SOFTWARE ENGINEERING INTERN",
                "CORDOVA GAMES",
                "Montréal, QC",
                "2018-05",
                "2018-08",
                1,
            ),
        ),
        study=(("UNIVERSITY OF OTTAWA", "BSc", "Computer Science", "May 2019"),),
    ),
    "dates_above": Layout(
        """
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
        ("Katrin Sommer", "Steuerfachangestellte", "90402 Nürnberg"),
        work=(
            ("Steuerfachangestellte", "Kanzlei Brandt & Partner", "Nürnberg", "2019-03", None, 2),
            ("Buchhalterin", "Frankenbau GmbH", "Fürth", "2015-08", "2019-02", 1),
        ),
        study=(
            ("Kanzlei Merz", "Ausbildung zur Steuerfachangestellten", None, "2015"),
            ("Realschule Fürth", "Mittlere Reife", None, "2012"),
        ),
    ),
    "without_dates": Layout(
        """
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
        ("Alma Petrov", "Volunteer coordinator", "Sofia, Bulgaria"),
        work=(
            ("Volunteer Coordinator", "Red Roof Shelter", None, None, None, 1),
            ("Office Assistant", "City Library", None, None, None, 1),
        ),
        study=(("Sofia University", "BA", "Sociology", None),),
    ),
}
