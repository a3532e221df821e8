import { getTranslations } from "next-intl/server";
import { batchTypes } from "@/lib/batches/layouts";

/** How the lines of a product's review and their values are called. */
export async function productWords() {
  const t = await getTranslations("registry.product");
  const types = await getTranslations("batches.type");
  const keys = ["code", "kind", "currency", "name", "types", "lines", "min", "max", "dayMax", "cardMax"] as const;
  const words = [
    ...keys.map((key) => [key, t(`fields.${key}`)]),
    ...batchTypes.map((type) => [`fee-${type}`, t("feeLine", { type: types(type) })]),
  ];
  const values = [
    ["NO_LIMIT", t("noLimit")],
    ...batchTypes.map((type) => [type, types(type)]),
    ...(["NOMINATED", "INNOMINATE"] as const).map((kind) => [kind, t(`kinds.${kind}`)]),
    ...(["COP", "PEN"] as const).map((currency) => [currency, t(`currencies.${currency}`)]),
  ];
  return { words: Object.fromEntries(words), values: Object.fromEntries(values) };
}
