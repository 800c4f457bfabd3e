"""Reports from files: each format, each fault told and skipped, nothing lost with it."""

import datetime as dt
import io
import json
import os
import time
import tracemalloc
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.errors import ReportError
from geo.readers import ReportWarning, read_reports
from geo.readers.source import parse_day
from geo.report import Report

HERE = Path(__file__).parents[1]
SHARED = HERE.parent / "shared"
TEXT = "سقط صاروخ على عسقلان فجر الأربعاء، من دون إصابات."


class Faults(list[str]):
    """Gathers what `read_reports` tells."""

    def __call__(self, fault: ReportError) -> None:
        """Take one fault."""
        self.append(str(fault))


@pytest.fixture
def faults() -> Faults:
    """Return an ``on_error`` that gathers."""
    return Faults()


def _one(path: Path, data: bytes | str, faults: Faults | None = None) -> Report:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (report,) = read_reports(path, on_error=faults)
    return report


# text


def test_text(tmp_path: Path) -> None:
    """A text file is one report, known by its name; what is not known of it is None."""
    assert _one(tmp_path / "a.txt", TEXT) == Report(id="a.txt", text=TEXT)
    assert _one(tmp_path / "b.MD", TEXT).id == "b.MD"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.filterwarnings("error")
def test_encodings_known(tmp_path: Path, encoding: str) -> None:
    """UTF-8 and what a byte order mark declares are read without a word, and without the mark."""
    assert _one(tmp_path / "a.txt", TEXT.encode(encoding)).text == TEXT


def test_utf16_be(tmp_path: Path) -> None:
    """UTF-16 is read in either byte order."""
    assert _one(tmp_path / "a.txt", b"\xfe\xff" + TEXT.encode("utf-16-be")).text == TEXT


def test_encoding_guessed(tmp_path: Path, faults: Faults) -> None:
    """Windows-1256 is read, and said to be a guess."""
    assert _one(tmp_path / "a.txt", f"{TEXT} café".encode("cp1256"), faults).text == f"{TEXT} café"
    assert faults == [f"{tmp_path / 'a.txt'}: not UTF-8, read as Windows-1256; save it as UTF-8 to be sure"]


@pytest.mark.parametrize("damage", [b"\xff", TEXT.encode()[:1], b"\xd9 "])
def test_damaged_utf8(tmp_path: Path, faults: Faults, damage: bytes) -> None:
    """UTF-8 with a bad byte stays UTF-8: a letter is lost, not the whole text to another alphabet."""
    report = _one(tmp_path / "a.txt", TEXT.encode() + damage + TEXT.encode(), faults)
    assert report.text.startswith(TEXT)
    assert report.text.endswith(TEXT)
    assert "damaged UTF-8, letters lost: 1" in faults[0]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "holds no text"),
        (b" \n\t", "holds no text"),
        (b"\x89PNG\0\0", "not a text file"),
        (b"\xff\xfe", "no text"),
    ],
)
def test_no_text(tmp_path: Path, faults: Faults, data: bytes, fault: str) -> None:
    """An empty or binary file is told and skipped."""
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    assert [report.id for report in read_reports(tmp_path, on_error=faults)] == ["b.txt"]
    assert len(faults) == 1
    assert faults[0].startswith(f"{tmp_path / 'a.txt'}: ")
    assert fault in faults[0]


def test_line_ends(tmp_path: Path) -> None:
    """Lines end as Python's own text files have them, so that offsets agree with what open() reads."""
    path = tmp_path / "a.txt"
    assert _one(path, "a\r\nb\rc\n").text == path.read_text(encoding="utf-8") == "a\nb\nc\n"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.binary(max_size=60))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    """Whatever bytes a file holds, it is a report that UTF-8 can hold, or a fault; never another error."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    faults = Faults()
    try:
        (report,) = read_reports(path, on_error=faults)
    except ReportError:
        assert faults
    else:
        assert report.text.encode().decode().strip()


@pytest.mark.parametrize("blank", ["\u200b\u200f\u2060 \n", "\ufeff\u202b\u00ad"])
def test_text_that_shows_nothing(tmp_path: Path, faults: Faults, blank: str) -> None:
    """A text of nothing but zero-width characters and spaces is no report, in whatever format."""
    (tmp_path / "a.txt").write_text(blank, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": blank}), encoding="utf-8")
    (tmp_path / "c.html").write_text(f"<p>{blank}</p>", encoding="utf-8")
    (tmp_path / "d.txt").write_text(f"{blank}نص", encoding="utf-8")
    assert [report.id for report in read_reports(tmp_path, on_error=faults)] == ["d.txt"]
    assert [fault.split(": ")[0] for fault in faults] == [
        str(tmp_path / "a.txt"),
        f"{tmp_path / 'b.jsonl'}:1",
        str(tmp_path / "c.html"),
    ]


# rows


@pytest.mark.parametrize("given", [True, 1.5, [1], {"a": 1}, " "])
def test_id_that_is_none(tmp_path: Path, given: object) -> None:
    """An id that is neither text nor a whole number is none: the row's number stands for it."""
    row = json.dumps({"id": given, "text": "x", "title": given})
    report = _one(tmp_path / "a.jsonl", row)
    assert (report.id, report.title) == ("a.jsonl:1", None)


