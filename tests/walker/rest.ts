import { ready } from "@/tests/walker/faults";
import { pause, type Walk } from "@/tests/walker/walk";

const busySql = `
  SELECT o.number || ' ' || o.status AS what FROM service_order o WHERE o.status IN ('PAYING', 'IN_VERIFICATION', 'IN_PROCESS')
  UNION ALL SELECT b.number || ' ' || b.status FROM batch b WHERE b.status IN ('RECEIVED', 'VALIDATING', 'IN_PROCESS')
  UNION ALL SELECT o.number || ' without its PDF' FROM service_order o LEFT JOIN order_document d ON d.tenant_id = o.tenant_id AND d.order_id = o.id WHERE d.order_id IS NULL
  UNION ALL (SELECT 'event ' || event_id || ' not sealed' FROM audit_pending LIMIT 1)`;

/** How long the queue itself will still wait before it looks at what it waits for, in seconds. */
const pauseSql = `
  SELECT coalesce(max(extract(epoch FROM j.run_at - now())), 0)::float AS seconds FROM graphile_worker.jobs j
   WHERE j.task_identifier NOT IN ('housekeeping', 'mail-code')`;

/**
 * Nobody misbehaves any more, and everything comes to an end by itself: orders leave their payment, lots their validation and
 * processing, within 90 s, or half a minute after the moment for which the queue had put off its next look. Seconds it took.
 * @throws Error naming what is still under way
 */
export async function comeToRest(walk: Walk): Promise<number> {
  const { two, eyes } = walk;
  await two.simulator.resetScripts();
  await ready(walk, [1, 2]);
  const from = Date.now();
  const [queue] = await eyes.ask<{ seconds: number }>(pauseSql);
  const limit = Math.max(90, 30 + (queue?.seconds ?? 0));
  for (;;) {
    const busy = await eyes.ask<{ what: string }>(busySql);
    const seconds = Math.round((Date.now() - from) / 1000);
    if (busy.length === 0) return seconds;
    if (seconds > limit) throw new Error(`After ${seconds} s: ${busy.map(({ what }) => what).join(", ")}`);
    await pause(500);
  }
}
