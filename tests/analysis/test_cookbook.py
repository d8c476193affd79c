"""docs/cookbook.md: every recipe answers what it prints, in SQL and in pandas, on both databases."""

import pandas as pd
import pytest
from sqlalchemy import Engine, text

from bench.recipes import COOKBOOK, Recipe, as_table, ask, recipes

RECIPES = recipes(COOKBOOK.read_text(encoding="utf-8"))
every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)


def test_there_are_twenty_recipes() -> None:
    assert len({recipe.title for recipe in RECIPES}) == len(RECIPES) >= 20


def test_every_result_has_rows() -> None:
    assert [recipe.title for recipe in RECIPES if recipe.result.count("\n") < 3] == []


@every_recipe
def test_sql_answers_what_is_printed(demo: Engine, recipe: Recipe) -> None:
    assert ask(demo, recipe.sql) == recipe.result


@every_recipe
def test_pandas_finds_the_same(demo: Engine, recipe: Recipe) -> None:
    frame = eval(recipe.pandas, {"pd": pd, "text": text, "engine": demo})  # noqa: S307 (our own document)
    assert as_table(frame.columns, frame.itertuples(index=False)) == recipe.result


WHOLE = """# Cookbook

## Why?

```sql
SELECT 1 AS a;
```

```python
frame
```

| a |
| --- |
| 1 |
"""


def test_a_recipe_is_read_with_all_its_parts() -> None:
    assert recipes(WHOLE) == [Recipe("Why?", "SELECT 1 AS a", "frame", "| a |\n| --- |\n| 1 |\n", False)]


@pytest.mark.parametrize("missing", ["```sql", "```python"])
def test_a_recipe_without_a_part_is_refused(missing: str) -> None:
    with pytest.raises(ValueError, match=r"'Why\?' lacks its SQL or its pandas line"):
        recipes(WHOLE.replace(missing, "nothing"))
