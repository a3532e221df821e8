"use client";
import { useRouter } from "next/navigation";
import type { FormAction } from "@/components/ui/form";

/** Wraps an action: refused, it may be because somebody else came first, so what there is now is read anew below what was typed. */
export function useFreshAction(): (ask: FormAction) => FormAction {
  const router = useRouter();
  return (ask) => async (previous, form) => {
    const outcome = await ask(previous, form);
    if (outcome && !outcome.ok) router.refresh();
    return outcome;
  };
}
