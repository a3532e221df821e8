-- ⌘K: any part of a word among a million cards, lots and orders. Trigram indexes of pg_trgm, which every PostgreSQL ships and whose
-- owner needs no superuser for; in a schema of its own, so that none of its functions stands in public.
CREATE SCHEMA search;
CREATE EXTENSION pg_trgm SCHEMA search;

-- Without case and accents, as people search (lib/companies/rules.ts says the same in TypeScript). Not STRICT, so that it is inlined:
-- called, it would cost a million new rows more than all else that is written of them here.
CREATE FUNCTION plain_text(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(words) = length(words) THEN lower(words)
              ELSE lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]+', '', 'g') COLLATE "pg_unicode_fast") END
$$;
REVOKE ALL ON FUNCTION plain_text(text) FROM PUBLIC;
-- Whoever writes a row makes its words.
GRANT EXECUTE ON FUNCTION plain_text(text) TO app_web, app_worker;

-- What a row is found by, kept with it: made anew at each look it took ten times as long. Each word follows a space, so that one or
-- two letters find the beginnings of words.
ALTER TABLE card ADD COLUMN words text GENERATED ALWAYS AS
  (' ' || plain_text(coalesce(holder, '')) || ' ' || reference || ' ' || last4 || ' ' || plain_text(coalesce(document, ''))) STORED;
ALTER TABLE batch ADD COLUMN words text GENERATED ALWAYS AS (' ' || lower(number) || ' ' || plain_text(file_name)) STORED;
ALTER TABLE service_order ADD COLUMN words text GENERATED ALWAYS AS (' ' || lower(number)) STORED;

CREATE INDEX card_find ON card USING gin (words search.gin_trgm_ops);
CREATE INDEX batch_find ON batch USING gin (words search.gin_trgm_ops);
CREATE INDEX order_find ON service_order USING gin (words search.gin_trgm_ops);

-- The ids of at most so many rows of one product of which all patterns match. What matches often is found among the first rows in
-- order, without the index; only what is rarer asks the index, planned with its patterns in sight, and no further than a thousand hits.
-- A long number is asked alone, as it narrows most: «L-2026» stands in every lot, and merging its lists takes a hundred times as long.
CREATE FUNCTION search_ids(of_table regclass, in_order text, serving int, of_product int, patterns text[], most int)
  RETURNS bigint[] LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  looked_at CONSTANT int := 500;
  seen int;
  found bigint[];
  more bigint[];
  number text := (SELECT '%' || m[1] || '%' FROM unnest(patterns) p, regexp_matches(p, '\d{5,}', 'g') m ORDER BY length(m[1]) DESC LIMIT 1);
  all_match text := (SELECT string_agg(format('x.words LIKE ($3)[%s]', n), ' AND ') FROM generate_subscripts(patterns, 1) n);
BEGIN
  EXECUTE format('SELECT count(*), (array_agg(x.id ORDER BY x.n) FILTER (WHERE %1$s))[:$4] FROM (
        SELECT x.id, x.words, row_number() OVER (ORDER BY %3$s) AS n FROM %2$s x WHERE x.tenant_id = $1 AND x.product_id = $2
        ORDER BY %3$s LIMIT $5) x',
    all_match, of_table, in_order) INTO seen, found USING serving, of_product, patterns, most, looked_at;
  found := coalesce(found, '{}');
  IF seen < looked_at OR cardinality(found) >= most THEN RETURN found; END IF;
  -- (Joined to an empty text, the words are no condition of the index.)
  IF number IS NOT NULL THEN all_match := 'x.words LIKE $6 AND ' || replace(all_match, 'x.words', '(x.words || '''')'); END IF;
  EXECUTE format('WITH hit AS MATERIALIZED
      (SELECT x.* FROM %2$s x WHERE x.tenant_id = $1 AND x.product_id = $2 AND %1$s LIMIT 1000)
      SELECT array_agg(x.id) FROM (SELECT x.id FROM hit x WHERE x.id <> ALL ($4) ORDER BY %3$s LIMIT $5) x',
    all_match, of_table, in_order) INTO more USING serving, of_product, patterns, found, most - cardinality(found), number;
  RETURN found || coalesce(more, '{}');
END $$;
REVOKE ALL ON FUNCTION search_ids(regclass, text, int, int, text[], int) FROM PUBLIC;

-- Row-level security keeps LIKE away from an index (it is not leakproof), so these look as the owner, and only in the products named
-- of the tenant being served; what they answer is what that tenant's own rows would.
CREATE FUNCTION search_cards(of_products int[], patterns text[], most int)
  RETURNS TABLE (product int, reference text, bin text, last4 text, holder text, status card_status) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT x.product_id, x.reference, x.bin, x.last4, x.holder, x.status
    FROM (SELECT nullif(current_setting('app.tenant', true), '')::int AS id) serving CROSS JOIN unnest(of_products) p
      CROSS JOIN unnest(search_ids('card', 'x.document', serving.id, p, patterns, most)) WITH ORDINALITY AS found (id, n)
      JOIN card x ON x.id = found.id ORDER BY p, found.n
$$;
CREATE FUNCTION search_batches(of_products int[], patterns text[], most int)
  RETURNS TABLE (product int, number text, file_name text, type batch_type, status batch_status) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT x.product_id, x.number, x.file_name, x.type, x.status
    FROM (SELECT nullif(current_setting('app.tenant', true), '')::int AS id) serving CROSS JOIN unnest(of_products) p
      CROSS JOIN unnest(search_ids('batch', 'x.id DESC', serving.id, p, patterns, most)) WITH ORDINALITY AS found (id, n)
      JOIN batch x ON x.id = found.id ORDER BY p, found.n
$$;
CREATE FUNCTION search_orders(of_products int[], patterns text[], most int)
  RETURNS TABLE (product int, number text, status order_status) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT x.product_id, x.number, x.status
    FROM (SELECT nullif(current_setting('app.tenant', true), '')::int AS id) serving CROSS JOIN unnest(of_products) p
      CROSS JOIN unnest(search_ids('service_order', 'x.id DESC', serving.id, p, patterns, most)) WITH ORDINALITY AS found (id, n)
      JOIN service_order x ON x.id = found.id ORDER BY p, found.n
$$;
REVOKE ALL ON FUNCTION search_cards(int[], text[], int), search_batches(int[], text[], int), search_orders(int[], text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_cards(int[], text[], int), search_batches(int[], text[], int), search_orders(int[], text[], int) TO app_web;
