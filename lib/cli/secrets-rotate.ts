import pg from "pg";
import { withEmbedded } from "@/lib/cli/data-dir";
import { runMain } from "@/lib/cli/fault";
import { ownerConfig, secretsConfig } from "@/lib/config";
import { cliMessages } from "@/lib/messages/es/cli";
import { reseal, type SecretsKeys } from "@/lib/secrets";
import { sentence } from "@/lib/sentence";

const rowsAtOnce = 500;

/**
 * Closes every kept secret anew under the first of the keys, some hundred rows a transaction, while the product runs. Codes on
 * their way in a mail live ten minutes: the key they were closed with stays in SECRETS_KEY until they are over.
 * @throws Error when a secret opens with none of the keys: nothing of its transaction is changed then
 */
export async function rotateSecrets(ownerUrl: string, keys: SecretsKeys): Promise<{ closed: number; kept: number }> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const done = { closed: 0, kept: 0 };
    for (let after = "0"; ; ) {
      await client.query("BEGIN");
      const { rows } = await client.query<{ id: string; user_id: number; secret: string }>(
        "SELECT id, user_id, secret FROM totp WHERE id > $1 ORDER BY id LIMIT $2 FOR UPDATE",
        [after, rowsAtOnce],
      );
      for (const { id, user_id, secret } of rows) {
        const anew = reseal(keys, secret, { purpose: "totp", owner: user_id });
        if (anew) await client.query("UPDATE totp SET secret = $2 WHERE id = $1", [id, anew]);
        done[anew ? "closed" : "kept"] += 1;
      }
      await client.query("COMMIT");
      const last = rows.at(-1);
      if (!last) return done;
      after = last.id;
    }
  } finally {
    await client.end();
  }
}

/** `npm run secrets:rotate`: says how many secrets it closed anew. */
async function main(): Promise<void> {
  const env = withEmbedded();
  const { secretsKeys } = secretsConfig(env);
  const done = await rotateSecrets(ownerConfig(env).databaseUrl, secretsKeys);
  console.log(sentence(cliMessages.secrets.rotated, { ...done, key: secretsKeys[0].id }));
}

if (process.argv[1] === import.meta.filename) await runMain(main);