def test_jsonl(tmp_path: Path, faults: Faults) -> None:
    """Each line is a report; a bad one is told with its line and skipped."""
    lines = [
        json.dumps({"id": "x1", "text": TEXT, "published": "2010-09-15", "outlet": "وكالة", "title": "ع", "url": "u"}),
        '{"text": "cut off',
        "[]",
        "",
        '{"text": " "}',
        '{"text": 5}',
        '{"Body": "b", "date": "2010-09-15T23:30:00+03:00", "source": "s", "link": "l", "id": 7}',
        "[" * 100_000,
        '{"content": "c", "published": "15/9/2010", "title": {"a": 1}}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert list(read_reports(tmp_path / "a.jsonl", on_error=faults)) == [
        Report(id="x1", text=TEXT, published=dt.date(2010, 9, 15), outlet="وكالة", title="ع", url="u"),
        Report(id="7", text="b", published=dt.date(2010, 9, 15), outlet="s", url="l"),
        Report(id="a.jsonl:9", text="c"),
    ]
    where = [fault.removeprefix(str(tmp_path / "a.jsonl")).split(": ")[0] for fault in faults]
    assert where == [":2", ":3", ":5", ":6", ":8", ":9"]
    assert "'15/9/2010'" in faults[-1]


def test_markup_in_a_row_stays(tmp_path: Path) -> None:
    """A row's text is taken as it stands, spaces, line ends and tags too: offsets index it as given."""
    text = " <p>سقط صاروخ</p>\r\n<br> "
    assert _one(tmp_path / "a.jsonl", json.dumps({"text": text})).text == text


def test_half_a_surrogate_pair(tmp_path: Path) -> None:
    """What UTF-8 cannot hold is replaced, letter for letter; a whole pair is a letter."""
    report = _one(tmp_path / "a.jsonl", r'{"text": "a\ud800b \ud83d\ude80", "title": "\udfff"}')
    assert (report.text, report.title) == ("a\ufffdb 🚀", "\ufffd")


def test_json(tmp_path: Path, faults: Faults) -> None:
    """A .json file is a list of reports, or one."""
    assert _one(tmp_path / "a.json", json.dumps({"text": TEXT})).id == "a.json:1"
    (tmp_path / "b.json").write_text(json.dumps([{"text": "x"}, 3, {"text": "y", "id": "z"}]), encoding="utf-8")
    assert [report.id for report in read_reports(tmp_path / "b.json", on_error=faults)] == ["b.json:1", "z"]
    assert faults == [f"{tmp_path / 'b.json'}:2: not an object but int, skipped"]


def test_lines_in_a_json_file(tmp_path: Path, faults: Faults) -> None:
    """JSON Lines under the name of .json is a fault that says how to name it."""
    (tmp_path / "a.json").write_text('{"text": "x"}\n{"text": "y"}\n', encoding="utf-8")
    with pytest.raises(ReportError, match="no report found"):
        list(read_reports(tmp_path / "a.json", on_error=faults))
    assert "one object a line is a .jsonl file" in faults[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("suffix", "mark"), [(".csv", ","), (".csv", ";"), (".csv", "\t"), (".tsv", "\t")])
def test_csv(tmp_path: Path, suffix: str, mark: str, encoding: str) -> None:
    """Columns are found by name in any order and case, between commas, semicolons or tabs, quoted lines kept whole."""
    rows = [
        ["Date", " TEXT ", "extra", "id"],
        ["2010-09-15", '"سطر, أول;\nسطر ""ثان"""', "x", "r1"],
        ["", "نص", "", ""],
    ]
    path = tmp_path / f"a{suffix}"
    path.write_bytes("".join(mark.join(row) + "\r\n" for row in rows).encode(encoding))
    assert list(read_reports(path)) == [
        Report(id="r1", text='سطر, أول;\nسطر "ثان"', published=dt.date(2010, 9, 15)),
        Report(id=f"a{suffix}:4", text="نص"),
    ]


