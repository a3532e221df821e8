import type { Statement } from "@/lib/approvals/confirmations";
import { differences, type ReviewLine } from "@/lib/approvals/rules";
import { assert } from "@/lib/assert";
import type { CompanyContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type Ceiling, readCeiling, requireGrantable, takeTurn } from "@/lib/profiles/ceiling";
import { deletionOf, findProfile, isAdministeredWithout, type Profile, reachOf } from "@/lib/profiles/queries";
import {
  administers,
  changesBetween,
  conflictsOf,
  grantsOf,
  idleServices,
  type ProfileFacts,
  type ProfileShown,
  type RowVerb,
  requireWhole,
  servicesOf,
  whyNot,
} from "@/lib/profiles/rules";
import type { DeleteProfileInput, NewProfileInput, ProfileInput } from "@/lib/profiles/schema";
import { insertProfile, isNameTaken, removeProfile, updateProfile } from "@/lib/profiles/store";

type Shown = Omit<Statement, "purpose"> & { shown: ProfileShown; lines: ReviewLine[] };

/**
 * A new profile as it will be. Refuses profile.notInCatalog, .notContracted, .noChannel, .beyondCeiling (of itself, and of the one it is a
 * copy of), .nameTaken. @throws NotFound when the one to copy is none of this company's
 */
export async function newProfileShown(ctx: CompanyContext, input: NewProfileInput): Promise<Shown> {
  const ceiling = await readCeiling(ctx);
  if (input.copia !== undefined) requireMay("duplicate", await findProfile(ctx, input.copia));
  const after = await factsOf(ctx, input, ceiling, null);
  return shownOf(ctx, null, after, { people: 0, sessions: 0 }, ceiling);
}

/** Makes it. Refuses as `newProfileShown`. */
export async function createProfile(ctx: CompanyContext, input: NewProfileInput): Promise<number> {
  await takeTurn(ctx, "profile.create");
  const { subject, shown } = await newProfileShown(ctx, input);
  const { after } = shown;
  const id = await insertProfile(ctx, after);
  await ctx.audit("profile.created", subject, { profile: id, copyOf: input.copia ?? null, before: null, after });
  return id;
}

/**
 * A profile as it is and will be; the flags of services no longer contracted fall away. Refuses as `newProfileShown`, and profile.own, .changed
 * (another version), .nothingChanged, .lastAdministrator. @throws NotFound for what is none of this company's
 */
export async function modificationShown(ctx: CompanyContext, input: ProfileInput): Promise<Shown> {
  const ceiling = await readCeiling(ctx);
  const profile = await findProfile(ctx, input.perfil);
  requireMay("modify", profile);
  if (profile.version !== input.version) throw new DomainError("profile.changed");
  const after = await factsOf(ctx, input, ceiling, profile.id);
  const before = asFacts(profile);
  const { added, removed } = changesBetween(before.grants, after.grants);
  if (added.length + removed.length === 0 && plainDifferences(before, after).length === 0)
    throw new DomainError("profile.nothingChanged");
  await requireAdministered(ctx, profile.id, after);
  return shownOf(ctx, before, after, await reachOf(ctx, profile.id), ceiling);
}

/**
 * Writes what was shown, all of it or nothing. Whoever holds the profile has what it grants from their next request on. Refuses as
 * `modificationShown`.
 */
export async function modifyProfile(ctx: CompanyContext, input: ProfileInput): Promise<void> {
  await takeTurn(ctx, "profile.modify");
  const { subject, shown } = await modificationShown(ctx, input);
  const { before, after } = shown;
  assert(before, "a profile that is modified was something before");
  await updateProfile(ctx, input.perfil, after, changesBetween(before.grants, after.grants));
  await ctx.audit("profile.modified", subject, { profile: input.perfil, before, after });
}

/** A profile that nobody holds, to be deleted. Refuses profile.own, .beyondCeiling, .held, .changed. @throws NotFound as `modificationShown` */
export async function deletionShown(
  ctx: CompanyContext,
  input: DeleteProfileInput,
): Promise<Omit<Statement, "purpose">> {
  return deletionOf(ctx, await deletable(ctx, input));
}

/** Deletes it. Refuses as `deletionShown`. */
export async function deleteProfile(ctx: CompanyContext, input: DeleteProfileInput): Promise<void> {
  await takeTurn(ctx, "profile.delete");
  const profile = await deletable(ctx, input);
  await removeProfile(ctx, profile.id);
  await ctx.audit("profile.deleted", profile.name, { profile: profile.id, before: asFacts(profile), after: null });
}

async function deletable(ctx: CompanyContext, { perfil, version }: DeleteProfileInput): Promise<Profile> {
  const profile = await findProfile(ctx, perfil);
  requireMay("delete", profile);
  if (profile.version !== version) throw new DomainError("profile.changed");
  return profile;
}

function requireMay(verb: RowVerb, profile: Profile): void {
  const why = whyNot(verb, profile);
  if (why === "own") throw new DomainError("profile.own");
  if (why === "beyond") throw new DomainError("profile.beyondCeiling", { service: profile.beyond ?? "" });
  if (why === "held") throw new DomainError("profile.held", { count: profile.holders });
}

async function factsOf(
  ctx: CompanyContext,
  { nombre, descripcion, estado, otorga }: NewProfileInput | ProfileInput,
  ceiling: Ceiling,
  itself: number | null,
): Promise<ProfileFacts> {
  const grants = grantsOf(otorga);
  requireWhole(grants, ceiling.contracted);
  requireGrantable(ceiling, servicesOf(grants));
  if (await isNameTaken(ctx, nombre, itself)) throw new DomainError("profile.nameTaken", { name: nombre }, "nombre");
  return { name: nombre, description: descripcion, status: estado, grants };
}

/** Nobody locks the company out: who can give everything again does not only hold this profile, or it still lets them. */
async function requireAdministered(ctx: CompanyContext, id: number, after: ProfileFacts): Promise<void> {
  if (administers(after) || (await isAdministeredWithout(ctx, id))) return;
  throw new DomainError("profile.lastAdministrator");
}

const asFacts = ({ name, description, status, grants }: Profile): ProfileFacts => ({
  name,
  description,
  status,
  grants,
});

function plainDifferences(before: ProfileFacts | null, after: ProfileFacts): ReviewLine[] {
  const plain = ({ name, description, status }: ProfileFacts) => ({ name, description, status });
  return differences(before ? plain(before) : {}, plain(after));
}

function shownOf(
  { company }: CompanyContext,
  before: ProfileFacts | null,
  after: ProfileFacts,
  { people, sessions }: { people: number; sessions: number },
  { contracted }: Ceiling,
): Shown {
  const shown: ProfileShown = {
    company: company.code,
    before,
    after,
    people,
    conflicts: conflictsOf(after),
    dropped: before ? servicesOf(before.grants).filter((service) => !contracted.has(service)) : [],
    idle: idleServices(after.grants),
  };
  // Sessions come and go: they are told, and are not part of what is confirmed.
  const lines = [...plainDifferences(before, after), { key: "sessions", before: null, after: String(sessions) }];
  return { subject: (before ?? after).name, shown, lines };
}
