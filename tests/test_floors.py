"""Who may import whom: the floors of docs/architecture.md."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {"analysis", "cli", "demo", "etl", "parliament", "scraper"}

FORBIDDEN = {
    "parliament": {"scrapy", "sqlalchemy", "pandas"} | PACKAGES - {"parliament"},
    "scraper": {"sqlalchemy", "etl", "analysis", "cli", "demo"},
    "etl": {"scrapy", "scraper", "analysis", "cli", "demo"},
    "analysis": {"scrapy", "scraper", "cli", "demo"},
    "demo": PACKAGES - {"demo", "parliament"},
    "cli": {"tests", "bench", "soak"},
    "bench": {"tests"},
    "soak": {"tests", "bench"},
}


def imported(path: Path) -> set[str]:
    """Return the top-level names of everything a file imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", sorted(FORBIDDEN))
def test_a_floor_imports_only_what_it_may(package: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / package).rglob("*.py")
        for name in imported(path) & FORBIDDEN[package]
    }
    assert wrong == set()


def test_every_package_stands_on_a_floor() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert found <= set(FORBIDDEN)


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "manager"])
def test_names_say_the_subject(name: str) -> None:
    assert [path for package in FORBIDDEN for path in (ROOT / package).rglob(f"*{name}*.py")] == []