def test_tsv_of_one_column(tmp_path: Path) -> None:
    """Commas in a table of tabs are text."""
    assert _one(tmp_path / "a.tsv", "text\nواحد, اثنان\n").text == "واحد, اثنان"


def test_csv_windows_1256(tmp_path: Path, faults: Faults) -> None:
    """A table in Windows-1256 is read, and told of once."""
    (tmp_path / "a.csv").write_bytes(f"text\n{TEXT}\n{TEXT}\n".replace(",", "").encode("cp1256"))
    assert [report.text for report in read_reports(tmp_path / "a.csv", on_error=faults)] == [TEXT, TEXT]
    assert len(faults) == 1
    assert faults[0].startswith(f"{tmp_path / 'a.csv'}:2: not UTF-8, read as Windows-1256")


def test_csv_bad_rows(tmp_path: Path, faults: Faults) -> None:
    """A row with too many cells, without text or with a bad date is told with its line; the others are read."""
    table = 'id,text,date\n1,"a\nb",2010-09-15\n2,x, y,2010-09-15\n3\n,,\n4,,2010-09-15\n5,z,yesterday\n6,w\n'
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    found = list(read_reports(tmp_path / "a.csv", on_error=faults))
    assert [(report.id, report.text) for report in found] == [("1", "a\nb"), ("5", "z"), ("6", "w")]
    assert [fault.split(": ")[0].rpartition(":")[2] for fault in faults] == ["4", "5", "7", "8"]


def test_csv_huge_cell(tmp_path: Path, faults: Faults) -> None:
    """A cell beyond what Python's csv reads is a fault of its row."""
    (tmp_path / "a.csv").write_text("text\n" + "x" * 200_000 + "\nafter\n", encoding="utf-8")
    assert [report.text for report in read_reports(tmp_path / "a.csv", on_error=faults)] == ["after"]
    assert "a.csv:2: damaged row, skipped" in faults[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_csv_line_ends(tmp_path: Path, end: str, encoding: str) -> None:
    """Rows end as any system ends its lines, Excel for Mac's lone carriage return too."""
    (tmp_path / "a.csv").write_bytes(f'id,text{end}1,"a, b"{end}2,c{end}'.encode(encoding))
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    found = [(report.id, report.text) for report in read_reports(tmp_path)]
    assert found == [("1", "a, b"), ("2", "c"), ("b.txt", TEXT)]


def test_line_ends_of_a_mac_in_faults(tmp_path: Path, faults: Faults) -> None:
    """Lines that end with a carriage return are counted like others."""
    (tmp_path / "a.csv").write_bytes(b"id,text\r1,a\r2\r3,c\r")
    (tmp_path / "b.jsonl").write_bytes(b'{"text": "x"}\rbad\r{"text": "y"}')
    assert [report.text for report in read_reports(tmp_path, on_error=faults)] == ["a", "c", "x", "y"]
    assert [fault.split(": ")[0] for fault in faults] == [f"{tmp_path / 'a.csv'}:3", f"{tmp_path / 'b.jsonl'}:2"]


@pytest.mark.parametrize("name", ["a.csv", "reports.csv"])
def test_csv_huge_header(tmp_path: Path, faults: Faults, name: str) -> None:
    """A first line beyond what Python's csv reads costs its own table, be it reports.csv, and no other file."""
    (tmp_path / name).write_text("x" * 200_000 + "\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    assert [report.id for report in read_reports(tmp_path, on_error=faults)] == ["b.txt"]
    assert len(faults) == 1
    assert faults[0].startswith(f"{tmp_path / name}: the line of column names is damaged")


@pytest.mark.parametrize(("table", "fault"), [("a,b\n1,2\n", "there are 'a', 'b'"), ("", "there are none")])
def test_csv_without_text(tmp_path: Path, faults: Faults, table: str, fault: str) -> None:
    """A table without a column of text is a fault that names the columns there are."""
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    with pytest.raises(ReportError, match="no report found"):
        list(read_reports(tmp_path / "a.csv", on_error=faults))
    assert "name it 'text'" in faults[0]
    assert fault in faults[0]


# HTML

PAGE = """<!doctype html><html><head><title>عنوان &amp; تتمة</title>
<meta property="article:published_time" content="2023-05-10T08:00:00+03:00">
<meta property="og:site_name" content="وكالة"><meta property="og:url" content="https://example.org/1">
<style>p {{ color: red }}</style><script>var ignored = "<p>no</p>";</script></head>
<body><header>شعار</header><nav><a href="/">قائمة</a></nav>
<article><header><h1>صاروخ على عسقلان</h1></header>
<p>سقط <b>صار</b>وخ على
   عسقلان.</p><p>ثم&nbsp;&#1593;اد الهدوء<br>مساء.<script>evil()</script>
<aside>اقرأ أيضا</aside><ul><li>أول<li>ثان</ul></article>
<footer>حقوق</footer></body></html>"""


def test_html(tmp_path: Path) -> None:
    """Of a page its article: paragraphs as lines, inline tags without a gap, no menus, scripts or footers."""
    report = _one(tmp_path / "a.html", PAGE)
    assert report.text == "صاروخ على عسقلان\nسقط صاروخ على عسقلان.\nثم\xa0عاد الهدوء\nمساء.\nأول\nثان"
    assert (report.title, report.outlet, report.url) == ("عنوان & تتمة", "وكالة", "https://example.org/1")
    assert report.published == dt.date(2023, 5, 10)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<body><div>ق</div><main><p>نص</main>", "نص"),
        ("<p>بلا رأس", "بلا رأس"),
        ("نص <وحده", "نص <وحده"),
        ("<article></article><p>نص</p>", "نص"),
        ("<p>1 &lt; 2 &amp;amp; &#x627;</p>", "1 < 2 &amp; ا"),
        ("<nav><nav>قائمة</nav></nav></nav><p>نص", "نص"),
        ("<p>a</article></main></title>b", "a\nb"),
        ("<article>أول</article><div>إعلان</div><article>خبر آخر</article><article>ب</article>", "خبر آخر"),
    ],
)
def test_html_malformed(tmp_path: Path, page: str, text: str) -> None:
    """Pages without an article, without tags closed or with tags closed that were not open are read all the same."""
    assert _one(tmp_path / "a.htm", page).text == text


