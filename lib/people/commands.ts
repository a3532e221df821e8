import type { Statement } from "@/lib/approvals/confirmations";
import { differences, type ReviewLine } from "@/lib/approvals/rules";
import { type Service, services } from "@/lib/catalog";
import type { CompanyContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { maskedMail } from "@/lib/mask";
import { memberFor, requireAdministered, requireCeiling } from "@/lib/people/acting";
import { inOnePlace } from "@/lib/people/one-place";
import { asLine, type Grantable, personDocumentOf, type Scope } from "@/lib/people/rules";
import type { InvitePerson, ModifyPerson, Work } from "@/lib/people/schema";
import { type Decided, insertMember, type Member, readGiven, updateMember } from "@/lib/people/store";
import { type Limits, requireGrantable, takeTurn } from "@/lib/profiles/ceiling";

/** What an administrator reads before they confirm: the statement's, and the lines in which it is shown. */
export type Shown = Omit<Statement, "purpose"> & { lines: ReviewLine[] };

type Picture = Record<string, string>;

const pictureOf = ({ position, phone, scope, grantable }: Decided, profile: string): Picture => ({
  profile,
  products: asLine(scope),
  ceiling: asLine(grantable),
  position: position ?? "",
  phone: phone ?? "",
});

/** What the company decides of somebody, read from a form. Refuses people.profileGone, people.products, people.services, those of ceilings. */
async function decidedOf(
  ctx: CompanyContext,
  limits: Limits,
  work: Work,
): Promise<{ decided: Decided; profile: string; profileVersion: number }> {
  const profile = await readGiven(ctx, work.perfil);
  if (!profile) throw new DomainError("people.profileGone", {}, "perfil");
  requireGrantable(limits, profile.held);
  const grantable = grantableOf(work, limits);
  requireCeiling(limits, grantable);
  const { cargo: position, telefono: phone } = work;
  const decided = { profileId: profile.id, scope: await scopeOf(ctx, work), grantable, position, phone };
  return { decided, profile: profile.name, profileVersion: profile.version };
}

function grantableOf({ techo, servicios }: Work, { contracted }: Limits): Grantable {
  if (techo !== "servicios") return techo === "todo" ? "all" : "none";
  const known: Service[] = services.filter((service) => contracted.has(service) && servicios.includes(service));
  if (known.length === 0 || known.length !== new Set(servicios).size)
    throw new DomainError("people.services", {}, "servicios");
  return known;
}

async function scopeOf({ tx, company }: CompanyContext, { alcance, productos }: Work): Promise<Scope> {
  if (alcance === "todos") return "all";
  const chosen = [...new Set(productos)];
  const rows = await tx.$queryRaw<{ code: string }[]>`
    SELECT code FROM product WHERE tenant_id = ${company.id} AND code = ANY(${chosen}::text[]) ORDER BY code`;
  if (rows.length === 0 || rows.length !== chosen.length) throw new DomainError("people.products", {}, "productos");
  return rows.map(({ code }) => code);
}

async function invitationOf(ctx: CompanyContext, input: InvitePerson) {
  const limits = await takeTurn(ctx, "user.create");
  if (input.usuario === ctx.actor.user.username) throw new DomainError("people.self", {}, "usuario");
  const document = personDocumentOf(input.documento, ctx.company.country);
  if (!document) throw new DomainError("people.document", {}, "documento");
  const { decided, profile, profileVersion } = await decidedOf(ctx, limits, input);
  const { usuario: username, nombre: name, correo: mail } = input;
  return { decided, profileVersion, facts: { username, name, document, mail, ...pictureOf(decided, profile) } };
}

/** Somebody as they will be invited. Refuses people.document and what `decidedOf` refuses; nothing is told of who is there already. */
export async function invitationShown(ctx: CompanyContext, input: InvitePerson): Promise<Shown> {
  const { facts, profileVersion } = await invitationOf(ctx, input);
  const lines = Object.entries(facts).map(([key, after]) => ({ key, before: null, after }));
  // The profile's version stands for what it holds.
  return { subject: facts.username, shown: { company: ctx.company.code, ...facts, profileVersion }, lines };
}

/**
 * Makes somebody a user of the company and mails them the way in. Who is there already by usuario, document and mail becomes a member as
 * they are: their name stays theirs, and no clave is lent. Refuses as `invitationShown`, and people.taken, people.already.
 */
export async function invitePerson(ctx: CompanyContext, input: InvitePerson): Promise<void> {
  const { tx } = ctx;
  const { decided, facts } = await invitationOf(ctx, input);
  const { username, name, document, mail, ...given } = facts;
  const [person] = await tx.$queryRaw<{ id: number | null; operator: boolean }[]>`
    SELECT id, operator_name(id) IS NOT NULL AS operator FROM person_invite(${username}, ${name}, ${document}, ${mail}, ${ctx.actor.user.language}) AS id`;
  if (!person?.id || person.operator) throw new DomainError("people.taken", {}, "usuario");
  if ((await insertMember(ctx, person.id, decided)) === null) throw new DomainError("people.already", {}, "usuario");
  // The account that others made of a usuario and document is the person who is meant only where its mail is the one that was confirmed.
  const meant = await tx.$queryRaw<object[]>`
    SELECT 1 FROM app_user WHERE id = ${person.id} AND lower(email) = lower(${mail})`;
  if (meant.length === 0) throw new DomainError("people.taken", {}, "usuario");
  await tx.$executeRaw`SELECT invitation_mail(${person.id})`;
  await ctx.audit("user.invited", username, { before: null, after: impersonal(given) });
}

async function modificationOf(ctx: CompanyContext, input: ModifyPerson) {
  const { member, limits } = await memberFor(ctx, "user.modify", input.persona);
  if (member.version !== input.version) throw new DomainError("people.changed");
  const changesContact =
    (input.nombre !== undefined && input.nombre !== member.name) ||
    (input.correo !== undefined && input.correo !== member.mail);
  if (changesContact && member.several) throw new DomainError("people.several");
  const { decided, profile, profileVersion } = await decidedOf(ctx, limits, input);
  const contact = (name: string, mail: string): Picture => (member.several ? {} : { name, mail });
  const [name, mail] = [input.nombre ?? member.name, input.correo ?? member.mail];
  const before = { ...contact(member.name, member.mail), ...pictureOf(decidedBefore(member), member.profile.name) };
  const after = { ...contact(name, mail), ...pictureOf(decided, profile) };
  return { member, decided, profileVersion, before, after, contact: changesContact ? { name, mail } : null };
}

const decidedBefore = ({ profile, scope, grantable, position, phone }: Member): Decided => ({
  profileId: profile.id,
  scope,
  grantable,
  position,
  phone,
});

/** A person as they are and as they will be. Refuses people.changed, people.several, people.nothing and what `memberFor` and `decidedOf` refuse. */
export async function modificationShown(ctx: CompanyContext, input: ModifyPerson): Promise<Shown> {
  const { member, before, after, profileVersion } = await modificationOf(ctx, input);
  const lines = differences(before, after);
  if (lines.length === 0) throw new DomainError("people.nothing");
  const { username, version } = member;
  const shown = { company: ctx.company.code, person: username, version, before, after, profileVersion };
  return { subject: username, shown, lines };
}

/**
 * Writes it; their live sessions go by it at the next request. Another mail is told to the old address and to the new one, and what was
 * lent by the old one opens nothing any more. Refuses as `modificationShown`, and people.lastAdministrator.
 */
export async function modifyPerson(ctx: CompanyContext, input: ModifyPerson): Promise<void> {
  const { member, decided, before, after, contact } = await modificationOf(ctx, input);
  if (!(await updateMember(ctx, member, decided))) throw new DomainError("people.changed");
  if (contact)
    await inOnePlace(
      "people.several",
      ctx.tx.$executeRaw`SELECT person_contact(${member.userId}, ${contact.name}, ${contact.mail})`,
    );
  await requireAdministered(ctx);
  await ctx.audit("user.modified", member.username, { before: impersonal(before), after: impersonal(after) });
}

/** As the trail keeps it, which nothing is ever taken out of: no name, no number, and of a mail what its person recognises. */
function impersonal({ name, mail, phone, ...kept }: Picture): Picture {
  return mail === undefined ? kept : { ...kept, mail: maskedMail(mail) };
}
