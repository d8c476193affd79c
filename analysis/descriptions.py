"""What schema.sql says of each view and table."""

from functools import cache

from etl.comments import comments, view_comments
from etl.schema import schema_sql


@cache
def descriptions() -> dict[str, str]:
    """Return the descriptions of views and tables by their names: views first, each in the order of schema.sql."""
    sql = schema_sql()
    return dict(view_comments(sql)) | {table: told for table, column, told in comments(sql) if column is None}
