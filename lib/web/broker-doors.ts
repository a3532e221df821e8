import "server-only";
import type { ReactNode } from "react";
import type { z } from "zod";
import type { ReviewLine } from "@/lib/approvals/rules";
import { touchSession } from "@/lib/auth/commands";
import type { BrokerPermission } from "@/lib/catalog";
import { readBroker, runBroker } from "@/lib/command";
import type { BrokerContext, Caller } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import { askedOf } from "@/lib/web/asked";
import { declare } from "@/lib/web/declared";
import { type Arrival, type At, answered, handled, type PageProps, refusedFetch } from "@/lib/web/doors";
import type { Texts } from "@/lib/web/form-input";
import type { Outcome } from "@/lib/web/outcome";
import { callerOf, requireOwnOrigin } from "@/lib/web/request";
import { bytesOf } from "@/lib/web/whole-body";

// Doors of a broker's portal. Its acts are confirmed by Aceptar alone, as in its manual: no clave, no token.

/** What an address names in `empresa` is what is served: a code of no form is no broker's. @throws NotFound */
export function requireNamed({ broker }: BrokerContext, said: unknown): void {
  if (said !== undefined && said !== null && said !== broker.code) throw new NotFound();
}

/** An act is done in the broker that its form names, never where its person was last, in another tab: one that names none names nobody's. */
const naming = (caller: Caller): Caller => ({ ...caller, company: caller.company ?? "" });

/** A page of a broker: of the one that `empresa` in its address names, else of the one where its person was last. */
export function brokerPage(
  door: { asks: BrokerPermission },
  render: (ctx: BrokerContext, at: At) => Promise<ReactNode>,
) {
  return declare({ kind: "page", ...door }, async ({ params, searchParams }: PageProps) => {
    const at = { params: await params, search: await searchParams };
    const { empresa } = at.search;
    const place: Record<string, string> = typeof empresa === "string" ? { company: empresa } : {};
    return answered(place, door.asks, (caller) =>
      readBroker(caller, door.asks, (ctx) => {
        requireNamed(ctx, empresa);
        return render(ctx, at);
      }),
    );
  });
}

/** A form's door of a broker: as `action`, in the broker that the form names in `empresa`. */
export function brokerAction<Schema extends z.ZodType>(
  door: { asks: BrokerPermission; input: Schema },
  run: (ctx: BrokerContext, input: z.infer<Schema>) => Promise<Arrival>,
) {
  const { asks, input } = door;
  return declare(
    { kind: "action", asks },
    async (_previous: Outcome, form: FormData): Promise<Outcome> =>
      handled(asks, form, input, null, async (caller, parsed) =>
        runBroker(naming(caller), asks, (ctx) => run(ctx, parsed)),
      ),
  );
}

/**
 * What a form would do, to be read before Aceptar: its lines. Changes nothing; what cannot be done is refused here already, beside its field.
 */
export function brokerReview<Schema extends z.ZodType>(
  door: {
    asks: BrokerPermission;
    input: Schema;
    /** What the broker's rules refuse of fields as they were typed: told together with those that do not fit the schema. */
    faults?: (ctx: BrokerContext, texts: Texts) => readonly DomainError[];
  },
  shows: (ctx: BrokerContext, input: z.infer<Schema>) => Promise<{ lines: readonly ReviewLine[] }>,
) {
  const { asks, input, faults } = door;
  return declare({ kind: "action", asks }, async (_previous: Outcome, form: FormData): Promise<Outcome> => {
    const work = async (caller: Caller, parsed: z.infer<Schema>) => {
      const { lines } = await readBroker(naming(caller), asks, (ctx) => shows(ctx, parsed));
      return { answer: JSON.stringify({ seen: "", lines }) };
    };
    const besides =
      faults && ((caller: Caller, texts: Texts) => readBroker(naming(caller), asks, async (ctx) => faults(ctx, texts)));
    return handled(asks, form, input, null, work, besides);
  });
}

/**
 * A small file that comes to a broker's portal, for the broker that `empresa` names: own origin and the permission before a byte of it is
 * looked at, no more bytes than there is room for; it is read outside any transaction, and kept in one command. `announced` reads the rest of the
 * query; `read` may answer by itself what cannot be kept.
 */
export function brokerUpload<Announced extends z.ZodType, Read>(
  door: { asks: BrokerPermission; announced: Announced; bytesMax: number },
  tooLarge: () => DomainError,
  read: (bytes: Buffer) => Promise<Read | Response>,
  keep: (ctx: BrokerContext, announced: z.infer<Announced>, read: Read) => Promise<Response>,
) {
  const { asks, announced, bytesMax } = door;
  return declare({ kind: "route", asks }, async (request: Request): Promise<Response> => {
    const { empresa, ...asked } = Object.fromEntries(askedOf(request.url));
    const caller = await callerOf({ company: empresa ?? null });
    try {
      requireOwnOrigin(request.headers);
      await touchSession(caller);
      await readBroker(naming(caller), asks, async () => undefined);
      const query = announced.safeParse(asked);
      if (!query.success) throw new DomainError("access.malformed");
      const bytes = await bytesOf(request, bytesMax);
      if (!bytes) throw tooLarge();
      const sheet = await read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      if (sheet instanceof Response) return sheet;
      return await runBroker(caller, asks, (ctx) => keep(ctx, query.data, sheet));
    } catch (error) {
      return refusedFetch(caller, asks, error);
    }
  });
}
