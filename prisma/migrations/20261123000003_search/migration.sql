-- ⌘K: any part of a word among a million cards, lots and orders. Trigram indexes of pg_trgm, which every PostgreSQL ships and whose
-- owner needs no superuser for; in a schema of its own, so that none of its functions stands in public.
CREATE SCHEMA search;
CREATE EXTENSION pg_trgm SCHEMA search;

-- Without case and accents, as people search (lib/companies/rules.ts says the same in TypeScript).
CREATE FUNCTION plain_text(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g'))
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
-- of the tenant being served; what they answer is what that tenant's own rows would. Three patterns at most, all of which must match.
-- Each statement is planned with its patterns in sight: many hits are read in order and stop early, few come from the index.
CREATE FUNCTION search_cards(of_products int[], patterns text[], most int)
  RETURNS TABLE (product int, reference text, bin text, last4 text, holder text, status card_status) LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE one int;
BEGIN
  FOREACH one IN ARRAY of_products LOOP
    RETURN QUERY EXECUTE 'SELECT c.product_id, c.reference, c.bin, c.last4, c.holder, c.status FROM card c
      WHERE c.tenant_id = $1 AND c.product_id = $2 AND card_words(c.reference, c.last4, c.document, c.holder) LIKE $3
        AND card_words(c.reference, c.last4, c.document, c.holder) LIKE $4 AND card_words(c.reference, c.last4, c.document, c.holder) LIKE $5 LIMIT $6'
      USING nullif(current_setting('app.tenant', true), '')::int, one, patterns[1], coalesce(patterns[2], patterns[1]), coalesce(patterns[3], patterns[1]), most;
  END LOOP;
END $$;
CREATE FUNCTION search_batches(of_products int[], patterns text[], most int)
  RETURNS TABLE (product int, number text, file_name text, type batch_type, status batch_status) LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE one int;
BEGIN
  FOREACH one IN ARRAY of_products LOOP
    RETURN QUERY EXECUTE 'SELECT b.product_id, b.number, b.file_name, b.type, b.status FROM batch b
      WHERE b.tenant_id = $1 AND b.product_id = $2 AND batch_words(b.number, b.file_name) LIKE $3 AND batch_words(b.number, b.file_name) LIKE $4
        AND batch_words(b.number, b.file_name) LIKE $5 ORDER BY b.id DESC LIMIT $6'
      USING nullif(current_setting('app.tenant', true), '')::int, one, patterns[1], coalesce(patterns[2], patterns[1]), coalesce(patterns[3], patterns[1]), most;
  END LOOP;
END $$;
CREATE FUNCTION search_orders(of_products int[], patterns text[], most int)
  RETURNS TABLE (product int, number text, status order_status) LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE one int;
BEGIN
  FOREACH one IN ARRAY of_products LOOP
    RETURN QUERY EXECUTE 'SELECT o.product_id, o.number, o.status FROM service_order o
      WHERE o.tenant_id = $1 AND o.product_id = $2 AND order_words(o.number) LIKE $3 AND order_words(o.number) LIKE $4
        AND order_words(o.number) LIKE $5 ORDER BY o.id DESC LIMIT $6'
      USING nullif(current_setting('app.tenant', true), '')::int, one, patterns[1], coalesce(patterns[2], patterns[1]), coalesce(patterns[3], patterns[1]), most;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION search_cards(int[], text[], int), search_batches(int[], text[], int), search_orders(int[], text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_cards(int[], text[], int), search_batches(int[], text[], int), search_orders(int[], text[], int) TO app_web;
