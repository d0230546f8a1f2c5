"""Dates and numbers in the Spanish of the United States.

Templates name a format as English writes it ("F j, Y"); Django looks such a name up here, so that each has its
Spanish order. Fields of forms keep the ISO format, which HTML's date and time fields ask for.
"""

vars().update(
    {
        "F j, Y": r"j \d\e F \d\e Y",
        "l, F j, Y": r"l, j \d\e F \d\e Y",
        "l, F j": r"l, j \d\e F",
        "F j": r"j \d\e F",
        "F Y": r"F \d\e Y",
        "M j": r"j M",
        "M j, Y": r"j M Y",
        "M Y": r"M Y",
        "N j, Y": r"j \d\e N \d\e Y",
        "D, M j": r"D j M",
        "D, M j, Y": r"D j M Y",
        "l": "l",
    }
)
DATE_FORMAT = r"j \d\e F \d\e Y"
DATETIME_FORMAT = r"j \d\e F \d\e Y, g:i a"
TIME_FORMAT = "g:i a"
YEAR_MONTH_FORMAT = r"F \d\e Y"
MONTH_DAY_FORMAT = r"j \d\e F"
SHORT_DATE_FORMAT = "j/n/Y"
SHORT_DATETIME_FORMAT = "j/n/Y g:i a"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
TIME_INPUT_FORMATS = ["%H:%M:%S", "%H:%M:%S.%f", "%H:%M"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M"]
FIRST_DAY_OF_WEEK = 0
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
