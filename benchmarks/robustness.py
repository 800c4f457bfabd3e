"""How long hostile texts take, and that ten times the text takes ten times as long.

    python -m benchmarks.robustness [CHARACTERS]

Each text is one unit repeated up to CHARACTERS (100,000 by default), and to ten times that.
"""

import datetime as dt
import sys
import time

import geo

TIMES = 10
PUBLISHED = dt.date(2024, 5, 1)
UNITS = {
    "an event": "قصف الطيران الحربي مدينة إدلب أمس وقتل خمسة أشخاص وأصيب ستة ",
    "names": "غزة وعسقلان وبيروت ودمشق ",
    "numbers": "خمسة وعشرون ألفا و",
    "dates": "يوم الثلاثاء 5 أيار 2023 ",
    "one word": "قصف",
    "lines": "قصف\n",
    "letters": "ا",
    "digits": "1234567890",
    "vowel signs": "قَصَفَ ",
    "punctuation": "،.؟!؛:",
    "nested quotation": "«قال ",
    "quotation marks": '"',
    "brackets": "((",
    "four languages": 'قصف Gaza צה"ל تهران میں ',
    "direction marks": "\u202e\u200f",
    "emoji": "🚀🔴",
}


def seconds(unit: str, size: int) -> float:
    """Return the processor time of reading a text of so many characters."""
    text = (unit * (size // len(unit) + 1))[:size]
    start = time.process_time()
    geo.extract([geo.Report(id="x", text=text, published=PUBLISHED)])
    return time.process_time() - start


def main(characters: str = "100000") -> None:
    """Print the figures."""
    size = int(characters)
    seconds(UNITS["an event"], 1_000)
    print(f"{'text':20} {size:>10,} {size * TIMES:>10,} {'ratio':>6}")
    for name, unit in UNITS.items():
        short, long = seconds(unit, size), seconds(unit, size * TIMES)
        print(f"{name:20} {short:9.2f}s {long:9.2f}s {long / short:6.1f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
