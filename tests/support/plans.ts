import { sql, type Tx } from "@/lib/db";

/** A transaction that also keeps how PostgreSQL reads what is asked in it by `$queryRaw`: the product's own queries, as the role that asks. */
export function planning(tx: Tx): { tx: Tx; plans: () => string } {
  const lines: string[] = [];
  const asked = async (texts: TemplateStringsArray, ...values: never[]) => {
    const rows = await tx.$queryRaw<{ "QUERY PLAN": string }[]>`EXPLAIN ${sql(texts, ...values)}`;
    lines.push(...rows.map((row) => row["QUERY PLAN"]));
    return tx.$queryRaw(texts, ...values);
  };
  const kept = new Proxy(tx, { get: (own, name) => (name === "$queryRaw" ? asked : Reflect.get(own, name)) });
  return { tx: kept, plans: () => lines.join("\n") };
}
