import { useTranslations } from "next-intl";
import { batchTypes } from "@/lib/batches/layouts";

/** What each value of a change is called, by its key in the picture. */
export function useChangeWords(): Record<string, string> {
  const t = useTranslations("operator.changes");
  const types = useTranslations("batches.type");
  const doubt = useTranslations("doubts.resolve.lines");
  const plain = ["signatures", "makerMaySign", "accounts", "inUse"] as const;
  const parts = ["fixed", "points", "tax"] as const;
  return Object.fromEntries([
    ...plain.map((key) => [key, t(key)]),
    ["state", doubt("state")],
    ["bankReference", doubt("bankReference")],
    ...batchTypes.flatMap((type) => parts.map((part) => [`${type}.${part}`, `${types(type)} · ${t(part)}`])),
  ]);
}
