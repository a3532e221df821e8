import { differences, type ReviewLine } from "@/lib/approvals/rules";
import { requireGerencial, takeTeamTurn, teamMemberFor } from "@/lib/brokers/member-acting";
import { faultsTyped, refusalOf, type TypedMember, teamDocumentOf } from "@/lib/brokers/member-rules";
import {
  insertTeamMember,
  isMailHeld,
  type TeamMember,
  updateTeamMember,
  type Written,
} from "@/lib/brokers/member-store";
import { beyond, type Holding, holdingOf } from "@/lib/brokers/rules";
import type { AddMember, ModifyMember } from "@/lib/brokers/schema";
import type { BrokerContext } from "@/lib/context";
import { DomainError, requireNone } from "@/lib/errors";
import { maskedMail } from "@/lib/mask";
import { dayIn } from "@/lib/messages/date-format";
import { inOnePlace } from "@/lib/people/one-place";

/** What is read before Aceptar: the lines in which it is shown. */
export type MemberShown = { lines: ReviewLine[] };

type Picture = Record<string, string>;

const pictureOf = (data: Written, { role, sections, downloads }: Holding): Picture => ({
  firstName: data.firstName ?? "",
  lastName: data.lastName ?? "",
  birthDate: data.birthDate ?? "",
  position: data.position ?? "",
  phone: data.phone ?? "",
  officePhone: data.officePhone ?? "",
  extension: data.extension ?? "",
  role,
  sections: sections.join(", "),
  downloads: downloads.join(", "),
});

/** As the trail keeps it, which nothing is ever taken out of: no name, no number, no date, and of a mail what its person recognises. */
function impersonal({
  firstName,
  lastName,
  birthDate,
  phone,
  officePhone,
  extension,
  document,
  mail,
  ...kept
}: Picture) {
  return mail === undefined ? kept : { ...kept, mail: maskedMail(mail) };
}

/** What the broker's rules refuse of two tabs as they were typed, whatever else is wrong with them. */
export const typedFaults = ({ broker, now }: BrokerContext, typed: TypedMember): DomainError[] =>
  faultsTyped(typed, { country: broker.country, today: dayIn(now, broker.timeZone) });

function writtenOf(input: AddMember | ModifyMember): Written {
  return {
    firstName: input.nombre ?? null,
    lastName: input.apellido ?? null,
    birthDate: input.nacimiento,
    position: input.cargo,
    phone: input.celular,
    officePhone: input.oficina,
    extension: input.anexo,
  };
}

const heldBy = ({ rol, secciones, descargas }: AddMember | ModifyMember): Holding =>
  holdingOf({ role: rol, sections: secciones, downloads: descargas });

const mailHeld = ({ broker }: BrokerContext) => new DomainError("member.mailHeld", { broker: broker.name }, "correo");

/** Somebody as they will be, once for all brokers; whatever is wrong with it is refused together. Takes the turn of each, in one order for everybody, so that two who wait never wait for each other. */
async function additionOf(ctx: BrokerContext, input: AddMember) {
  const codes = [...new Set(input.brokers)].sort();
  const document = teamDocumentOf(input.documento, ctx.broker.country) ?? "";
  const [data, held] = [writtenOf(input), heldBy(input)];
  const { correo: mail } = input;
  const faults = typedFaults(ctx, input);
  const names: string[] = [];
  for (const code of codes) {
    const there = await ctx.serve(code);
    const over = refusalOf(beyond(await takeTeamTurn(there), held), there.broker.name);
    if (over) faults.push(over);
    if (await isMailHeld(there, mail, { document })) faults.push(mailHeld(there));
    names.push(there.broker.name);
  }
  requireNone(faults);
  const facts: Picture = { ...pictureOf(data, held), document, mail };
  return { codes, data, held, document, facts, names };
}

/** Somebody as they will be made. Refuses member.birthDate, member.document, member.brokers, member.rank, member.beyond, member.mailHeld; nothing else is told of who is there already. */
export async function additionShown(ctx: BrokerContext, input: AddMember): Promise<MemberShown> {
  const { facts, names } = await additionOf(ctx, input);
  const { firstName = "", lastName = "", birthDate = "", document = "", mail = "", ...rest } = facts;
  const inOrder = { firstName, lastName, birthDate, document, mail, ...rest, brokers: names.join(", ") };
  const shown = Object.entries(inOrder).filter(([key, after]) => after !== "" || key === "sections");
  return { lines: shown.map(([key, after]) => ({ key, before: null, after: readable(key, after) })) };
}

/**
 * Makes somebody of one or several teams, all or none, each with an event in its own trail, and mails them the way in. Who is there already
 * by document and mail becomes one of the team as they are: no clave is lent to them. Refuses as `additionShown`, and member.taken,
 * member.already, people.self. @throws NotFound a broker that is not the actor's
 */
