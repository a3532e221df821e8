import "server-only";
import type { z } from "zod";
import { touchSession } from "@/lib/auth/commands";
import { readOwn, recordRefusal } from "@/lib/command";
import type { PersonContext } from "@/lib/context";
import { foundNoConnection } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { noteOutcome, outcomeOf } from "@/lib/under-way";
import { declare } from "@/lib/web/declared";
import { refusedRoute } from "@/lib/web/refusal";
import { callerOf, requireOwnOrigin } from "@/lib/web/request";

/**
 * A small JSON post of the person's own, in no company: own origin, a live session, strict input, one transaction; 204. Unlike an
 * action its address stays the same from build to build, so a page of an earlier build can still ask it.
 */
export function ownPost<Schema extends z.ZodType>(
  door: { asks: "self"; input: Schema; bytesMax: number },
  run: (ctx: PersonContext, input: z.infer<Schema>) => Promise<void>,
) {
  return declare({ kind: "route", asks: door.asks }, async (request: Request): Promise<Response> => {
    const caller = await callerOf();
    try {
      requireOwnOrigin(request.headers);
      await readOwn(caller, async () => undefined);
      const input = door.input.safeParse(await jsonOf(request, door.bytesMax));
      if (!input.success) throw new DomainError("access.malformed");
      await touchSession(caller);
      await readOwn(caller, (ctx) => run(ctx, input.data));
      return new Response(null, { status: 204 });
    } catch (thrown) {
      const error = foundNoConnection(thrown) ? new DomainError("access.busy") : thrown;
      noteOutcome(outcomeOf(error));
      await recordRefusal(caller, door.asks, error);
      return refusedRoute(error, caller);
    }
  });
}

/** The body as JSON, or undefined for what is not JSON or is larger than it may be. */
async function jsonOf(request: Request, bytesMax: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > bytesMax) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}
