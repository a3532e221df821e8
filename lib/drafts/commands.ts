import { readOwn } from "@/lib/command";
import type { Caller, PersonContext } from "@/lib/context";
import type { DraftInput } from "@/lib/drafts/schema";
import { dropDraft, putDraft } from "@/lib/drafts/store";
import { NotSignedIn } from "@/lib/errors";

/** Whoever leaves has left what they were typing too: nothing kept meanwhile in this session comes back. */
export async function leaveDrafts(caller: Caller): Promise<void> {
  try {
    await readOwn(caller, ({ tx, user, session }) =>
      tx.draft.deleteMany({ where: { userId: user.id, sessionId: BigInt(session.id) } }),
    );
  } catch (error) {
    if (!(error instanceof NotSignedIn)) throw error;
  }
}

/**
 * Keeps what a person typed in a form and could not send, or lets it go once the form has it again (`typed` null). Leaves no
 * trail: nothing of the business changes, and the text is the person's own until it is sent.
 */
export async function keepDraft(ctx: PersonContext, { path, form, typed, typing }: DraftInput): Promise<void> {
  if (typed === null) await dropDraft(ctx, { path, form });
  else await putDraft(ctx, { path, form, typed, session: typing ? ctx.session.id : null });
}
