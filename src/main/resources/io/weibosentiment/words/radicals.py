"""Makes radicals.tsv, the radical of each Chinese character, from a table made of Unihan's field kRSUnicode.

    python3 radicals.py char_radical.tsv.gz > radicals.tsv

The table has the columns char, radical_no, simplified, radical_char, extra_strokes. A line of the result is a radical,
a tab, and the code points of its characters in ascending order, in base 36: each as its distance from the one before;
where several follow each other, the first is followed by a colon and how many more there are.
"""

import csv
import gzip
import sys


def base36(number):
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if not number:
            return digits


def runs(points):
    """First code points, and how many more follow."""
    found = []
    for point in sorted(points):
        if found and point == found[-1][0] + found[-1][1] + 1:
            found[-1][1] += 1
        else:
            found.append([point, 0])
    return found


def line(radical, points):
    before, parts = 0, []
    for first, more in runs(points):
        parts.append(base36(first - before) + (":" + base36(more) if more else ""))
        before = first + more
    return radical + "\t" + " ".join(parts)


by_radical = {}
with gzip.open(sys.argv[1], "rt", encoding="utf-8", newline="") as table:
    for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        by_radical.setdefault(row["radical_char"], set()).add(ord(row["char"]))
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
for radical in sorted(by_radical, key=lambda one: min(by_radical[one])):
    print(line(radical, by_radical[radical]))
