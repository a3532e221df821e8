import { parseArgs } from "node:util";
import pg from "pg";
import { z } from "zod";
import { operatorRows } from "@/lib/catalog";
import { withEmbedded } from "@/lib/cli/data-dir";
import { Refusal, runMain } from "@/lib/cli/fault";
import { ownerConfig } from "@/lib/config";
import { maskedMail } from "@/lib/mask";
import { cliMessages } from "@/lib/messages/es/cli";
import { firstPerson } from "@/lib/operator/schema";
import { parameterDefaults } from "@/lib/parameters/rules";
import { personDocumentOf } from "@/lib/people/rules";
import { sentence } from "@/lib/sentence";

const words = cliMessages.operatorInvite;

/** To whom the mail goes, for how many hours its clave serves, and whether it is not the first. */
type Sent = { mail: string; hours: number; again: boolean };
type Invited = { username: string; name: string; document: string; mail: string; another: boolean };

/**
 * Invites somebody to the operator's desk, as the database's owner: makes the platform and its profile where there are none yet, and has
 * the worker mail the clave of a first entry. Whoever was invited and has not come in yet is mailed another one.
 * @throws Refusal when there is an operator already and this is not said to be another, usuario or document is somebody else's, the mail is
 * another operator's, or the person is in a company
 */
export async function inviteOperator(ownerUrl: string, invited: Invited): Promise<Sent> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtext('inviteOperator'))");
    const done = await invite(client, invited);
    await client.query("COMMIT");
    return done;
  } catch (error) {
    // A database that migrate has not seen, or not of late.
    const code = error instanceof pg.DatabaseError ? error.code : null;
    if (code === "42P01" || code === "42883") throw new Refusal(words.notMigrated);
    throw error;
  } finally {
    await client.end();
  }
}

async function invite(client: pg.Client, { username, name, document, mail, another }: Invited): Promise<Sent> {
  const one = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await client.query<Row>(text, values)).rows[0];
  const member = await one<{ status: string; email: string; person: number; tenant: number }>(
    `SELECT u.status::text AS status, u.email, u.id AS person, m.tenant_id AS tenant FROM membership m
       JOIN tenant t ON t.id = m.tenant_id AND t.kind = 'PLATFORM' JOIN app_user u ON u.id = m.user_id WHERE u.username = $1`,
    [username],
  );
  if (member && member.status !== "INVITED") throw new Refusal(sentence(words.already, { username }));
  const others = await one(
    `SELECT 1 FROM membership m JOIN tenant t ON t.id = m.tenant_id WHERE t.kind = 'PLATFORM' AND m.status = 'ACTIVE' LIMIT 1`,
  );
  if (others && !member && !another) throw new Refusal(words.exists);
  const added = member ?? (await addOperator(one, { username, name, document, mail }));
  await client.query("SELECT set_config('app.tenant', $1, true)", [String(added.tenant)]);
  await client.query("SELECT invitation_mail($1)", [added.person]);
  await client.query(
    "INSERT INTO audit_event (tenant_id, actor, event, subject, result, data) VALUES ($1, 'system', 'operator.invited', $2, 'done', $3)",
    [added.tenant, username, JSON.stringify({ mail: maskedMail(added.email), again: member !== undefined })],
  );
  const [kept] = (await client.query<{ value: string }>("SELECT value FROM parameter WHERE name = 'invitationHours'"))
    .rows;
  const hours = Number(kept?.value ?? parameterDefaults.invitationHours);
  return { mail: added.email, hours, again: member !== undefined };
}

type One = <Row extends object>(text: string, values?: unknown[]) => Promise<Row | undefined>;

