import { useTranslations } from "next-intl";
import type { FaultRow } from "@/lib/batches/queries";

/** What is wrong and what to do, in a sentence. */
export function FaultSentence({ fault }: { fault: Pick<FaultRow, "code" | "params"> }) {
  const t = useTranslations("faults");
  return t(fault.code, fault.params);
}
