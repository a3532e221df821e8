import { methodOf } from "@/lib/approvals/methods";
import { type Channel, catalog, isOfProducts, type Permission, type Service, serviceOf, services } from "@/lib/catalog";

export type PersonFacts = { username: string; name: string; status: "INVITED" | "ACTIVE" | "INACTIVE" };

/** Everything that decides about one person in one company. `person` is null for whoever is not of it. */
export type Facts = {
  company: { status: "ACTIVE" | "SUSPENDED"; signaturesRequired: number; makerMaySign: boolean };
  person: PersonFacts | null;
  membership: { status: "ACTIVE" | "INACTIVE"; since: Date | null; reason: string | null; by: string | null } | null;
  profile: { id: number; name: string; status: "ACTIVE" | "INACTIVE" } | null;
  contracted: ReadonlySet<string>;
  /** What the profile ticks, each as `flagKey` says it. */
  flags: ReadonlySet<string>;
  /** The company's products, and whether this person's reach them. */
  products: readonly { code: string; name: string; reached: boolean }[];
};

export type Question = { permission: Permission; channel: Channel; product: string | null };

/** One of the things that stand in the way, in the order in which the door meets them. */
export const obstacles = [
  "notHere",
  "invited",
  "personInactive",
  "membershipInactive",
  "suspended",
  "product",
  "profileInactive",
  "notContracted",
  "noApp",
  "channel",
  "action",
] as const;
export type Obstacle = (typeof obstacles)[number];

/** Yes or no; what decides when it is no, and what else would still stand in the way. */
export type Explanation = { allowed: true } | { allowed: false; decides: Obstacle; also: Obstacle[] };

export const flagKey = (service: string, flag: string): string => `${service} ${flag}`;

/**
 * Whether this person may do that there, and which fact decides: what the door would answer, said before they knock. An action on
 * products is asked about one product; of anything else the product is not looked at.
 */
export function explain(facts: Facts, question: Question): Explanation {
  const [decides, ...also] = standing(facts, question);
  return decides ? { allowed: false, decides, also } : { allowed: true };
}

function standing(facts: Facts, { permission, channel, product }: Question): Obstacle[] {
  const { company, person, membership, profile, contracted, flags, products } = facts;
  if (!person || !membership || !profile) return ["notHere"];
  const service = serviceOf(permission);
  if (!service) return ["notContracted"];
  const channelTicked = flags.has(flagKey(service, channel));
  const stands: Record<Exclude<Obstacle, "notHere">, boolean> = {
    invited: person.status === "INVITED",
    personInactive: person.status === "INACTIVE",
    membershipInactive: membership.status === "INACTIVE",
    suspended: company.status === "SUSPENDED",
    product: isOfProducts(permission) && !products.some(({ code, reached }) => code === product && reached),
    profileInactive: profile.status === "INACTIVE",
    notContracted: !contracted.has(service),
    noApp: channel === "APP" && !catalog[service].app && !channelTicked,
    channel: !channelTicked && !(channel === "APP" && !catalog[service].app),
    action: !flags.has(flagKey(service, permission)),
  };
  return obstacles.filter((obstacle) => obstacle !== "notHere" && stands[obstacle]);
}

/** The actions that a person has of a service in a channel, on a product of theirs where they are on products. */
export function actionsIn(facts: Facts, service: Service, channel: Channel): Permission[] {
  const product = facts.products.find(({ reached }) => reached)?.code ?? null;
  return catalog[service].grants.filter((permission) => explain(facts, { permission, channel, product }).allowed);
}

/** Everything a person may do in a channel. */
export const allowedIn = (facts: Facts, channel: Channel): Permission[] =>
  services.flatMap((service) => actionsIn(facts, service, channel));

/** What is asked besides, of whoever may: rules that look at the thing itself and not at the person's rights. */
export const besides = ["signsOwn", "signsOthers", "signatures", "password", "code", "token"] as const;
export type Besides = (typeof besides)[number];

export function rulesBesides({ company }: Pick<Facts, "company">, permission: Permission): Besides[] {
  const method = methodOf(permission);
  const confirms: Besides[] = method === null || method === "passwordAndToken" ? [] : [method];
  if (permission !== "batch.sign") return confirms;
  return [company.makerMaySign ? "signsOwn" : "signsOthers", "signatures", ...confirms];
}