async function addOperator(one: One, { username, name, document, mail }: Omit<Invited, "another">) {
  await one(`INSERT INTO tenant (kind, code, name) SELECT 'PLATFORM', 'OPERADOR', 'Contrafirma'
              WHERE NOT EXISTS (SELECT 1 FROM tenant WHERE kind = 'PLATFORM')`);
  await one(
    `WITH made AS (INSERT INTO profile (tenant_id, name) SELECT id, $1 FROM tenant WHERE kind = 'PLATFORM' ON CONFLICT (tenant_id, name) DO NOTHING
                   RETURNING tenant_id, id)
     INSERT INTO profile_permission (tenant_id, profile_id, service, permission) SELECT tenant_id, id, unnest($2::text[]), unnest($3::text[]) FROM made`,
    [words.profile, operatorRows.map(([service]) => service), operatorRows.map(([, permission]) => permission)],
  );
  const person = await one<{ id: number | null }>("SELECT person_invite($1, $2, $3, $4, 'es') AS id", [
    username,
    name,
    document,
    mail,
  ]);
  if (!person?.id) throw new Refusal(sentence(words.taken, { username }));
  await requireApart(one, person.id, username);
  const row = await one<{ tenant: number }>(
    `INSERT INTO membership (tenant_id, user_id, profile_id) SELECT p.tenant_id, $1, p.id FROM profile p JOIN tenant t ON t.id = p.tenant_id
      WHERE t.kind = 'PLATFORM' AND p.name = $2 RETURNING tenant_id AS tenant`,
    [person.id, words.profile],
  );
  const kept = await one<{ email: string }>("SELECT email FROM app_user WHERE id = $1", [person.id]);
  if (!row || !kept) throw new Refusal(words.notMigrated);
  return { person: person.id, tenant: row.tenant, email: kept.email };
}

/** Two operators are two people, and none of them acts for a company. */
async function requireApart(one: One, person: number, username: string): Promise<void> {
  const elsewhere = await one("SELECT 1 FROM membership WHERE user_id = $1", [person]);
  if (elsewhere) throw new Refusal(sentence(words.belongs, { username }));
  const same = await one<{ email: string }>(
    `SELECT u.email FROM app_user me JOIN app_user u ON lower(u.email) = lower(me.email) AND u.id <> me.id
       JOIN membership m ON m.user_id = u.id JOIN tenant t ON t.id = m.tenant_id AND t.kind = 'PLATFORM' WHERE me.id = $1`,
    [person],
  );
  if (same) throw new Refusal(sentence(words.sameMail, { mail: maskedMail(same.email) }));
}

const flags = {
  usuario: { type: "string" },
  nombre: { type: "string" },
  documento: { type: "string" },
  otro: { type: "boolean" },
} as const;

/** Who is meant: what no flag says comes from the mail. @throws Refusal that names the flag */
function invitedBy(args: string[]): Invited {
  const { values, positionals } = parsed(args);
  const [mail = ""] = positionals;
  const local = mail.split("@")[0] ?? "";
  const derived = local
    .normalize("NFKD")
    .replace(/[^\w.-]/g, "")
    .replace(/^[._-]+/, "")
    .slice(0, 40);
  const bare = z.object(firstPerson).safeParse({
    usuario: values.usuario ?? derived,
    persona: values.nombre ?? (local.replace(/[._-]+/g, " ").trim() || mail),
    documento: values.documento ?? "x",
    correo: mail,
  });
  if (!bare.success) {
    const named = { usuario: "--usuario", persona: "--nombre", documento: "--documento" } as const;
    const wrong = bare.error.issues.map(({ path }) => String(path[0]));
    if (wrong.includes("correo")) throw new Refusal(words.usage);
    const [first] = Object.entries(named).filter(([field]) => wrong.includes(field));
    throw new Refusal(sentence(words.flag, { flag: first?.[1] ?? "--usuario" }));
  }
  const { usuario, persona, correo } = bare.data;
  const document =
    values.documento === undefined
      ? `CORREO-${correo.toLowerCase()}`
      : (personDocumentOf(values.documento, "CO") ?? personDocumentOf(values.documento, "PE"));
  if (!document) throw new Refusal(sentence(words.flag, { flag: "--documento" }));
  return { username: usuario, name: persona, document, mail: correo.toLowerCase(), another: values.otro ?? false };
}

function parsed(args: string[]) {
  try {
    const found = parseArgs({ args, options: flags, allowPositionals: true });
    if (found.positionals.length === 1) return found;
  } catch {
    // A flag that is none of these, or one without its value.
  }
  throw new Refusal(words.usage);
}

/** `npm run operator:invite -- MAIL [--usuario --nombre --documento] [--otro]`: the first operator of an installation, or one more. */
async function main(): Promise<void> {
  const invited = invitedBy(process.argv.slice(2));
  const { mail, hours, again } = await inviteOperator(ownerConfig(withEmbedded()).databaseUrl, invited);
  const { username } = invited;
  console.log(sentence(again ? words.again : words.done, { username, mail: maskedMail(mail), hours }));
}

if (process.argv[1] === import.meta.filename) await runMain(main);
