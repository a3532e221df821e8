import type { Audit, BrokerContext, CompanyContext, Person } from "@/lib/context";
import type { Tx } from "@/lib/db";

/** Whose chain of events is read, and by whom: a company's, or a broker's. */
export type ChainContext = {
  tx: Tx;
  now: Date;
  audit: Audit;
  user: Person;
  kind: "company" | "broker";
  chain: { id: number; code: string; name: string; timeZone: string };
};

export const chainOfCompany = ({ tx, now, audit, actor, company }: CompanyContext): ChainContext => ({
  tx,
  now,
  audit,
  user: actor.user,
  kind: "company",
  chain: company,
});

export const chainOfBroker = ({ tx, now, audit, user, broker }: BrokerContext): ChainContext => ({
  tx,
  now,
  audit,
  user,
  kind: "broker",
  chain: broker,
});
