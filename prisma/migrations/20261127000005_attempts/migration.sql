-- As before; but whoever finds a row gone that they had just waited for, since somebody was right meanwhile, begins again with no row in hand: keeping those
-- they had, they waited for who waited for them.
CREATE OR REPLACE FUNCTION attempt_take(of_kind text, scopes text[], keys bytea[], OUT taken boolean, OUT remaining int, OUT seconds int)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE there int;
BEGIN
  taken := false;
  -- Before any row is added: who is paused fills no table.
  SELECT ceil(extract(epoch FROM max(a.locked_until) - app_now())) INTO seconds FROM unnest(scopes, keys) k (scope, key)
    JOIN attempt a ON a.kind = of_kind AND a.scope = k.scope AND a.key = k.key WHERE a.locked_until > app_now();
  IF seconds IS NOT NULL THEN RETURN; END IF;
  LOOP
    BEGIN
      INSERT INTO attempt (kind, scope, key) SELECT of_kind, k.scope, k.key FROM unnest(scopes, keys) k (scope, key)
        ORDER BY k.scope, k.key ON CONFLICT DO NOTHING;
      PERFORM 1 FROM attempt a WHERE a.kind = of_kind AND (a.scope, a.key) IN (SELECT k.scope, k.key FROM unnest(scopes, keys) k (scope, key))
        ORDER BY a.scope, a.key FOR UPDATE;
      GET DIAGNOSTICS there = ROW_COUNT;
      EXIT WHEN there = cardinality(keys);
      RAISE SQLSTATE 'AT001';
    EXCEPTION WHEN SQLSTATE 'AT001' THEN NULL;
    END;
  END LOOP;
  SELECT ceil(extract(epoch FROM max(a.locked_until) - app_now())) INTO seconds FROM unnest(scopes, keys) k (scope, key)
    JOIN attempt a ON a.kind = of_kind AND a.scope = k.scope AND a.key = k.key WHERE a.locked_until > app_now();
  IF seconds IS NOT NULL THEN RETURN; END IF;
  UPDATE attempt a SET tries = n.tries, locks = n.locks + (n.tries >= n.most)::int, tried_at = app_now(),
         since = CASE WHEN n.anew THEN app_now() ELSE a.since END,
         locked_until = CASE WHEN n.tries >= n.most THEN app_now() + make_interval(mins => n.pauses[least(n.locks + 1, cardinality(n.pauses))]) END
    FROM (SELECT b.scope, b.key, r.most, r.pauses, f.anew, CASE WHEN f.anew THEN 1 ELSE b.tries + 1 END AS tries,
                 CASE WHEN b.tried_at < app_now() - interval '1 day' THEN 0 ELSE b.locks END AS locks
            FROM unnest(scopes, keys) k (scope, key) JOIN attempt b ON b.kind = of_kind AND b.scope = k.scope AND b.key = k.key,
                 attempt_rule(of_kind, b.scope) r,
                 LATERAL (SELECT b.locked_until IS NOT NULL OR b.since < app_now() - r.counted AS anew) f) n
   WHERE a.kind = of_kind AND a.scope = n.scope AND a.key = n.key;
  taken := true;
  SELECT min(r.most - a.tries) INTO remaining FROM unnest(scopes, keys) k (scope, key)
    JOIN attempt a ON a.kind = of_kind AND a.scope = k.scope AND a.key = k.key, attempt_rule(of_kind, a.scope) r WHERE a.scope IN ('person', 'device');
END $$;