@pytest.mark.parametrize("page", ["<script>x</script>", "<nav>قائمة", "<html></html>"])
def test_html_without_text(tmp_path: Path, faults: Faults, page: str) -> None:
    """A page with no text in it is told and skipped."""
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    with pytest.raises(ReportError, match="no report found"):
        list(read_reports(tmp_path / "a.html", on_error=faults))
    assert len(faults) == 1


def test_html_damaged(tmp_path: Path, faults: Faults) -> None:
    """Where html.parser gives up, what comes before is kept, and told of with its line."""
    assert _one(tmp_path / "a.html", "<p>قبل</p>\n<![bogus[ x ]]>\n<p>بعد", faults).text == "قبل"
    assert faults[0].startswith(f"{tmp_path / 'a.html'}:2: damaged HTML")


def test_html_charset(tmp_path: Path) -> None:
    """A page's own charset is taken at its word, where it is one."""
    page = '<meta http-equiv="Content-Type" content="text/html; charset={}"><p>عسقلان</p>'
    assert _one(tmp_path / "a.html", page.format("windows-1256").encode("cp1256")).text == "عسقلان"
    assert _one(tmp_path / "b.html", page.format("klingon")).text == "عسقلان"


@pytest.mark.parametrize("named", ["windows-1256", "iso-8859-1", "us-ascii"])
def test_html_of_a_wrong_charset(tmp_path: Path, faults: Faults, named: str) -> None:
    """Sound UTF-8 with Arabic letters is UTF-8, whatever the page says of itself, and is told of."""
    page = f'<meta charset="{named}"><p>سقط صاروخ على عسقلان'
    assert _one(tmp_path / "a.html", page, faults).text == "سقط صاروخ على عسقلان"
    assert len(faults) == 1
    assert "but is UTF-8" in faults[0]


def test_html_of_a_right_charset(tmp_path: Path, faults: Faults) -> None:
    """A page that says what it is, UTF-8 by whatever name or another charset, is read without a word."""
    for number, (named, encoding) in enumerate(
        [("UTF8", "utf-8"), ("utf-8", "utf-8-sig"), ("iso-8859-6", "iso-8859-6")]
    ):
        page = f'<meta charset="{named}"><p>سقط صاروخ'
        assert _one(tmp_path / f"{number}.html", page.encode(encoding), faults).text == "سقط صاروخ"
    assert not faults


