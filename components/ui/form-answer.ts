"use client";
import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { useActionState } from "react";
import { useAnswers } from "@/components/ui/answers";
import type { Outcome } from "@/lib/web/outcome";

export type FormAction = (previous: Outcome, form: FormData) => Promise<Outcome>;

/** Why the server gave no answer of its own: it is of a later build than the page, it did not answer, or it failed. */
type Trouble = { kind: "updated" } | { kind: "noAnswer" } | { kind: "failed"; reference: string };

type Answer = { outcome: Outcome; trouble: Trouble | null };

/**
 * A form's action as React runs it (`formAction`, for a form sent without our script) and as our script does (`send`): there what
 * would take the page and all that was typed away (an action of an earlier build, a broken connection, a failure) is an answer too.
 */
export function useAnswer(action: FormAction) {
  const { heard } = useAnswers();
  const [plain, formAction] = useActionState(action, null);
  const [answer, send, pending] = useActionState(async (_previous: Answer | null, form: FormData): Promise<Answer> => {
    try {
      const outcome = await action(null, form);
      heard(outcome);
      return { outcome, trouble: null };
    } catch (error) {
      unstable_rethrow(error);
      return { outcome: null, trouble: troubleOf(error) };
    }
  }, null);
  return { outcome: answer ? answer.outcome : plain, trouble: answer?.trouble ?? null, formAction, send, pending };
}

function troubleOf(error: unknown): Trouble {
  if (unstable_isUnrecognizedActionError(error)) return { kind: "updated" };
  // React gives what the server threw a digest, under which its log holds the rest.
  if (error instanceof Error && "digest" in error) return { kind: "failed", reference: String(error.digest) };
  return { kind: "noAnswer" };
}
