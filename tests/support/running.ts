import pg from "pg";
import { withEmbedded } from "@/lib/cli/data-dir";

/** One statement as the owner of the running product's database: what a journey places or looks at behind the portal. */
export async function asOwner<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: withEmbedded().DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}