def test_html_time(tmp_path: Path, faults: Faults) -> None:
    """Without a date in the head, the first <time> dates the page; one that is no date leaves it undated."""
    page = '<time datetime="{}">أمس</time><p>نص</p>'
    assert _one(tmp_path / "a.html", page.format("2023-05-10"), faults).published == dt.date(2023, 5, 10)
    assert _one(tmp_path / "b.html", page.format("PT2H"), faults).published is None
    assert "'PT2H'" in faults[0]


@pytest.mark.parametrize(
    "tag", ["<article>", "<nav>", "<b>", "<", "<!--", "<a x=", '<a "', "<?", "</", "</a ", "<a x='>", "&"]
)
def test_html_in_linear_time(tmp_path: Path, faults: Faults, tag: str) -> None:
    """A page of nothing but open tags, whole or broken, is read in time that grows no faster than the page."""
    page = "<p>نص</p>" + tag * (300_000 // len(tag))
    before = time.process_time()
    assert _one(tmp_path / "a.html", page, faults).text
    assert time.process_time() - before < 5


# folders, globs, lists, streams


def _tree(folder: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/.hidden.txt", ".git/d.txt", "B/e.txt"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")


def test_folder(tmp_path: Path) -> None:
    """A folder is read with its folders, in the order of names, hidden ones left out, ids relative to it."""
    _tree(tmp_path)
    found = list(read_reports(tmp_path))
    assert [report.id for report in found] == ["B/e.txt", "a.txt", "b.txt", "sub/c.txt"]
    assert all(report.id == report.text for report in found)


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("**/*.txt", ["B/e.txt", "a.txt", "b.txt", "sub/c.txt"]),
        ("su?/[a-c].txt", ["sub/c.txt"]),
        ("sub/.*.txt", [".hidden.txt"]),
        (".git/*.txt", ["d.txt"]),
    ],
)
def test_glob(tmp_path: Path, pattern: str, ids: list[str]) -> None:
    """A glob is read in the order of names, hidden files only where it names them."""
    _tree(tmp_path)
    assert [report.id for report in read_reports(str(tmp_path / pattern))] == ids


def test_glob_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths and globs from the current folder work as they do from elsewhere."""
    _tree(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert [report.id for report in read_reports("*.txt")] == ["a.txt", "b.txt"]
    assert [report.id for report in read_reports("sub/c.txt")] == ["c.txt"]
    assert [report.id for report in read_reports(".")] == ["B/e.txt", "a.txt", "b.txt", "sub/c.txt"]


def test_name_that_looks_like_a_glob(tmp_path: Path) -> None:
    """A file whose name has brackets is that file."""
    assert _one(tmp_path / "[1].txt", TEXT).id == "[1].txt"


def test_list(tmp_path: Path, faults: Faults) -> None:
    """Several sources are read in their order; one that is missing is told; ids are unique over the run."""
    _tree(tmp_path)
    (tmp_path / "r.jsonl").write_text('{"id": "a.txt", "text": "x"}\n{"id": "a.txt#2", "text": "y"}', encoding="utf-8")
    sources = iter([tmp_path / "a.txt", str(tmp_path / "gone.txt"), tmp_path / "r.jsonl"])
    assert [report.id for report in read_reports(sources, on_error=faults)] == ["a.txt", "a.txt#2", "a.txt#2#2"]
    assert faults == [f"{str(tmp_path / 'gone.txt')!r}: no such file or folder."]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("gone.txt", "'gone.txt': no such file"),
        ("gone/*.txt", "no file matches"),
        ("a**/x.txt", "no file matches|Invalid pattern"),
        (TEXT + "\n" + TEXT, r"a text, not a path; make a geo\.Report"),
        (TEXT * 20, "a text, not a path"),
        ("a\0b", "no such file"),
        ("", r"an empty name; give \. for the current folder"),
        ([], "no report found"),
    ],
)
def test_nothing_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faults: Faults, source: str | list[str], fault: str
) -> None:
    """Nothing to read is an error that says so, and guesses the mistake."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReportError, match=fault):
        list(read_reports(source, on_error=faults))
    assert not faults


def test_empty_folder(tmp_path: Path) -> None:
    """A folder without a report is an error that says which files are read."""
    with pytest.raises(ReportError, match=r"no report found in .*\.txt, \.md, \.jsonl"):
        list(read_reports(tmp_path))


