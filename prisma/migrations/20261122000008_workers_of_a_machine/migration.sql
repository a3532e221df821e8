-- The workers that gave a sign of life from a machine, by the process they run in: one that begins there sees which of them
-- are gone, and frees their jobs at once instead of after thirty silent seconds.
CREATE FUNCTION workers_on(machine text) RETURNS TABLE (id uuid, process int) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, substring(name FROM '\d+$')::int FROM worker WHERE name ~ ':\d+$' AND regexp_replace(name, ':\d+$', '') = machine
$$;
REVOKE EXECUTE ON FUNCTION workers_on(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workers_on(text) TO app_worker;
