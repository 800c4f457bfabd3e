"""The house stands as it was drawn: who imports whom, how large things are, what is public."""

import ast
import importlib
import importlib.metadata
import inspect
import re
import subprocess
import sys
import tomllib
import types
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("gazetteer", "geo", "maps")
MAY_IMPORT = {"gazetteer": {"gazetteer"}, "geo": {"gazetteer", "geo"}, "maps": set(PACKAGES)}
HEAVY = {"pandas", "geopandas", "shapely", "folium", "branca", "pyogrio", "pyarrow", "geopy"}
OUTLINES = {
    "gazetteer/areas.py": {"shapely"},
    "gazetteer/outlines.py": {"shapely"},
    "gazetteer/sources/unit_rows.py": {"pyogrio", "shapely"},
}
"""What modules that read the outlines of areas may import, inside functions only."""
TABLES = {"pandas", "geopandas", "folium"}
LIGHT = {"geopy", "shapely", "numpy"}
TOP_FOLDERS = {".ci", "benchmarks", "docs", "gazetteer", "geo", "maps", "seeds", "tests", "tools", "training"}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 50
LONG_FUNCTIONS: dict[str, str] = {}
"""Functions over the limit, each with its reason: ``{"geo/frame.py:to_frame": "one row a column"}``."""

A_WORD = re.compile(
    "(?:[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]"
    "[\u0640\u064b-\u065f\u0670]*){3}"
)
"""Three letters of the Arabic script together, vowel signs between them or not."""
NO_WORDS: dict[tuple[str, str], str] = {
    ("gazetteer/sources/arabic_name.py", "اةىهي"): "letters that a name may end in, each compared alone",
    ("gazetteer/sources/arabic_name.py", "أإآؤئةطصضظعحقثذغ"): "letters, each counted alone",
    ("geo/geocoder.py", " is not a place name: give text, such as 'دوما، ريف دمشق'."): "an example in a message",
    ("geo/reading/events.py", "هما"): "a pronoun as it is attached to a word",
    ("gazetteer/demonyms.py", "تان"): "an ending",
    ("gazetteer/demonyms.py", "تين"): "an ending",
    ("geo/words.py", "هما"): "a pronoun as it is attached to a word",
    (
        "maps/cli/options.py",
        "Day of publication of reports that do not carry one; words such as أمس are counted from it.",
    ): "an example in the help",
}
"""Constants with so many letters that are nothing the text is searched for, or only endings, each with its reason."""

MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def name_of(path: Path) -> str:
    """Return a module's path as the messages show it."""
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), name_of(path))


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the top-level package of every absolute import, those inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]


def functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield every function with its dotted name."""
    for node in ast.iter_child_nodes(tree):
        inner = prefix
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{prefix}{node.name}."
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield inner[:-1], node
        yield from functions(node, inner)


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function from its first statement, the docstring left out."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def loaded_after(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after a statement."""
    script = f"import sys\n{statement}\nprint(*sorted({{m.partition('.')[0] for m in sys.modules}}), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", cwd=ROOT, timeout=600, check=True
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    """A package imports itself and what stands below it: gazetteer, then geo, then maps."""
    package = path.relative_to(ROOT).parts[0]
    ours = set(imported(parse(path))) & set(PACKAGES)
    assert ours <= MAY_IMPORT[package], f"{name_of(path)} imports {sorted(ours - MAY_IMPORT[package])}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_package_imports_itself_relatively(path: Path) -> None:
    """Inside a package imports are relative, so that it could be moved as a whole."""
    package = path.relative_to(ROOT).parts[0]
    assert package not in set(imported(parse(path)))


@pytest.mark.parametrize("path", [p for p in MODULES if p.is_relative_to(ROOT / "gazetteer")], ids=name_of)
def test_the_gazetteer_is_light(path: Path) -> None:
    """No module of gazetteer imports a table or map library; those that read outlines do in functions alone."""
    allowed = OUTLINES.get(name_of(path), set())
    assert not set(imported(parse(path))) & (HEAVY - allowed)
    tops = [node for node in parse(path).body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not set(imported(ast.Module(tops, []))) & HEAVY


@pytest.mark.parametrize(
    "statement",
    [
        "import gazetteer; gazetteer.load().lookup('عسقلان')",
        "import geo",
        "import geo; geo.Geocoder().geocode('عسقلان')",
        "import maps",
        "from maps.cli import app; app(['geocode', 'عسقلان'], standalone_mode=False)",
    ],
)
def test_a_name_is_looked_up_without_tables(statement: str) -> None:
    """Importing the packages and geocoding a name load no pandas, geopandas or folium."""
    assert not loaded_after(statement) & TABLES


def test_the_gazetteer_loads_nothing_heavy() -> None:
    """A lookup in the gazetteer alone loads not even the light half of what geo stands on."""
    assert not loaded_after("import gazetteer; gazetteer.load().lookup('عسقلان')") & (HEAVY | LIGHT)


@pytest.mark.parametrize("package", PACKAGES)
def test_all_is_what_is_exported(package: str) -> None:
    """Every name in ``__all__`` is there, and every public name that is there is in it."""
    module = importlib.import_module(package)
    missing = [name for name in module.__all__ if not hasattr(module, name)]
    assert not missing, f"{package}.__all__ names what is not there: {missing}"
    there = {
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType) and is_ours(value)
    }
    assert there == {name for name in module.__all__ if is_ours(getattr(module, name))}
    assert list(module.__all__) == sorted(module.__all__), f"{package}.__all__ is not sorted"