export async function addMember(ctx: BrokerContext, input: AddMember): Promise<{ username: string; code: string }> {
  const { codes, data, held, document, facts } = await additionOf(ctx, input);
  // The broker of the page invites, where it is one of them; a clave that is lent twice opens only by the last.
  const inOrder = [
    ...codes.filter((code) => code === ctx.broker.code),
    ...codes.filter((code) => code !== ctx.broker.code),
  ];
  let lent = false;
  let username = "";
  for (const code of inOrder) {
    const there = await ctx.serve(code);
    const person = await personOf(there, `${data.firstName} ${data.lastName}`, document, input.correo);
    const made = await insertTeamMember(there, person, held, data);
    if (!made) throw new DomainError("member.already", { broker: there.broker.name }, "documento");
    if (made.standing !== "INVITED" || !lent) await there.tx.$executeRaw`SELECT invitation_mail(${person})`;
    lent ||= made.standing === "INVITED";
    username = made.username;
    await there.audit("brokeruser.created", username, { before: null, after: impersonal(facts) });
  }
  return { username, code: inOrder[0] ?? ctx.broker.code };
}

async function personOf({ tx, user }: BrokerContext, name: string, document: string, mail: string): Promise<number> {
  const [found] = await tx.$queryRaw<{ id: number | null }[]>`
    SELECT team_person(${name}, ${document}, ${mail}, ${user.language}) AS id`;
  if (!found?.id) throw new DomainError("member.taken", {}, "documento");
  if (found.id === user.id) throw new DomainError("people.self", {}, "documento");
  return found.id;
}

async function modificationOf(ctx: BrokerContext, input: ModifyMember) {
  const { own, member } = await teamMemberFor(ctx, input.persona);
  if (member.version !== input.version) throw new DomainError("member.changed");
  const typed = writtenOf(input);
  const data = { ...typed, firstName: input.nombre ?? member.firstName, lastName: input.apellido ?? member.lastName };
  const mail = input.correo ?? member.mail;
  const changesContact =
    mail !== member.mail || data.firstName !== member.firstName || data.lastName !== member.lastName;
  if (member.several && changesContact) throw new DomainError("member.several");
  const after = heldBy(input);
  const faults = typedFaults(ctx, input);
  if (mail !== member.mail && (await isMailHeld(ctx, mail, { membership: member.id }))) faults.push(mailHeld(ctx));
  const over = refusalOf(beyond(own, after, member), ctx.broker.name);
  if (over) faults.push(over);
  requireNone(faults);
  const pictures = {
    before: { mail: member.mail, ...pictureOf(member, member) },
    after: { mail, ...pictureOf(data, after) },
  };
  const lines = differences(pictures.before, pictures.after);
  if (lines.length === 0) throw new DomainError("people.nothing");
  return { member, data, held: after, mail, changesContact, ...pictures, lines };
}

/** Somebody as they are and as they will be. Refuses member.changed, member.several, member.mailHeld, people.nothing, member.birthDate, member.rank, member.beyond and what `teamMemberFor` refuses. */
export async function modificationShown(ctx: BrokerContext, input: ModifyMember): Promise<MemberShown> {
  const { lines } = await modificationOf(ctx, input);
  const said = lines.map(({ key, before, after }) => ({
    key,
    before: before === null ? null : readable(key, before),
    after: after === null ? null : readable(key, after),
  }));
  return { lines: said };
}

/**
 * Writes it; their live sessions go by it at the next request. Another mail is told to the old address and to the new one, and what was
 * lent by the old one opens nothing any more. Refuses as `modificationShown`, and member.lastGerencial.
 */
export async function modifyMember(ctx: BrokerContext, input: ModifyMember): Promise<void> {
  const { member, data, held, mail, changesContact, before, after, lines } = await modificationOf(ctx, input);
  if (!(await updateTeamMember(ctx, member, held, data))) throw new DomainError("member.changed");
  if (changesContact)
    await inOnePlace(
      "member.several",
      ctx.tx.$executeRaw`SELECT person_contact(${member.userId}, ${nameOf(data, member)}, ${mail})`,
    );
  await requireGerencial(ctx);
  const changed = lines.map(({ key }) => key);
  await ctx.audit("brokeruser.modified", member.username, {
    before: impersonal(before),
    after: impersonal(after),
    changed,
  });
}

const nameOf = ({ firstName, lastName }: Written, { name }: TeamMember): string =>
  firstName && lastName ? `${firstName} ${lastName}` : name;

/** A day as it is written in Peru, 31/12/1970, and a document after its type. */
function readable(key: string, text: string): string {
  if (key === "document") return text.replace("-", " ");
  const [, year, month, day] = (key === "birthDate" && /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)) || [];
  return year ? `${day}/${month}/${year}` : text;
}
