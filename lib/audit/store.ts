import type pg from "pg";

/** A trail entry by `system` on a plain connection, in the transaction it is in. */
export async function addAuditRow(
  client: pg.ClientBase,
  tenantId: number,
  event: string,
  subject: string,
  data: Record<string, unknown>,
): Promise<void> {
  await client.query(
    "INSERT INTO audit_event (tenant_id, actor, event, subject, result, data) VALUES ($1, 'system', $2, $3, 'done', $4)",
    [tenantId, event, subject, JSON.stringify(data)],
  );
}
