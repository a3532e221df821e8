-- Files are written by the portal from rows as they are (lib/files/packed.ts): cells are neutralised in one place, lib/files/cell.ts.
DROP FUNCTION csv_cell(text), quoted_cell(text), cell_text(text), plain_money(bigint, text);
