import "server-only";
import type { z } from "zod";
import type { Permission } from "@/lib/catalog";
import { read } from "@/lib/command";
import type { Context } from "@/lib/context";
import { declare } from "@/lib/web/declared";
import { type Arrival, handled } from "@/lib/web/doors";
import type { Outcome } from "@/lib/web/outcome";

/**
 * A form's door that changes nothing: it leads where what was typed is found. For what must stand in no address, so that it is
 * posted and not asked for: a card's whole number.
 */
export function lookup<Schema extends z.ZodType>(
  door: { asks: Permission; input: Schema },
  find: (ctx: Context, input: z.infer<Schema>) => Promise<Arrival>,
) {
  const { asks, input } = door;
  return declare({ kind: "action", asks }, async (_previous: Outcome, form: FormData): Promise<Outcome> => {
    return handled(asks, form, input, null, (caller, parsed) => read(caller, asks, (ctx) => find(ctx, parsed)));
  });
}