def test_other_files(tmp_path: Path, faults: Faults) -> None:
    """Files of formats that are not read are told of, once a format."""
    for name in ("a.pdf", "b.pdf", "c.docx", "README", "d.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [report.id for report in read_reports(tmp_path, on_error=faults)] == ["d.txt"]
    assert [fault.split(": ")[0] for fault in faults] == [
        str(tmp_path / name) for name in ("README", "a.pdf", "c.docx")
    ]


def test_named_file_without_suffix(tmp_path: Path) -> None:
    """A file without a suffix that is named itself is read for what it holds."""
    assert _one(tmp_path / "report", TEXT).text == TEXT
    assert _one(tmp_path / "lines", '{"text": "x"}\n').id == "lines:1"


def test_links(tmp_path: Path, faults: Faults) -> None:
    """Links to files and folders are followed; a link back to a folder above is not; a broken one is told."""
    inside = tmp_path / "in"
    _tree(tmp_path)
    inside.mkdir()
    (inside / "loop").symlink_to(inside)
    (inside / "sub").symlink_to(tmp_path / "sub")
    (inside / "file.txt").symlink_to(tmp_path / "a.txt")
    (inside / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert [report.id for report in read_reports(inside, on_error=faults)] == ["file.txt", "sub/c.txt"]
    assert faults == [f"{inside / 'gone.txt'}: No such file or directory; skipped."]
    assert len(list(read_reports(str(inside / "**/*.txt"), on_error=faults))) >= 1


@pytest.mark.parametrize("source", ["", "*"])
def test_pipes_are_not_waited_for(tmp_path: Path, faults: Faults, source: str) -> None:
    """A pipe or device that lies in a folder, or that a glob matches, is told and skipped, not read."""
    _tree(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "reports.csv")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    ids = [report.id for report in read_reports(str(tmp_path / source), on_error=faults)]
    assert {"a.txt", "b.txt"} <= set(ids)
    assert faults == [
        f"{tmp_path / name}: a pipe, socket or device; skipped." for name in ("pipe.txt", "reports.csv", "zero.txt")
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_unreadable(tmp_path: Path, faults: Faults) -> None:
    """A file or folder that may not be read is told and skipped."""
    _tree(tmp_path)
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "sub").chmod(0)
    assert [report.id for report in read_reports(tmp_path, on_error=faults)] == ["B/e.txt", "b.txt"]
    assert len(faults) == 2
    (tmp_path / "sub").chmod(0o700)


def test_thousand_files(tmp_path: Path, faults: Faults) -> None:
    """A thousand files, every hundredth of them bad, are read one at a time, in order."""
    for number in range(1000):
        (tmp_path / f"{number:04}.txt").write_bytes(b"\0" if number % 100 == 0 else TEXT.encode() * 200)
    reports = read_reports(tmp_path, on_error=faults)
    next(reports)
    tracemalloc.start()
    ids = [report.id for report in reports]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(ids) == 989
    assert ids == sorted(ids)
    assert len(faults) == 10
    assert peak < 4_000_000


def test_long_table_is_streamed(tmp_path: Path) -> None:
    """Of a long table one row at a time is held."""
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as file:
        for number in range(5000):
            file.write(json.dumps({"text": f"{number} " + TEXT * 20}) + "\n")
    reports = read_reports(tmp_path / "a.jsonl")
    next(reports)
    tracemalloc.start()
    assert sum(1 for _ in reports) == 4999
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < (tmp_path / "a.jsonl").stat().st_size / 10


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (TEXT.encode(), [("stdin", TEXT)]),
        (TEXT.encode("utf-16"), [("stdin", TEXT)]),
        (b"a\r\nb\n", [("stdin", "a\nb\n")]),
        (b'{"text": "x"}\n{"id": "i", "text": "y"}', [("stdin:1", "x"), ("i", "y")]),
        (b'[{"text": "x"},\n {"text": "y"}]', [("stdin:1", "x"), ("stdin:2", "y")]),
        (b'{\n"text": "x"\n}', [("stdin:1", "x")]),
        ("[وكالة] نص".encode(), [("stdin", "[وكالة] نص")]),
        (b"12", [("stdin", "12")]),
    ],
)
def test_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes, found: list[tuple[str, str]]) -> None:
    """Standard input is JSON Lines or JSON where it is that, else one text; its bytes are decoded as a file's are."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))
    assert [(report.id, report.text) for report in read_reports("-")] == found


def test_stream(tmp_path: Path) -> None:
    """An open file, of text or bytes, is read like standard input, under its own name."""
    assert [report.text for report in read_reports(io.StringIO(TEXT))] == [TEXT]
    assert [report.text for report in read_reports(io.BytesIO(TEXT.encode()))] == [TEXT]
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with (tmp_path / "a.txt").open(encoding="utf-8") as file:
        assert list(read_reports(file)) == [Report(id="a.txt", text=TEXT)]


def test_empty_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing on standard input is an error in one line."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(ReportError, match="'stdin': holds no text"):
        list(read_reports("-"))


# what is known beside the text


def test_register(tmp_path: Path, faults: Faults) -> None:
    """reports.csv says when and by whom the files beside and below it were published, and is no report."""
    _tree(tmp_path)
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text('{"text": "x", "published": "2001-01-01"}\n{"text": "y"}\n', encoding="utf-8")
    (tmp_path / "reports.csv").write_text(
        "file,published,outlet,title,url\n"
        "a.txt,2010-09-15,وكالة,عنوان,https://example.org\n"
        "sub/c.txt,2010-09-16,,,\n"
        "b.txt,15 Sept 2010,نشرة,,\n"
        "page.html,2023-05-11,,,\n"
        "rows.jsonl,2002-02-02,صحيفة,,\n"
        "gone.txt,2010-09-15,,,\n",
        encoding="utf-8-sig",
    )
    found = {report.id: report for report in read_reports(tmp_path, on_error=faults, outlet="بلا")}
    assert found["a.txt"] == Report(
        id="a.txt",
        text="a.txt",
        published=dt.date(2010, 9, 15),
        outlet="وكالة",
        title="عنوان",
        url="https://example.org",
    )
    assert (found["sub/c.txt"].published, found["sub/c.txt"].outlet) == (dt.date(2010, 9, 16), "بلا")
    assert (found["b.txt"].published, found["b.txt"].outlet) == (None, "نشرة")
    assert (found["page.html"].published, found["page.html"].outlet) == (dt.date(2023, 5, 11), "وكالة")
    assert found["rows.jsonl:1"].published == dt.date(2001, 1, 1)
    assert (found["rows.jsonl:2"].published, found["rows.jsonl:2"].outlet) == (dt.date(2002, 2, 2), "صحيفة")
    assert [fault.split(": ")[0] for fault in faults] == [f"{tmp_path / 'reports.csv'}:{line}" for line in (4, 7)]


def test_register_of_a_named_file(tmp_path: Path) -> None:
    """A single file, too, is known by the reports.csv beside it."""
    (tmp_path / "reports.csv").write_text("file,published\na.txt,2010-09-15\n", encoding="utf-8")
    assert _one(tmp_path / "a.txt", TEXT).published == dt.date(2010, 9, 15)


def test_register_of_files_not_read(tmp_path: Path) -> None:
    """Of rows of files that are not asked for, absent or misdated, nothing is told; of one's own, once."""
    (tmp_path / "reports.csv").write_text(
        "file,published\na.txt,2010-09-15\nb.txt,yesterday\ngone.txt,2010-09-15\n", encoding="utf-8"
    )
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    for source in (tmp_path / "a.txt", str(tmp_path / "a*.txt"), [tmp_path / "a.txt"]):
        told = Faults()
        assert [report.published for report in read_reports(source, on_error=told)] == [dt.date(2010, 9, 15)]
        assert not told
    told = Faults()
    list(read_reports([tmp_path / "b.txt", tmp_path / "b.txt"], on_error=told))
    assert [fault.split(": ")[0] for fault in told] == [f"{tmp_path / 'reports.csv'}:3"]


