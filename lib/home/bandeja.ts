import { inOwnCompanies, type OwnCompany } from "@/lib/companies/queries";
import type { PersonContext } from "@/lib/context";
import { listBalances, listMovements, type MasterBalance, type Movement } from "@/lib/home/statement";
import { listWaiting, type Waiting } from "@/lib/home/waiting";

/** A company's part of the Bandeja: what waits, what stands on its master accounts, what moved on them last. */
export type CompanyPart = { own: OwnCompany; waiting: Waiting[]; balances: MasterBalance[]; movements: Movement[] };

export const movementsShown = 10;

/** The Bandeja of this person, company by company; balances and movements only where they may read them. */
export async function readBandeja(ctx: PersonContext): Promise<CompanyPart[]> {
  return inOwnCompanies(ctx, async (own) => ({
    own,
    waiting: await listWaiting(ctx, own),
    balances: own.permissions.has("balance.read") ? await listBalances(ctx, own) : [],
    movements: own.permissions.has("movement.read") ? await listMovements(ctx, own, { size: movementsShown }) : [],
  }));
}
