-- A lot whose fee or account two operators changed is calculated anew: whoever made or signed it is told by the bell.
DROP INDEX audit_event_news;
CREATE INDEX audit_event_news ON audit_event (tenant_id, id DESC)
  WHERE result = 'done' AND event IN ('batch.validated', 'batch.confirmed', 'batch.signed', 'batch.rejected', 'batch.annulled', 'batch.expired',
    'batch.processed', 'batch.recalculated', 'order.issued', 'order.processed', 'order.annulled', 'payment.refused', 'payment.inDoubt');

-- What an operator is called, for the desk alone: people of the platform are read by nobody else.
CREATE FUNCTION operator_name(person int) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.name FROM app_user u JOIN membership m ON m.user_id = u.id JOIN tenant t ON t.id = m.tenant_id AND t.kind = 'PLATFORM'
   WHERE u.id = person AND is_operator()
$$;
REVOKE ALL ON FUNCTION operator_name(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operator_name(int) TO app_web;
