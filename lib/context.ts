import type { AskedStage, Preferences } from "@/lib/auth/rules";
import type { Holding } from "@/lib/brokers/rules";
import type { BrokerPermission, Channel, OperatorPermission, Permission } from "@/lib/catalog";
import type { Tx } from "@/lib/db";
import type { BatchType, Country, Currency, ProductKind, TenantKind } from "@/lib/generated/prisma/enums";

/** What came with a request, before anything about it is believed. */
export type Caller = {
  /** SHA-256 of the session cookie; null = none came. */
  token: Uint8Array<ArrayBuffer> | null;
  company: string | null;
  product: string | null;
  address: string;
  requestId: string;
};

export type Person = { id: number; username: string; name: string; email: string; document: string } & Preferences;

export type Company = {
  id: number;
  code: string;
  name: string;
  taxId: string;
  country: Country;
  timeZone: string;
  signaturesRequired: number;
  makerMaySign: boolean;
  bankAccount: string;
};

export type Product = {
  id: number;
  code: string;
  name: string;
  kind: ProductKind;
  currency: Currency;
  linesMax: number;
  fileBytesMax: bigint;
  amountMinCents: bigint;
  amountMaxCents: bigint;
  /** Lots that may be loaded for it. */
  batchTypes: BatchType[];
};

/** Who acts: a person through a membership, from a channel. The permissions are those of that channel. */
export type Actor = {
  user: Person;
  membershipId: number;
  profileId: number;
  channel: Channel;
  permissions: ReadonlySet<Permission>;
};

/** Writes one entry of the trail. A refusal that must stay, with what it counted, is written as `refused`. */
export type Audit = (
  event: string,
  subject: string,
  data?: Record<string, unknown>,
  result?: "done" | "refused",
) => Promise<void>;

/** Many entries of one event at once, each of its own subject: a file of thousands leaves as many. */
export type AuditEach = (
  event: string,
  entries: readonly { subject: string; data: Record<string, unknown> }[],
) => Promise<void>;

/** The session that asks, when it ends however much it is used, and where its person came in. */
export type OwnSession = { id: string; endsAt: Date; channel: Channel };

/** What is known of a person: what they leave in the trail stands in the platform's chain. */
export type PersonKnown = { tx: Tx; now: Date; user: Person; audit: Audit };

/** A transaction in which only the person is known. */
export type PersonContext = PersonKnown & { session: OwnSession };

/** Whom an operator serves: the platform itself, or a company or broker. */
export type Served = { id: number; code: string; name: string; kind: TenantKind };

/** An operator's transaction: it serves one tenant, in whose chain its trail stands, and reads no card and no line of a lot. */
export type OperatorContext = PersonKnown & {
  tenant: Served;
  permissions: ReadonlySet<OperatorPermission>;
  auditEach: AuditEach;
  /** Goes on in the same transaction for another tenant; its part of the trail stands in that one's chain. */
  serve: (tenant: Served) => Promise<OperatorContext>;
};

/** The same for a person on their way in: signed in as far as this stage, and nothing else answers them yet. */
export type StageContext = PersonKnown & { stage: AskedStage };

/** A transaction that serves one company, for whoever or whatever acts in it. */
export type TenantContext = { tx: Tx; now: Date; company: Company; audit: Audit };

/** From where a person asks, for entries of the trail that a function of the database writes; it is told how many those were. */
export type Origin = { address: string; requestId: string; wrote: (entries: number) => void };

/** A person's transaction in one company: what queries and commands of its own house take. */
export type CompanyContext = TenantContext & { actor: Actor; auditEach: AuditEach; origin: Origin };

/** The same on one product: what queries and commands of the card programme take. */
export type Context = CompanyContext & { product: Product };

export type Broker = { id: number; code: string; name: string; taxId: string; country: Country; timeZone: string };

/** A transaction of a member of a broker: it serves that broker alone. What they hold there says what they may do and give. */
export type BrokerContext = PersonKnown & {
  broker: Broker;
  membershipId: number;
  own: Holding;
  permissions: ReadonlySet<BrokerPermission>;
  auditEach: AuditEach;
  origin: Origin;
  /** Goes on in the same transaction for another broker of theirs; its part of the trail stands in that one's chain. @throws NotFound */
  serve: (code: string) => Promise<BrokerContext>;
};
