-- A spreadsheet whose locale parts cells by commas (Peru's does) begins a new one inside a text of ours, whatever stands in quotes: what
-- follows there is no formula either. As `csvCell` in lib/files/csv.ts says it.
CREATE OR REPLACE FUNCTION quoted_cell(cell text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  cell := regexp_replace(cell_text(cell), '([,;|\t\r\n])(?=[\s\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff''"]*[=+@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212-])', '\1''', 'g');
  RETURN CASE WHEN cell ~ '[";\r\n]' THEN '"' || replace(cell, '"', '""') || '"' ELSE cell END;
END $$;
CREATE OR REPLACE FUNCTION csv_cell(cell text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN cell ~ '^[A-Za-z0-9¿¡«(][ !#-+.-:<-{}~À-ÿ«»¿¡·–—-]*$' AND length(cell) < 4000 THEN cell ELSE coalesce(quoted_cell(cell), '') END
$$;
