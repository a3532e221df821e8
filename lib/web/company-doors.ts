import "server-only";
import type { ReactNode } from "react";
import type { z } from "zod";
import { confirmedHere, digestOf, type Statement } from "@/lib/approvals/confirmations";
import { methodOf } from "@/lib/approvals/methods";
import type { ReviewLine } from "@/lib/approvals/rules";
import { touchSession } from "@/lib/auth/commands";
import type { Permission } from "@/lib/catalog";
import { readCompany, readOwn, runCompany } from "@/lib/command";
import { findLastCompany } from "@/lib/companies/queries";
import type { Caller, CompanyContext } from "@/lib/context";
import { NotSignedIn } from "@/lib/errors";
import { askedOf } from "@/lib/web/asked";
import { type Confirmed, confirmsOf, proofOf } from "@/lib/web/confirming";
import { declare } from "@/lib/web/declared";
import { type Arrival, type At, answered, handled, type PageProps, refusedFetch } from "@/lib/web/doors";
import type { Outcome } from "@/lib/web/outcome";
import { callerOf } from "@/lib/web/request";

/** A page of a company's own house: of the company that `empresa` in its address names, else of the one where its person was last. */
export function companyPage(
  door: { asks: Permission | "house" },
  render: (ctx: CompanyContext, at: At) => Promise<ReactNode>,
) {
  return declare({ kind: "page", ...door }, async ({ params, searchParams }: PageProps) => {
    const at = { params: await params, search: await searchParams };
    const place = await placeOf(at.search.empresa);
    return answered(place, door.asks, (caller) => readCompany(caller, door.asks, (ctx) => render(ctx, at)));
  });
}

/** Which company an address is about; whoever is not signed in is told so by the door itself. */
async function placeOf(named: unknown): Promise<Record<string, string>> {
  if (typeof named === "string") return { company: named };
  try {
    const last = await readOwn(await callerOf(), findLastCompany);
    return last === null ? {} : { company: last };
  } catch (error) {
    if (error instanceof NotSignedIn) return {};
    throw error;
  }
}

type Shows<Input> = (
  ctx: CompanyContext,
  input: Input,
) => Promise<Omit<Statement, "purpose"> & { lines: readonly ReviewLine[] }>;

/**
 * A form's door of a company's own house: as `action`, on the company that the form names in `empresa`. `shows` is what its person saw, as
 * it stands now: where the verb asks for a confirmation, it is compared with what they confirm, and kept with it. The token or
 * passkey is used up in the transaction of the effect. A verb that asks for none is a plain press.
 */
export function companyAction<Schema extends z.ZodType>(
  door: {
    asks: Permission;
    input: Schema;
    shows?: (ctx: CompanyContext, input: z.infer<Schema>) => Promise<Omit<Statement, "purpose">>;
  },
  run: (ctx: CompanyContext, input: z.infer<Schema>) => Promise<Arrival>,
) {
  const { asks, input, shows } = door;
  const confirm = methodOf(asks);
  const confirms = confirm && confirmsOf(asks);
  return declare({ kind: "action", asks, confirm }, async (_previous: Outcome, form: FormData): Promise<Outcome> => {
    return handled(asks, form, input, confirms, async (caller, parsed, confirmed: Confirmed | null) => {
      // Nobody's token is tried who may not do it.
      if (confirm) await readCompany(caller, asks, async () => undefined);
      const proof = confirmed && (await proofOf(caller, asks, confirmed));
      return runCompany(caller, asks, async (ctx) => {
        if (confirm && confirmed) {
          const statement = shows ? await shows(ctx, parsed) : { subject: ctx.company.code, shown: {} };
          await confirmedHere(ctx, { purpose: asks, ...statement }, { seen: confirmed.visto ?? null, proof });
        }
        return run(ctx, parsed);
      });
    });
  });
}

/**
 * What a form would do, to be read before it is confirmed: its lines, and the digest that the confirmation carries. Changes nothing;
 * what cannot be done is refused here already.
 */
export function companyReview<Schema extends z.ZodType>(
  door: { asks: Permission; input: Schema },
  shows: Shows<z.infer<Schema>>,
) {
  const { asks, input } = door;
  return declare({ kind: "action", asks }, async (_previous: Outcome, form: FormData): Promise<Outcome> => {
    return handled(asks, form, input, null, async (caller, parsed) => {
      const { shown, lines } = await readCompany(caller, asks, (ctx) => shows(ctx, parsed));
      return { answer: JSON.stringify({ seen: digestOf(shown), shown, lines }) };
    });
  });
}

/**
 * A file or figures of a company's own house, of the company that `empresa` in its address names. What leaves a record of itself (an
 * export) runs as a command: `leaves` a trail.
 */
export function companyDownload(
  door: { asks: Permission; background?: boolean; leaves?: true },
  answer: (ctx: CompanyContext, search: URLSearchParams) => Promise<Response>,
) {
  const { leaves, ...declared } = door;
  return declare({ kind: "route", ...declared }, async (request: Request): Promise<Response> => {
    const searchParams = askedOf(request.url);
    const caller: Caller = await callerOf({ company: searchParams.get("empresa") });
    try {
      if (!door.background) await touchSession(caller);
      const enter = leaves ? runCompany : readCompany;
      return await enter(caller, door.asks, (ctx) => answer(ctx, searchParams));
    } catch (error) {
      return refusedFetch(caller, door.asks, error);
    }
  });
}
