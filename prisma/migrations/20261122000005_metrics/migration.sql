-- What /api/metrics tells of all tenants together: counts and ages, never a row of anybody's.
CREATE FUNCTION operation_figures() RETURNS TABLE (name text, task text, state text, value float8) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT 'jobs', t.identifier, j.state, count(*)::float8
    FROM (SELECT task_id, CASE WHEN locked_at IS NOT NULL THEN 'running' WHEN attempts >= max_attempts THEN 'failed'
                               WHEN run_at <= now() THEN 'due' ELSE 'waiting' END AS state FROM graphile_worker._private_jobs) j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id GROUP BY t.identifier, j.state
  UNION ALL SELECT 'queue_age_seconds', NULL, NULL, coalesce(extract(epoch FROM now() - min(run_at)), 0)::float8
    FROM graphile_worker._private_jobs WHERE is_available AND run_at <= now()
  UNION ALL SELECT 'workers_alive', NULL, NULL, workers_alive()::float8
  UNION ALL SELECT 'lots', NULL, status::text, count(*)::float8 FROM batch GROUP BY status
  UNION ALL SELECT 'orders', NULL, status::text, count(*)::float8 FROM service_order GROUP BY status
  UNION ALL SELECT 'trail_seal_age_seconds', NULL, NULL, extract(epoch FROM clock_timestamp() - max(s.sealed_at))::float8
    FROM tenant t CROSS JOIN LATERAL (SELECT sealed_at FROM audit_seal WHERE tenant_id = t.id ORDER BY seq DESC LIMIT 1) s HAVING count(*) > 0
  UNION ALL SELECT 'trail_unsealed', NULL, NULL, count(*)::float8 FROM audit_pending
$$;
REVOKE ALL ON FUNCTION operation_figures() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operation_figures() TO app_web;
