import "server-only";
import type { ReactNode } from "react";
import type { z } from "zod";
import { digestOf, type Statement } from "@/lib/approvals/confirmations";
import { methodOf, type OperatorVerb } from "@/lib/approvals/methods";
import { confirmedOwn } from "@/lib/approvals/own";
import type { ReviewLine } from "@/lib/approvals/rules";
import { touchSession } from "@/lib/auth/commands";
import type { OperatorPermission } from "@/lib/catalog";
import { readOperator, reviewOperator, runOperator } from "@/lib/command";
import type { Caller, OperatorContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { askedOf } from "@/lib/web/asked";
import { type Confirmed, confirmsOf, proofOf } from "@/lib/web/confirming";
import { declare } from "@/lib/web/declared";
import { type Arrival, type At, answered, handled, type PageProps, refusedFetch } from "@/lib/web/doors";
import type { Outcome } from "@/lib/web/outcome";
import { callerOf, requireOwnOrigin } from "@/lib/web/request";
import { bytesOf } from "@/lib/web/whole-body";

/** A page of the operator's desk: over all companies, or of the one that `[tenant]` in its address names. */
export function operatorPage(
  door: { asks: OperatorPermission },
  render: (ctx: OperatorContext, at: At) => Promise<ReactNode>,
) {
  return declare({ kind: "page", ...door }, async ({ params, searchParams }: PageProps) => {
    const at = { params: await params, search: await searchParams };
    const place: Record<string, string> = at.params.tenant ? { company: at.params.tenant } : {};
    return answered(place, door.asks, (caller) => readOperator(caller, door.asks, (ctx) => render(ctx, at)));
  });
}

type Confirming<Input> = {
  verb: OperatorVerb;
  /** What the operator saw, as it stands now: compared with the digest in the form, and kept. */
  shows: (ctx: OperatorContext, input: Input) => Promise<Omit<Statement, "purpose">>;
};

/**
 * A form's door of the operator's desk: as `action`, on the company or broker that the form names in `empresa`. With a verb it asks for
 * the operator's token or passkey, which is used up in the transaction of the effect, for what they saw.
 */
export function operatorAction<Schema extends z.ZodType>(
  door: { asks: OperatorPermission; input: Schema } & (
    | Confirming<z.infer<Schema>>
    | { verb?: undefined; shows?: undefined }
  ),
  run: (ctx: OperatorContext, input: z.infer<Schema>) => Promise<Arrival>,
) {
  const { asks, input, verb } = door;
  const confirm = verb && methodOf(verb);
  return declare({ kind: "action", asks, confirm }, async (_previous: Outcome, form: FormData): Promise<Outcome> => {
    return handled(asks, form, input, confirmsOf(verb), async (caller, parsed, confirmed: Confirmed | null) => {
      // Nobody's token is tried who may not do it.
      await readOperator(caller, asks, async () => undefined);
      const proof = verb && confirmed ? await proofOf(caller, verb, confirmed) : null;
      return runOperator(caller, asks, async (ctx) => {
        if (door.verb && confirmed) {
          const statement = { purpose: door.verb, ...(await door.shows(ctx, parsed)) };
          await confirmedOwn(ctx, statement, { seen: confirmed.visto ?? null, proof });
        }
        return run(ctx, parsed);
      });
    });
  });
}

type Shows<Input> = (
  ctx: OperatorContext,
  input: Input,
) => Promise<Omit<Statement, "purpose"> & { lines: readonly ReviewLine[] }>;

/**
 * What a form would do, to be read before it is confirmed: its lines, and the digest that the confirmation carries. Changes nothing;
 * what cannot be done is refused here already. What it tells of a company is a look at it.
 */
export function operatorReview<Schema extends z.ZodType>(
  door: { asks: OperatorPermission; input: Schema },
  shows: Shows<z.infer<Schema>>,
) {
  const { asks, input } = door;
  return declare({ kind: "action", asks }, async (_previous: Outcome, form: FormData): Promise<Outcome> => {
    return handled(asks, form, input, null, async (caller, parsed) => {
      const { shown, lines } = await reviewOperator(caller, asks, (ctx) => shows(ctx, parsed));
      return { answer: JSON.stringify({ seen: digestOf(shown), lines }) };
    });
  });
}

/**
 * A small file that comes to the operator's desk: own origin and the permission before a byte of it is looked at, no more bytes than
 * there is room for, then one command on the platform. `announced` reads the query.
 */
export function operatorUpload<Announced extends z.ZodType>(
  door: { asks: OperatorPermission; announced: Announced; bytesMax: number },
  tooLarge: () => DomainError,
  keep: (ctx: OperatorContext, announced: z.infer<Announced>, bytes: Uint8Array<ArrayBuffer>) => Promise<Response>,
) {
  const { asks, announced, bytesMax } = door;
  return declare({ kind: "route", asks }, async (request: Request): Promise<Response> => {
    const caller = await callerOf();
    try {
      requireOwnOrigin(request.headers);
      await touchSession(caller);
      await readOperator(caller, asks, async () => undefined);
      const query = announced.safeParse(Object.fromEntries(askedOf(request.url)));
      if (!query.success) throw new DomainError("access.malformed");
      const bytes = await bytesOf(request, bytesMax);
      if (!bytes) throw tooLarge();
      return await runOperator(caller, asks, (ctx) => keep(ctx, query.data, bytes));
    } catch (error) {
      return refusedFetch(caller, asks, error);
    }
  });
}

/** A file or figures of the operator's desk; `background`: asked by the page itself, which keeps no session alive. */
export function operatorDownload(
  door: { asks: OperatorPermission; background?: boolean },
  answer: (ctx: OperatorContext, at: { params: Record<string, string>; search: URLSearchParams }) => Promise<Response>,
) {
  return declare(
    { kind: "route", ...door },
    async (
      request: Request,
      { params }: { params: Promise<Record<string, string> | undefined> },
    ): Promise<Response> => {
      // Next gives none where an address holds none.
      const place = (await params) ?? {};
      const caller: Caller = await callerOf({ company: place.tenant });
      try {
        if (!door.background) await touchSession(caller);
        return await readOperator(caller, door.asks, (ctx) =>
          answer(ctx, { params: place, search: askedOf(request.url) }),
        );
      } catch (error) {
        return refusedFetch(caller, door.asks, error);
      }
    },
  );
}
