"""The floor for every bulk load: PostgreSQL's own COPY of the same rows, with all indexes and foreign keys."""

import io
import time

import psycopg2

from .processor import backend_seconds

# What one piece leaves behind, in the order in which the rows refer to each other.
PIECE_TABLES = (
    "stock_lot",
    "furniture_tag",
    "furniture_purpose_change",
    "furniture_damage",
    "stock_picking",
    "stock_move",
    "stock_move_line",
    "stock_quant",
    "furniture_reservation_line",
)


def copy_again(database, tables=PIECE_TABLES, times=5):
    """Take the rows of ``tables`` out of a database and COPY them back in, several times.

    :return: (wall seconds of COPY and commit, processor seconds, number of rows) of the quickest run
    """
    connection = psycopg2.connect(dbname=database)
    try:
        with connection.cursor() as cursor:
            texts = [(table, _copy_out(cursor, table)) for table in tables]
            runs = []
            for _number in range(times):
                _empty(connection, cursor, tables)
                runs.append(_copy_in(connection, cursor, texts))
    finally:
        connection.close()
    return *min(runs, key=lambda run: run[1]), sum(text.count("\n") for _table, text in texts)


def _copy_out(cursor, table):
    text = io.StringIO()
    cursor.copy_expert(f"COPY {table} TO STDOUT", text)
    return text.getvalue()


def _empty(connection, cursor, tables):
    for table in reversed(tables):
        cursor.execute(f"DELETE FROM {table}")
    connection.commit()
    connection.autocommit = True
    for table in tables:
        cursor.execute(f"VACUUM FULL {table}")  # tables and indexes as new
    connection.autocommit = False


def _copy_in(connection, cursor, texts):
    before = backend_seconds(cursor)
    start = time.perf_counter()
    for table, text in texts:
        cursor.copy_expert(f"COPY {table} FROM STDIN", io.StringIO(text))
    connection.commit()
    seconds = time.perf_counter() - start
    return seconds, seconds if before is None else backend_seconds(cursor) - before