def test_nearer_register(tmp_path: Path) -> None:
    """The reports.csv in a file's own folder goes before one above it."""
    _tree(tmp_path)
    (tmp_path / "reports.csv").write_text("file,published,outlet\nsub/c.txt,2001-01-01,أعلى\n", encoding="utf-8")
    (tmp_path / "sub" / "reports.csv").write_text("file,published\nc.txt,2002-02-02\n", encoding="utf-8")
    (report,) = (report for report in read_reports(tmp_path) if report.id == "sub/c.txt")
    assert (report.published, report.outlet) == (dt.date(2002, 2, 2), "أعلى")


def test_table_of_the_same_name(tmp_path: Path) -> None:
    """A reports.csv with a column of text, and none of files, is a table of reports."""
    assert _one(tmp_path / "reports.csv", "text\nx\n").text == "x"


def test_given(tmp_path: Path) -> None:
    """What the caller says holds for reports that do not say it themselves."""
    (tmp_path / "a.jsonl").write_text('{"text": "x", "published": "2001-01-01"}\n{"text": "y", "outlet": "z"}')
    found = list(read_reports(tmp_path / "a.jsonl", published=dt.date(2002, 2, 2), outlet="w"))
    assert [(report.published, report.outlet) for report in found] == [
        (dt.date(2001, 1, 1), "w"),
        (dt.date(2002, 2, 2), "z"),
    ]


