"""Expressions of four languages name the days that a reader of the day of publication would name."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from solferino import date
from solferino.date.grammar import grammar
from solferino.errors import BadRecord, UnknownWord
from solferino.language import languages

THURSDAY = datetime.date(2016, 3, 3)


def read(text: str, code: str, published: datetime.date | None = THURSDAY) -> list[tuple[str, str]]:
    return [(date.show(f.span), f.span.precision) for f in date.find(text, code, published)]


ENGLISH = """
A shell fell on 23 December 2015.                     | 2015-12-23            | day
December 23, 2015                                     | 2015-12-23            | day
On December 23 2015 ten people were hurt              | 2015-12-23            | day
Dec. 23 2015                                          | 2015-12-23            | day
Wednesday, 2nd March, 2016                            | 2016-03-02            | day
the 3rd of February 2016                              | 2016-02-03            | day
23.12.2015                                            | 2015-12-23            | day
2015-12-23                                            | 2015-12-23            | day
23/12/2015                                            | 2015-12-23            | day
12/25/2015                                            | 2015-12-25            | day
24 / 12 / 2015                                        | 2015-12-24            | day
at 15:30 on 2 March 2016                              | 2016-03-02            | minute
2 March                                               | 2016-03-02            | day
3 March                                               | 2016-03-03            | day
4 March                                               | 2015-03-04            | day
on march 4 2015                                       | 2015-03-04            | day
29 February                                           | 2016-02-29            | day
in March                                              | 2016-03-01/2016-03-31 | month
in April                                              | 2015-04-01/2015-04-30 | month
March 2015                                            | 2015-03-01/2015-03-31 | month
in October last year                                  | 2015-10-01/2015-10-31 | month
early February                                        | 2016-02-01/2016-02-09 | month
in mid-December 2015                                  | 2015-12-11/2015-12-20 | month
late last month                                       | 2016-02-19/2016-02-29 | month
in the first week of February                         | 2016-02-01/2016-02-07 | week
in 2015                                               | 2015-01-01/2015-12-31 | year
the end of 2015                                       | 2015-09-01/2015-12-31 | season
spring 2015                                           | 2015-03-01/2015-05-31 | season
last summer                                           | 2015-06-01/2015-08-31 | season
in the winter of 2016                                 | 2015-12-01/2016-02-29 | season
the first quarter of 2021                             | 2021-01-01/2021-03-31 | season
the second half of 2015                               | 2015-07-01/2015-12-31 | season
between 3 and 9 May 2021                              | 2021-05-03/2021-05-09 | interval
3-5 May                                               | 2015-05-03/2015-05-05 | few_days
on 3 and 4 February                                   | 2016-02-03/2016-02-04 | few_days
30 January to 2 February                              | 2016-01-30/2016-02-02 | few_days
from January to March 2015                            | 2015-01-01/2015-03-31 | interval
from November to February                             | 2015-11-01/2016-02-29 | interval
between 23 December 2015 and 5 January                | 2015-12-23/2016-01-05 | interval
between Monday and Wednesday                          | 2016-02-29/2016-03-02 | few_days
between 2013 and 2015                                 | 2013-01-01/2015-12-31 | interval
the night of 27-28 February                           | 2016-02-27/2016-02-28 | part_of_day
since January                                         | 2016-01-01/2016-03-03 | interval
since 2014                                            | 2014-01-01/2016-03-03 | interval
since the start of the year                           | 2016-01-01/2016-03-03 | interval
since yesterday                                       | 2016-03-02/2016-03-03 | interval
since the truce collapsed on 5 February               | 2016-02-05/2016-03-03 | interval
today                                                 | 2016-03-03            | day
this morning                                          | 2016-03-03            | part_of_day
yesterday                                             | 2016-03-02            | day
the day before yesterday                              | 2016-03-01            | day
overnight                                             | 2016-03-02            | part_of_day
last night                                            | 2016-03-02            | part_of_day
on Monday                                             | 2016-02-29            | day
Monday's strike                                       | 2016-02-29            | day
Mondays strike                                        | 2016-02-29            | day
on Thursday                                           | 2016-03-03            | day
late on Sunday night                                  | 2016-02-28            | part_of_day
in the early hours of Monday                          | 2016-02-29            | part_of_day
last Friday                                           | 2016-02-26            | day
over the weekend                                      | 2016-02-27/2016-02-28 | few_days
two days ago                                          | 2016-03-01            | day
a few days ago                                        | 2016-02-26/2016-03-01 | few_days
about two weeks ago                                   | 2016-02-15/2016-02-21 | week
two months ago                                        | 2016-01-01/2016-01-31 | month
over the past three months                            | 2015-12-03/2016-03-03 | interval
in the last twelve weeks                              | 2015-12-10/2016-03-03 | interval
the past 24 hours                                     | 2016-03-02/2016-03-03 | interval
in recent weeks                                       | unknown               | interval
in recent days                                        | 2016-02-26/2016-03-02 | few_days
a few hours ago                                       | 2016-03-03            | day
last week                                             | 2016-02-22/2016-02-28 | week
in the last week                                      | 2016-02-25/2016-03-03 | interval
this week                                             | 2016-02-29/2016-03-03 | week
earlier this month                                    | 2016-03-01/2016-03-03 | month
in previous years                                     | unknown               | interval
last year                                             | 2015-01-01/2015-12-31 | year
"""

ARABIC = """
في ٢٣ كانون الأول/ديسمبر ٢٠١٥ | 2015-12-23 | day
سقطت قذيفة في 23 كانونَ الأوَّل 2015 | 2015-12-23 | day
وفي 9 أغسطس/ آب الماضي | 2015-08-09 | day
يوم 4 فيفري 2016 | 2016-02-04 | day
في 9 غشت 2015 | 2015-08-09 | day
في الثالث والعشرين من كانون الأول عام 2015 | 2015-12-23 | day
23/12/2015 | 2015-12-23 | day
وفي تشرين الأول (أكتوبر) 2015 | 2015-10-01/2015-10-31 | month
مطلع شهر شباط | 2016-02-01/2016-02-09 | month
منتصف ديسمبر 2015 | 2015-12-11/2015-12-20 | month
أواخر العام الماضي | 2015-09-01/2015-12-31 | season
في أكتوبر من العام الماضي | 2015-10-01/2015-10-31 | month
الأسبوع الثاني من شهر شباط الحالي | 2016-02-08/2016-02-14 | week
عام 2014 | 2014-01-01/2014-12-31 | year
في صيف 2015 | 2015-06-01/2015-08-31 | season
بين 3 و9 مايو | 2015-05-03/2015-05-09 | interval
من الثالث إلى السادس من شباط | 2016-02-03/2016-02-06 | few_days
منذ 18 شباط/فبراير | 2016-02-18/2016-03-03 | interval
منذ بدأت الحملة في 18 شباط | 2016-02-18/2016-03-03 | interval
منذ العام 2013 | 2013-01-01/2016-03-03 | interval
منذ بداية العام | 2016-01-01/2016-03-03 | interval
منذ يوم الأحد | 2016-02-28/2016-03-03 | interval
منذ يوم أمس | 2016-03-02/2016-03-03 | interval
منذ ثلاثة أسابيع | 2016-02-11/2016-03-03 | interval
اليوم | 2016-03-03 | day
اليوم الثلاثاء 1 آذار/ مارس | 2016-03-01 | day
فجر اليوم الخميس | 2016-03-03 | part_of_day
أمس | 2016-03-02 | day
مساء أمس الأربعاء | 2016-03-02 | part_of_day
أول أمس | 2016-03-01 | day
يوم الاثنين | 2016-02-29 | day
والاثنين | 2016-02-29 | day
مساء الأحد | 2016-02-28 | part_of_day
يوم الخميس الماضي | 2016-02-25 | day
ليل السبت الأحد | 2016-02-27/2016-02-28 | part_of_day
قبل يومين | 2016-03-01 | day
قبل أيام | 2016-02-26/2016-03-01 | few_days
قبل ثلاثة أشهر | 2015-12-01/2015-12-31 | month
خلال الأشهر الثلاثة الماضية | 2015-12-03/2016-03-03 | interval
في الساعات الـ24 الأخيرة | 2016-03-02/2016-03-03 | interval
الأسبوع الماضي | 2016-02-21/2016-02-27 | week
الشهر الماضي | 2016-02-01/2016-02-29 | month
"""

RUSSIAN = """
23 декабря 2015 года | 2015-12-23 | day
23 дек. 2015 г. | 2015-12-23 | day
В пятницу, 26 февраля | 2016-02-26 | day
5-го февраля | 2016-02-05 | day
Днём 19 февраля | 2016-02-19 | part_of_day
в ночь на 2 марта | 2016-03-02 | part_of_day
в ночь с 15 на 16 февраля | 2016-02-15/2016-02-16 | part_of_day
в марте 2015 года | 2015-03-01/2015-03-31 | month
в октябре прошлого года | 2015-10-01/2015-10-31 | month
в начале февраля | 2016-02-01/2016-02-09 | month
летом 2015 года | 2015-06-01/2015-08-31 | season
в первом квартале 2021 года | 2021-01-01/2021-03-31 | season
в 2015 году | 2015-01-01/2015-12-31 | year
с 3 по 9 мая 2021 года | 2021-05-03/2021-05-09 | interval
между 3 и 5 мая | 2015-05-03/2015-05-05 | few_days
с января по март 2015 года | 2015-01-01/2015-03-31 | interval
с 2014 года | 2014-01-01/2016-03-03 | interval
с января | 2016-01-01/2016-03-03 | interval
с начала года | 2016-01-01/2016-03-03 | interval
сегодня утром | 2016-03-03 | part_of_day
вчера | 2016-03-02 | day
накануне вечером | 2016-03-02 | part_of_day
позавчера | 2016-03-01 | day
в понедельник | 2016-02-29 | day
во вторник утром | 2016-03-01 | part_of_day
в прошлый четверг | 2016-02-25 | day
две недели назад | 2016-02-15/2016-02-21 | week
несколько дней назад | 2016-02-26/2016-03-01 | few_days
за последние три месяца | 2015-12-03/2016-03-03 | interval
за сутки | 2016-03-02/2016-03-03 | interval
на прошлой неделе | 2016-02-22/2016-02-28 | week
в прошлом месяце | 2016-02-01/2016-02-29 | month
в выходные | 2016-02-27/2016-02-28 | few_days
"""

UKRAINIAN = """
23 грудня 2015 року | 2015-12-23 | day
У п’ятницю, 26 лютого | 2016-02-26 | day
Вночі 17 січня | 2016-01-17 | part_of_day
у ніч на 2 березня | 2016-03-02 | part_of_day
в ніч з 15 на 16 лютого | 2016-02-15/2016-02-16 | part_of_day
у березні 2015 року | 2015-03-01/2015-03-31 | month
на початку лютого | 2016-02-01/2016-02-09 | month
навесні 2015 року | 2015-03-01/2015-05-31 | season
у 2015 році | 2015-01-01/2015-12-31 | year
з 3 по 9 травня 2021 року | 2021-05-03/2021-05-09 | interval
між 3 та 5 травня | 2015-05-03/2015-05-05 | few_days
із січня по березень 2015 року | 2015-01-01/2015-03-31 | interval
з початку року | 2016-01-01/2016-03-03 | interval
сьогодні | 2016-03-03 | day
учора ввечері | 2016-03-02 | part_of_day
позавчора | 2016-03-01 | day
у понеділок | 2016-02-29 | day
у неділю вранці | 2016-02-28 | part_of_day
минулого четверга | 2016-02-25 | day
два тижні тому | 2016-02-15/2016-02-21 | week
за останні три місяці | 2015-12-03/2016-03-03 | interval
за минулу добу | 2016-03-02/2016-03-03 | interval
минулого тижня | 2016-02-22/2016-02-28 | week
торік | 2015-01-01/2015-12-31 | year
"""

TABLES = {"en": ENGLISH, "ar": ARABIC, "ru": RUSSIAN, "uk": UKRAINIAN}
LINES = [
    (code, *(part.strip() for part in line.split("|"))) for code, table in TABLES.items() for line in table.strip().splitlines()
]


@pytest.mark.parametrize(("code", "text", "shown", "precision"), LINES)
def test_an_expression_names_its_days(code: str, text: str, shown: str, precision: str) -> None:
    assert read(text, code) == [(shown, precision)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "He may go to the march with a second group"),
        ("en", "May the wounded recover"),
        ("en", "They sat in the sun for three hours"),
        ("en", "a 24-year-old man and 12 children, one in 5 of 2,015"),
        ("en", "M16 rifles and 3.5 tons"),
        ("en", "the Sunday Times at the end of the street"),
        ("en", "they meet on Mondays"),
        ("en", "next Monday and next month"),
        ("en", "10.0.0.1 and 45/99/2016"),
        ("ar", "في باب الدار مع أب"),
        ("ar", "يوم الثلاثاء المقبل وفي منتصف أبريل المقبل"),
        ("ar", "في اليوم التالي"),
        ("ar", "35 قتيلا و 46 جريحا"),
        ("ru", "Марта и Мая в среде журналистов, 30 лет"),
        ("ru", "в следующий понедельник"),
        ("uk", "наступного понеділка"),
        ("uk", "йому 30 років"),
    ],
)
def test_what_is_no_past_day_is_left_alone(code: str, text: str) -> None:
    assert read(text, code) == []


def test_a_found_date_is_where_the_text_says_it() -> None:
    text = "At  least three died on\n Monday; since  March 2015, aid stopped."
    found = date.find(text, "en", THURSDAY)
    assert [text[f.start : f.end] for f in found] == ["on\n Monday", "since  March 2015"]
    arabic = "قُتِلَ 3 في ٢٣ كانونَ الأوَّل/ديسمبر ٢٠١٥، وفي يوم الأَحد."
    assert [arabic[f.start : f.end] for f in date.find(arabic, "ar", THURSDAY)] == [
        "في ٢٣ كانونَ الأوَّل/ديسمبر ٢٠١٥",
        "وفي يوم الأَحد",
    ]


def test_pages_write_the_day_in_english_around_any_text() -> None:
    for text in ("أخبار البلدةMarch 2, 2016 · قصف", "4:25 PM · Mar 2, 20161.2KViews", "سوريا 2 Mar 2016", "قناة 24March 2, 2016"):
        (found,) = date.find(text, "ar", THURSDAY)
        assert date.show(found.span) == "2016-03-02"
        assert text[found.start] in "M2"
    assert read("comments may 2 be hidden", "ar") == []
    assert read("March 2, 2016", "de") == [("2016-03-02", "day")]


def test_a_longer_date_inside_a_shorter_one_wins() -> None:
    assert read("the news as of February 28, 2016.", "en") == [("2016-02-28", "day")]
    assert read("on 3 February 5 people died", "en") == [("2016-02-03", "day")]
    assert read("in February, 3 clinics were hit", "en") == [("2016-02-01/2016-02-29", "month")]


def test_since_reaches_the_date_of_its_own_clause() -> None:
    days = [("2016-01-01/2016-03-03", "interval"), ("2016-02-29", "day")]
    assert read("since January five people were hurt, two of them on Monday", "en") == days
    assert read("Nobody has come since. On Monday a shell fell.", "en") == [("2016-02-29", "day")]


def test_a_blank_line_ends_an_expression() -> None:
    assert read("in March\n2015", "en") == [("2015-03-01/2015-03-31", "month")]
    assert read("in March\n\n2015", "en") == [("2016-03-01/2016-03-31", "month")]


def test_a_day_that_the_calendar_lacks_leaves_its_month() -> None:
    assert read("31 June 2015", "en") == [("2015-06-01/2015-06-30", "month")]


def test_without_a_day_of_publication_the_relative_stays_unknown() -> None:
    text = "yesterday, on Monday, in March, 3 May, two weeks ago, over the past three months, last year, on 5 May 2015"
    shown = [days for days, _ in read(text, "en", None)]
    assert shown == ["unknown"] * 7 + ["2015-05-05"]


def test_without_a_day_of_publication_a_window_stays_open() -> None:
    assert read("since March 2015", "en", None) == [("2015-03-01/..", "interval")]
    assert read("since yesterday", "en", None) == [("unknown", "interval")]


def test_a_date_is_never_counted_out_of_the_calendar() -> None:
    assert read("9999 years ago", "en") == []
    assert read("over the past 9999 months", "en") == [("unknown", "interval")]
    assert read("yesterday", "en", datetime.date.min) == []
    assert read("last year", "en", datetime.date.max) != []


def test_parse_reads_the_first_date_or_says_there_is_none() -> None:
    assert date.parse("on Monday, not on Tuesday", "en", THURSDAY) == date.Span(
        datetime.date(2016, 2, 29), datetime.date(2016, 2, 29), "day"
    )
    with pytest.raises(BadRecord, match="names no date"):
        date.parse("a hospital", "en", THURSDAY)


def test_a_language_without_a_pack_has_single_days() -> None:
    assert date.show(date.parse("23. Dezember 2015", "de", None)) == "2015-12-23"
    assert date.show(date.parse("2015-12-23", "de", None)) == "2015-12-23"
    assert date.show(date.parse("ontem", "pt", THURSDAY)) == "2016-03-02"
    for text, code in (("ontem", "pt"), ("Dezember", "de"), ("hier", "xx")):
        with pytest.raises(BadRecord):
            date.parse(text, code, None)


def test_spans_are_checked_compared_and_shown() -> None:
    day, eve = date.parse("3 March 2016", "en", None), date.parse("2 March 2016", "en", None)
    month, year = date.parse("March 2016", "en", None), date.parse("in 2016", "en", None)
    assert date.compare(day, day) == (1.0, "both are 2016-03-03")
    assert date.compare(day, eve) == (0.5, "2016-03-03 and 2016-03-02 are 1 day apart")
    assert date.compare(day, month)[0] > date.compare(day, year)[0] > 0
    assert date.compare(month, day)[0] == date.compare(day, month)[0]
    assert date.compare(day, date.parse("yesterday", "en", None)) == (0.0, "a day is unknown")
    assert date.compare(day, date.parse("3 March 2015", "en", None))[0] == 0
    with pytest.raises(BadRecord, match="before the start"):
        date.check(date.Span(day.start, eve.start, "day"))
    with pytest.raises(UnknownWord):
        date.check(date.Span(None, None, "moment"))


PHRASES = """
3 31 May march 2015 on in since from to between and - / . , the last past three few months days ago Monday night early
23.12.2015 10:30 в ночь на с по мая марте года понедельник начала قبل منذ يوم الأحد كانون الأول شباط الماضي و9 ٣ у травня тому
"""
WORDS = st.sampled_from(PHRASES.split())


@settings(max_examples=200, deadline=None)
@given(
    text=st.lists(WORDS | st.text(max_size=4), max_size=12).map(" ".join) | st.text(max_size=60),
    code=st.sampled_from([*languages(), "de"]),
    published=st.none() | st.dates(),
)
@example(text="from 3 May to 5 May to 7 May", code="en", published=THURSDAY)
@example(text="9" * 5000 + "." + "9" * 5000, code="en", published=THURSDAY)
@example(text="²³ March ① İstanbul'da", code="en", published=THURSDAY)
def test_any_text_yields_checked_spans_in_order(text: str, code: str, published: datetime.date | None) -> None:
    end = 0
    for found in date.find(text, code, published):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        date.check(found.span)
        assert found.span.end is None or found.span.start is not None


SIGNS = {
    "DAY": "5", "YEAR": "2015", "NUMBER": "48", "FULL": "5.3.2015", "YEAR_ON": "20151", "CLOCK": "10:30", "DOUBTFUL": "march",
    "ENGLISH": "TVMarch",
    "COMMA": ",", "DOT": ".", "DASH": "-", "SLASH": "/", "OPEN": "(", "CLOSE": ")",
}  # fmt: skip


def spoken(code: str) -> st.SearchStrategy[str]:
    """Return texts that fit the rules of a language, made of one word a class."""
    known = grammar(code)
    words = {letter: " ".join(pair) for pair, (letter, _) in known.pairs.items()}
    words |= {letter: word for word, (letter, _) in known.words.items()}
    words |= {known.letters[name]: sign for name, sign in SIGNS.items()}
    rules = sorted({rule for rules in known.rules.values() for rule in rules}, key=lambda rule: rule.order)
    fits = st.sampled_from(rules).flatmap(lambda rule: st.from_regex(rule.pattern, fullmatch=True))
    return fits.map(lambda letters: " ".join(words[letter] for letter in letters))


@pytest.mark.parametrize("code", [*languages(), "de"])
@settings(max_examples=150, deadline=None)
@given(data=st.data(), published=st.none() | st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 1, 1)))
def test_every_rule_of_a_pack_can_be_read(code: str, data: st.DataObject, published: datetime.date | None) -> None:
    for found in date.find(data.draw(spoken(code)), code, published):
        date.check(found.span)


@pytest.mark.parametrize(
    "piece", [" ", "1", "1-", "1/1/", "in ", "since ", "from 3 to ", "May ", "3 March to ", "a'", "\n ", "Monday and "]
)
def test_reading_takes_time_in_step_with_length(piece: str) -> None:
    began = time.process_time()
    date.find(piece * (200_000 // len(piece)), "en", THURSDAY)
    assert time.process_time() - began < 5


def test_a_weekday_tells_the_year_of_a_text_that_was_there_on_a_day() -> None:
    kept = datetime.date(2023, 10, 8)

    def days(text: str, code: str = "ar") -> list[str]:
        return [date.show(f.span) for f in date.find(text, code, None, kept)]

    assert days("اليوم الخميس 5 تشرين الأول") == ["2023-10-05"]
    assert days("on Saturday, 23 September", "en") == ["2023-09-23"]
    assert days("الاثنين 5 تشرين الأول") == ["2020-10-05"]
    assert days("5 تشرين الأول") == ["unknown"]
    assert days("الجمعة 5 تشرين الأول") == ["unknown"]


def test_what_a_text_calls_today_is_the_day_it_was_written() -> None:
    kept = datetime.date(2023, 10, 8)
    assert date.written("اليوم الخميس 5 تشرين الأول", "ar", kept) == datetime.date(2023, 10, 5)
    assert date.written("الخميس 5 تشرين الأول", "ar", kept) is None
    assert date.written("اليوم الخميس 5 تشرين الأول واليوم السبت 7 تشرين الأول", "ar", kept) is None
