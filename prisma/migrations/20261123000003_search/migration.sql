-- ⌘K: any part of a word among a million cards, lots and orders. Trigram indexes of pg_trgm, which every PostgreSQL ships and whose
-- owner needs no superuser for; in a schema of its own, so that none of its functions stands in public.
CREATE SCHEMA search;
CREATE EXTENSION pg_trgm SCHEMA search;

-- Without case and accents, as people search (lib/companies/rules.ts says the same in TypeScript).
CREATE FUNCTION plain_text(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE WHEN octet_length(words) = length(words) THEN lower(words)
              ELSE lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g')) END
$$;
-- (Named with its schema: an index is built with an empty search path.)
-- What a card is found by. Each word follows a space, so that one or two letters find the beginnings of words.
CREATE FUNCTION card_words(reference text, last4 text, document text, holder text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT public.plain_text(' ' || coalesce(holder, '') || ' ' || reference || ' ' || last4 || ' ' || coalesce(document, ''))
$$;
CREATE FUNCTION batch_words(number text, file_name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT public.plain_text(' ' || number || ' ' || file_name)
$$;
CREATE FUNCTION order_words(number text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT public.plain_text(' ' || number)
$$;
REVOKE ALL ON FUNCTION plain_text(text), card_words(text, text, text, text), batch_words(text, text), order_words(text) FROM PUBLIC;
-- Whoever writes a row evaluates its index.
GRANT EXECUTE ON FUNCTION plain_text(text), card_words(text, text, text, text), batch_words(text, text), order_words(text) TO app_web, app_worker;

CREATE INDEX card_find ON card USING gin (card_words(reference, last4, document, holder) search.gin_trgm_ops);
CREATE INDEX batch_find ON batch USING gin (batch_words(number, file_name) search.gin_trgm_ops);
CREATE INDEX order_find ON service_order USING gin (order_words(number) search.gin_trgm_ops);

-- Row-level security keeps LIKE away from an index (it is not leakproof), so these look as the owner, and only in the products named
-- of the tenant being served; what they answer is what that tenant's own rows would. All patterns must match, the first is looked up, so
-- it is the one that narrows most, and the second with it. What matches often is found among the first two thousand rows, without the index; only what is rarer
-- than that asks the index, planned with its pattern in sight.
CREATE FUNCTION search_cards(of_products int[], patterns text[], most int)
  RETURNS TABLE (product int, reference text, bin text, last4 text, holder text, status card_status) LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  one int;
  serving int := nullif(current_setting('app.tenant', true), '')::int;
  first text := patterns[1];
  others text[] := patterns[2:];
  hits int;
BEGIN
  FOREACH one IN ARRAY of_products LOOP
    RETURN QUERY SELECT x.product_id, x.reference, x.bin, x.last4, x.holder, x.status
      FROM (SELECT * FROM card x WHERE x.tenant_id = serving AND x.product_id = one ORDER BY x.document LIMIT 2000) x
      WHERE card_words(x.reference, x.last4, x.document, x.holder) LIKE first AND card_words(x.reference, x.last4, x.document, x.holder) LIKE ALL (others) ORDER BY x.document LIMIT most;
    GET DIAGNOSTICS hits = ROW_COUNT;
    CONTINUE WHEN hits = most;
    RETURN QUERY EXECUTE 'WITH hit AS MATERIALIZED (SELECT x.* FROM card x
      WHERE x.tenant_id = $1 AND x.product_id = $2 AND card_words(x.reference, x.last4, x.document, x.holder) LIKE $3
        AND card_words(x.reference, x.last4, x.document, x.holder) LIKE ALL ($4)' || CASE WHEN others[1] IS NULL THEN '' ELSE ' AND card_words(x.reference, x.last4, x.document, x.holder) LIKE ($4)[1]' END || ' LIMIT 500)
      SELECT x.product_id, x.reference, x.bin, x.last4, x.holder, x.status FROM hit x WHERE NOT EXISTS (
        SELECT 1 FROM (SELECT y.id FROM card y WHERE y.tenant_id = $1 AND y.product_id = $2 ORDER BY y.document LIMIT 2000) y WHERE y.id = x.id)
      ORDER BY x.document LIMIT $5'
      USING serving, one, first, others, most - hits;
  END LOOP;
END $$;
CREATE FUNCTION search_batches(of_products int[], patterns text[], most int)
  RETURNS TABLE (product int, number text, file_name text, type batch_type, status batch_status) LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  one int;
  serving int := nullif(current_setting('app.tenant', true), '')::int;
  first text := patterns[1];
  others text[] := patterns[2:];
  hits int;
BEGIN
  FOREACH one IN ARRAY of_products LOOP
    RETURN QUERY SELECT x.product_id, x.number, x.file_name, x.type, x.status
      FROM (SELECT * FROM batch x WHERE x.tenant_id = serving AND x.product_id = one ORDER BY x.id DESC LIMIT 2000) x
      WHERE batch_words(x.number, x.file_name) LIKE first AND batch_words(x.number, x.file_name) LIKE ALL (others) ORDER BY x.id DESC LIMIT most;
    GET DIAGNOSTICS hits = ROW_COUNT;
    CONTINUE WHEN hits = most;
    RETURN QUERY EXECUTE 'WITH hit AS MATERIALIZED (SELECT x.* FROM batch x
      WHERE x.tenant_id = $1 AND x.product_id = $2 AND batch_words(x.number, x.file_name) LIKE $3
        AND batch_words(x.number, x.file_name) LIKE ALL ($4)' || CASE WHEN others[1] IS NULL THEN '' ELSE ' AND batch_words(x.number, x.file_name) LIKE ($4)[1]' END || ')
      SELECT x.product_id, x.number, x.file_name, x.type, x.status FROM hit x WHERE NOT EXISTS (
        SELECT 1 FROM (SELECT y.id FROM batch y WHERE y.tenant_id = $1 AND y.product_id = $2 ORDER BY y.id DESC LIMIT 2000) y WHERE y.id = x.id)
      ORDER BY x.id DESC LIMIT $5'
      USING serving, one, first, others, most - hits;
  END LOOP;
END $$;
CREATE FUNCTION search_orders(of_products int[], patterns text[], most int)
  RETURNS TABLE (product int, number text, status order_status) LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  one int;
  serving int := nullif(current_setting('app.tenant', true), '')::int;
  first text := patterns[1];
  others text[] := patterns[2:];
  hits int;
BEGIN
  FOREACH one IN ARRAY of_products LOOP
    RETURN QUERY SELECT x.product_id, x.number, x.status
      FROM (SELECT * FROM service_order x WHERE x.tenant_id = serving AND x.product_id = one ORDER BY x.id DESC LIMIT 2000) x
      WHERE order_words(x.number) LIKE first AND order_words(x.number) LIKE ALL (others) ORDER BY x.id DESC LIMIT most;
    GET DIAGNOSTICS hits = ROW_COUNT;
    CONTINUE WHEN hits = most;
    RETURN QUERY EXECUTE 'WITH hit AS MATERIALIZED (SELECT x.* FROM service_order x
      WHERE x.tenant_id = $1 AND x.product_id = $2 AND order_words(x.number) LIKE $3
        AND order_words(x.number) LIKE ALL ($4)' || CASE WHEN others[1] IS NULL THEN '' ELSE ' AND order_words(x.number) LIKE ($4)[1]' END || ')
      SELECT x.product_id, x.number, x.status FROM hit x WHERE NOT EXISTS (
        SELECT 1 FROM (SELECT y.id FROM service_order y WHERE y.tenant_id = $1 AND y.product_id = $2 ORDER BY y.id DESC LIMIT 2000) y WHERE y.id = x.id)
      ORDER BY x.id DESC LIMIT $5'
      USING serving, one, first, others, most - hits;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION search_cards(int[], text[], int), search_batches(int[], text[], int), search_orders(int[], text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_cards(int[], text[], int), search_batches(int[], text[], int), search_orders(int[], text[], int) TO app_web;