@pytest.mark.parametrize("source", [b"a.txt", None, 5, Report(id="a", text=TEXT)])
def test_no_source(source: object) -> None:
    """What is no source is refused when asked, and what is one is said; among others it is refused when reached."""
    with pytest.raises(TypeError, match="a path, a folder, a glob"):
        read_reports(source)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a path, a folder, a glob"):
        list(read_reports([source]))  # type: ignore[list-item]


def test_given_wrong() -> None:
    """A day that is no datetime.date is refused when asked, not when read."""
    with pytest.raises(TypeError, match=r"datetime\.date, not '2010-09-15'"):
        read_reports("x", published="2010-09-15")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2010-09-15", dt.date(2010, 9, 15)),
        (" 2010-09-15 ", dt.date(2010, 9, 15)),
        ("2010-09-15T23:59:59+03:00", dt.date(2010, 9, 15)),
        ("2010-09-15T00:30:00.123Z", dt.date(2010, 9, 15)),
        ("2010-09-15 08:00", dt.date(2010, 9, 15)),
    ],
)
def test_day(value: str, day: dt.date) -> None:
    """A date is the day as it was written, in its own zone."""
    assert parse_day(value) == day


@pytest.mark.parametrize(
    "value",
    [
        "20100915",
        "2010-W37-3",
        "15/09/2010",
        "2010-9-15",
        "2010-02-30",
        "٢٠١٠-٠٩-١٥",
        "2010-09-15T",
        "2010-09-15T25:00",
        5,
        True,
    ],
)
def test_no_day(value: object) -> None:
    """Anything but an ISO 8601 date is none."""
    with pytest.raises(ValueError, match=r"iso|ISO|day is out of range|hour must be"):
        parse_day(value)


# faults


def test_warnings(tmp_path: Path) -> None:
    """Without on_error, faults are warnings of one category, each under its own file and line."""
    (tmp_path / "a.jsonl").write_text('bad\n{"text": "x"}\nbad\n', encoding="utf-8")
    with pytest.warns(ReportWarning, match=r"a\.jsonl:\d: damaged JSON") as caught:
        assert len(list(read_reports(tmp_path))) == 1
    assert len(caught) == 2


def test_strict(tmp_path: Path) -> None:
    """An on_error that raises stops at the first fault, with that very error, told once."""
    (tmp_path / "a.jsonl").write_text('{"text": "x"}\nbad\nbad\n', encoding="utf-8")
    told = []

    def stop(fault: ReportError) -> None:
        told.append(fault)
        raise fault

    reports = read_reports(tmp_path, on_error=stop)
    assert next(reports).text == "x"
    with pytest.raises(ReportError, match=r"a\.jsonl:2: damaged JSON"):
        next(reports)
    assert len(told) == 1


def test_files_are_closed(tmp_path: Path) -> None:
    """Files are closed also where reading stops half way."""
    for encoding in ("utf-8", "utf-16"):
        (tmp_path / "a.jsonl").write_text('{"text": "x"}\n{"text": "y"}\n', encoding=encoding)
        with warnings.catch_warnings():
            warnings.simplefilter("error", ResourceWarning)
            reports = read_reports(tmp_path)
            next(reports)
            del reports


# the reports that we have


def test_samples() -> None:
    """The sample reports are read without a fault, each with its day, outlet and title."""
    found = list(read_reports(HERE / "seeds" / "reports", on_error=lambda fault: pytest.fail(str(fault))))
    assert [report.published for report in found] == [
        dt.date(2010, 9, 15),
        dt.date(2014, 8, 26),
        dt.date(2023, 5, 10),
    ]
    assert all(report.outlet and report.title for report in found)
    text = " ".join(report.text for report in found)
    assert all(name in text for name in ("عسقلان", "أسدود", "أشكول", "تل أبيب", "حيفا", "مدينة غزة", "القدس", "واشنطن"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_shared_seeds() -> None:
    """The seed reports are read letter for letter as their labels index them."""
    gold = [json.loads(line) for line in (SHARED / "seeds" / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    found = list(read_reports(SHARED / "seeds" / "*.txt"))
    assert {report.id: report.text for report in found} == {row["id"]: row["text"] for row in gold}
