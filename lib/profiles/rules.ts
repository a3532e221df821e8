import {
  administrating,
  type Channel,
  catalog,
  channels,
  type Flag,
  flagsOf,
  type Permission,
  type Service,
  services,
} from "@/lib/catalog";
import { DomainError } from "@/lib/errors";

/** What a profile holds: of each service its flags, both in the catalogue's order. A service of which it holds none is not there. */
export type Grants = { readonly [Held in Service]?: readonly Flag[] };

/** A profile as it is read, confirmed and kept in the trail. */
export type ProfileFacts = { name: string; description: string; status: "ACTIVE" | "INACTIVE"; grants: Grants };

/** A box of the tree, as the form posts it. */
export const boxOf = (service: Service, flag: Flag): string => `${service}:${flag}`;

/** Every box that is ticked. */
export const boxesOf = (grants: Grants): string[] =>
  services.flatMap((service) => (grants[service] ?? []).map((flag) => boxOf(service, flag)));

/** The grants that these boxes are, each once. @throws DomainError profile.notInCatalog for what is no flag of a service */
export function grantsOf(boxes: Iterable<string>): Grants {
  const left = new Set(boxes);
  const grants = Object.fromEntries(
    services.flatMap((service) => {
      const held = flagsOf(service).filter((flag) => left.delete(boxOf(service, flag)));
      return held.length > 0 ? [[service, held]] : [];
    }),
  );
  if (left.size > 0) throw new DomainError("profile.notInCatalog");
  return grants;
}

/** The same of what is stored: what the catalogue has no longer gives nothing, and is nothing. */
export function knownGrants(stored: readonly (readonly [service: string, flag: string])[]): Grants {
  const known = new Set(services.flatMap((service) => flagsOf(service).map((flag) => boxOf(service, flag))));
  return grantsOf(stored.map(([service, flag]) => `${service}:${flag}`).filter((box) => known.has(box)));
}

export const servicesOf = (grants: Grants): Service[] => services.filter((service) => grants[service] !== undefined);

const isChannel = (flag: Flag): flag is Channel => channels.includes(flag as Channel);
const actionsIn = (held: readonly Flag[]): Permission[] => held.filter((flag): flag is Permission => !isChannel(flag));

/**
 * What is granted must be contracted, and every action needs a channel in which it works. A channel without an action is harmless and is
 * told (`idleServices`).
 * @throws DomainError profile.notContracted, profile.noChannel, each naming a service
 */
export function requireWhole(grants: Grants, contracted: ReadonlySet<Service>): void {
  for (const service of servicesOf(grants)) {
    if (!contracted.has(service)) throw new DomainError("profile.notContracted", { service });
    const held = grants[service] ?? [];
    if (actionsIn(held).length > 0 && !held.some(isChannel)) throw new DomainError("profile.noChannel", { service });
  }
}

/** Services that can be entered and in which nothing can be done: their channels open nothing. */
export const idleServices = (grants: Grants): Service[] =>
  servicesOf(grants).filter((service) => actionsIn(grants[service] ?? []).length === 0);

/** Boxes that the second has and the first has not, and the other way round. */
export function changesBetween(before: Grants, after: Grants): { added: string[]; removed: string[] } {
  const [were, are] = [boxesOf(before), boxesOf(after)];
  return { added: are.filter((box) => !were.includes(box)), removed: were.filter((box) => !are.includes(box)) };
}

/** Actions that its holders may do, in one of these channels (in any when none is named). */
export function actionsOf(
  { status, grants }: Pick<ProfileFacts, "status" | "grants">,
  channel?: Channel,
): Permission[] {
  if (status === "INACTIVE") return [];
  return servicesOf(grants).flatMap((service) => {
    const held = grants[service] ?? [];
    return held.some((flag) => (channel ? flag === channel : isChannel(flag))) ? actionsIn(held) : [];
  });
}

/** What one person had better not hold together, or what gives power over others: told before it is confirmed, and allowed. */
export const conflicts = ["preparesAndSigns", "paysAndSigns", "preparesAndPays", "administers"] as const;
export type Conflict = (typeof conflicts)[number];

const powers: readonly Permission[] = (["profile", "user", "token"] as const).flatMap((noun) =>
  services.flatMap((service) =>
    catalog[service].grants.filter(
      (action) => action.startsWith(`${noun}.`) && !/[.](read|consult|export)$/.test(action),
    ),
  ),
);

/** The conflicts that a profile makes. */
export function conflictsOf(profile: Pick<ProfileFacts, "status" | "grants">): Conflict[] {
  const may = new Set(actionsOf(profile));
  const prepares = may.has("batch.upload") || may.has("batch.confirm");
  const made: Record<Conflict, boolean> = {
    preparesAndSigns: prepares && may.has("batch.sign"),
    paysAndSigns: may.has("order.pay") && may.has("batch.sign"),
    preparesAndPays: prepares && may.has("order.pay"),
    administers: powers.some((action) => may.has(action)),
  };
  return conflicts.filter((conflict) => made[conflict]);
}

/** Whether its holders can still give everything again, where their ceiling lets them. */
export function administers(profile: Pick<ProfileFacts, "status" | "grants">): boolean {
  const may = actionsOf(profile, "WEB");
  return administrating.every((action) => may.includes(action));
}

export type RowVerb = "modify" | "delete" | "duplicate";
type Row = { own: boolean; beyond: Service | null; holders: number };
/** Why a verb is not for this person on this profile: the key of the sentence, null where it is. */
export type WhyNot = "own" | "beyond" | "held" | null;

/** The one table of what may be done to a profile: buttons and commands both ask it. What is one's own may be copied. */
export function whyNot(verb: RowVerb, { own, beyond, holders }: Row): WhyNot {
  if (own && verb !== "duplicate") return "own";
  if (beyond !== null) return "beyond";
  return verb === "delete" && holders > 0 ? "held" : null;
}

const rowVerbs = [
  ["modify", "profile.modify"],
  ["duplicate", "profile.create"],
  ["delete", "profile.delete"],
] as const satisfies readonly (readonly [RowVerb, Permission])[];

/** What somebody who may do these actions may ask to be done to a profile. */
export const verbsOf = (permissions: ReadonlySet<Permission>): RowVerb[] =>
  rowVerbs.flatMap(([verb, asks]) => (permissions.has(asks) ? [verb] : []));

/** A profile as a new one begins that is its copy: without what is no longer contracted. */
export const copyable = ({ name, description, status, grants }: ProfileFacts, contracted: readonly Service[]) => ({
  name,
  description,
  status,
  grants: Object.fromEntries(
    servicesOf(grants).flatMap((service) => (contracted.includes(service) ? [[service, grants[service]]] : [])),
  ) as Grants,
});

/** What somebody reads before they confirm: a profile as it is, null where there is none yet, and as it will be. */
export type ProfileShown = {
  company: string;
  before: ProfileFacts | null;
  after: ProfileFacts;
  /** Active people who hold it. */
  people: number;
  conflicts: Conflict[];
  /** Services that it loses since the company has them no longer contracted. */
  dropped: Service[];
  /** Services that can be entered and in which nothing can be done. */
  idle: Service[];
};
