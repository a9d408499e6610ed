"""What is masked in a text, and what is left alone."""

import pytest

from apps.engine.document.masks import is_card, masked

MASKED = [
    ("a.b+c@example.co.uk", "[email]"),
    ("ada@example.org.", "[email]."),
    ("ada @ example .org", "[email]"),
    ("ada (at) example.org", "[email]"),
    ("mailto:ada@example.org", "mailto:[email]"),
    ("ada@exämple.de", "[email]"),
    ("https://example.org/a?b=c", "[url]"),
    ("(see https://example.org/a_(b))", "(see [url])"),
    ("linkedin.com/in/ada", "[url]"),
    ("WWW.EXAMPLE.COM", "[url]"),
    ("example.io/ada, then", "[url], then"),
    ("localhost is not, ftp://10.0.0.1/x is", "localhost is not, [url] is"),
    ("+1 (512) 555-0142", "[phone]"),
    ("(555) 123-4567", "[phone]"),
    ("512.555.0142", "[phone]"),
    ("+49 151 23456789", "[phone]"),
    ("0049 151 23456789", "[phone]"),
    ("030 / 901820", "[phone]"),
    ("0151 23456789", "[phone]"),
    ("020 7946 0018", "[phone]"),
    ("01 42 68 53 00", "[phone]"),
    ("612 34 56 78", "[phone]"),
    ("01.42.68.53.00", "[phone]"),
    ("(030) 901820", "[phone]"),
    ("Tel.: 555 0142", "Tel.: [phone]"),
    ("Phone: 2345-6789", "Phone: [phone]"),
    ("192.168.0.1", "[ip]"),
    ("10.0.0.0/8", "[ip]"),
    ("2001:db8::ff00:42:8329", "[ip]"),
    ("fe80::1%eth0", "[ip]"),
    ("4111 1111 1111 1111", "[card]"),
    ("5500-0000-0000-0004", "[card]"),
    ("378282246310005", "[card]"),
    ("3782 822463 10005", "[card]"),
    ("4111 1111 1111 1111 12/27", "[card] 12/27"),
]
LEFT_ALONE = [
    "2014-2015",
    "2014 – 2019",
    "2021-06-01",
    "01.02.2019 - 31.12.2021",
    "03/2014 - 05/2016",
    "06/2015",
    "12,000 requests",
    "$1,234,567.00",
    "1.234.567 EUR",
    "€ 612 345 678",
    "Node.js and ASP.NET",
    "e.g. this",
    "It ended.It began",
    "version 1.2.3.4",
    "v2.10.0.1",
    "300.1.2.3",
    "ISO 9001-2015",
    "ISO/IEC 27001:2013",
    "ISBN 978-3-16-148410-0",
    "RFC 2119",
    "12:30:45",
    "std::vector",
    "4111 1111 1111 1112",
    "@handle",
    "100 200 300",
    "3.14159265",
    "0.20 0.40 0 1",
    "0.26-0.44",
    "(36.7–40.6",
    "65–74 50 82.9",
    "1 2 3 4 5 6 7 8 9 10",
    "320 3.1 0.1 –237",
    "350 350",
    "No 645/1997",
    "223 180/312",
    "33 24 14 23 19 25",
    "35-39 40-49 50-64",
    "2 246 496 66",
    "0 100 0 14",
    "09 2009–10 2010–11",
    "2002 2003 2004 2005",
    "5-14 15-24 25-44 45",
]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_masks(text: str, expected: str) -> None:
    assert masked(text) == expected
    assert masked(f"Write: {text} soon") == f"Write: {expected} soon"


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_alone(text: str) -> None:
    assert masked(text) == text
    assert masked(f"The {text}.") == f"The {text}."


def test_checks_the_last_digit_of_cards() -> None:
    assert is_card("4242424242424242")
    assert not is_card("4242424242424241")
    assert not is_card("0000000000000000")
