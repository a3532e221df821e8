import pg from "pg";
import type { Trouble } from "@/tests/walker/trouble";

export type SeenLot = {
  number: string;
  status: string;
  version: number;
  warned: boolean;
  uploader: string;
  signers: string[];
};
export type SeenOrder = { number: string; status: string };
export type Seen = { lots: SeenLot[]; orders: SeenOrder[] };
export type Eyes = ReturnType<typeof openEyes>;

/** Looks straight into the database as its owner: what there is to do, what a fault changes, and at the end what is true. */
export function openEyes(ownerUrl: string, trouble: Trouble) {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 6, application_name: "walker" });
  // Connections end with the database when a walk crashes it: the next query opens another.
  const broke = () => undefined;
  pool.on("error", broke);
  pool.on("connect", (client) => client.on("error", broke));
  const ask = async <Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> =>
    (await pool.query<Row>(statement, values)).rows;
  return {
    ask,
    /** The same, but null when the database is down. */
    async glance<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[] | null> {
      const from = Date.now();
      try {
        return await ask<Row>(statement, values);
      } catch (error) {
        if (trouble.touched(["database"], from, Date.now())) return null;
        throw error;
      }
    },
    /** The lots and orders of a product that a person has before them, newest first; nothing while the database is down. */
    async look(product: string): Promise<Seen> {
      const rows = await this.glance<Seen>(lookSql, [product]);
      return rows?.[0] ?? { lots: [], orders: [] };
    },
    /** Rewrites what the guards would refuse to have rewritten: a test's own passing of time. False while the database is down. */
    async behindGuards(statement: string): Promise<boolean> {
      return (await this.glance(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`)) !== null;
    },
    close: () => pool.end(),
  };
}

const lookSql = `
  SELECT
    coalesce((SELECT jsonb_agg(l) FROM (
      SELECT b.number, b.status, b.version, b.warning_count > 0 AS warned, u.username AS uploader,
             ARRAY(SELECT su.username FROM signature s JOIN membership sm ON sm.id = s.membership_id JOIN app_user su ON su.id = sm.user_id
                    WHERE s.batch_id = b.id AND s.batch_version = b.version AND s.voided_at IS NULL) AS signers
        FROM batch b JOIN membership m ON m.id = b.uploaded_by JOIN app_user u ON u.id = m.user_id
       WHERE b.product_id = p.id ORDER BY b.id DESC LIMIT 60) l), '[]') AS lots,
    coalesce((SELECT jsonb_agg(o) FROM (
      SELECT number, status FROM service_order WHERE product_id = p.id ORDER BY id DESC LIMIT 40) o), '[]') AS orders
    FROM product p WHERE p.code = $1`;