def is_ours(value: object) -> bool:
    """Tell whether a value was defined in one of our packages."""
    return (getattr(value, "__module__", None) or "").partition(".")[0] in PACKAGES


@pytest.mark.parametrize("package", PACKAGES)
def test_public_names_are_documented(package: str) -> None:
    """Whatever a package exports says in a docstring of its own what it does."""
    module = importlib.import_module(package)
    values = {name: getattr(module, name) for name in module.__all__}
    bare = [
        name
        for name, value in values.items()
        if (inspect.isfunction(value) or inspect.isclass(value)) and not (vars(value).get("__doc__") or value.__doc__)
    ]
    assert not bare


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_are_short(path: Path) -> None:
    """A module has at most 300 lines and a function at most 50, docstrings not counted for functions."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE, f"{name_of(path)} has {lines} lines; split it"
    long = {
        f"{name_of(path)}:{name}": body_lines(node)
        for name, node in functions(parse(path))
        if body_lines(node) > LONGEST_FUNCTION
    }
    assert not set(long) - set(LONG_FUNCTIONS), f"over {LONGEST_FUNCTION} lines: {long}"


def test_exceptions_are_still_needed() -> None:
    """A function on the list of long ones is there and still long."""
    long = {
        f"{name_of(path)}:{name}"
        for path in MODULES
        for name, node in functions(parse(path))
        if body_lines(node) > LONGEST_FUNCTION
    }
    assert set(LONG_FUNCTIONS) <= long
    assert all(LONG_FUNCTIONS.values())


def test_only_the_rooms_of_the_house() -> None:
    """Git holds no top-level folder but those the design names."""
    git = subprocess.run(["git", "ls-files"], capture_output=True, encoding="utf-8", cwd=ROOT, check=False)  # noqa: S607
    if git.returncode:
        pytest.skip("this is not a git checkout")
    folders = {line.partition("/")[0] for line in git.stdout.splitlines() if "/" in line}
    assert folders <= TOP_FOLDERS


def test_knowledge_is_data() -> None:
    """Every package is typed, and the lexicons lie in seeds/ as TOML or CSV, queries as SPARQL."""
    assert all((ROOT / package / "py.typed").is_file() for package in PACKAGES)
    odd = [
        path
        for path in (ROOT / "seeds").glob("*")
        if path.is_file() and path.suffix not in {".toml", ".csv", ".rq", ".md"}
    ]
    assert not odd


def constants(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and value of every string in a module that is no docstring."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_words_lie_in_the_seeds(path: Path) -> None:
    """No module holds an Arabic word: the code knows letters and endings, the tables of seeds/ know words."""
    words = [
        f"{name_of(path)}:{line}: {text!r}"
        for line, text in constants(parse(path))
        if A_WORD.search(text) and (name_of(path), text) not in NO_WORDS
    ]
    assert not words, "move these to the table of seeds/ that they belong to"


def test_constants_that_are_no_words_are_still_there() -> None:
    """What is let through is there, and says why."""
    there = {(name_of(path), text) for path in MODULES for _, text in constants(parse(path)) if A_WORD.search(text)}
    assert set(NO_WORDS) <= there
    assert all(NO_WORDS.values())


@pytest.mark.parametrize("text", ["شهر", "شَهْر", "الـشهـر", "ﺷﻬﺮ", "(?:ريف) "])
def test_a_word_is_seen_as_one(text: str) -> None:
    """Vowel signs, tatweel, presentation forms and what stands around hide no word."""
    assert A_WORD.search(text)


@pytest.mark.parametrize("text", ["ون", "ال", "و", "[\u0620-\u064a\u066e-\u06d5]", "ه م"])
def test_letters_and_endings_are_no_words(text: str) -> None:
    """Endings, the article, particles of one letter and ranges of letters may stand in code."""
    assert not A_WORD.search(text)


def test_what_is_imported_is_declared() -> None:
    """Every package that a module imports is a dependency, an extra, or what the gazetteer is built with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"], *chain(*extras)]
    declared = {plain(re.split(r"[<>=\[ ]", requirement)[0]) for requirement in wanted}
    owners = importlib.metadata.packages_distributions()
    for path in [*MODULES, ROOT / "hatch_build.py"]:
        for name in set(imported(parse(path))) - sys.stdlib_module_names - set(PACKAGES):
            assert {plain(owner) for owner in owners.get(name, [name])} & declared, f"{name_of(path)} imports {name}"


def plain(distribution: str) -> str:
    """Return the canonical name of a distribution."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_the_build_group_is_what_the_build_requires() -> None:
    """``make`` builds without isolation: its group must hold what pyproject's build system names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    group = set(project["dependency-groups"]["build"])
    assert {name for name in group if not name.startswith("editables")} == set(project["build-system"]["requires"])
