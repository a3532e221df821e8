import { useTranslations } from "next-intl";
import { Mark } from "@/components/ui/mark";

/** The mark with the name beside it. */
export function Brand({ large }: { large?: boolean }) {
  const t = useTranslations("ui");
  return (
    <span
      className={`inline-flex items-center font-semibold tracking-tight ${large ? "gap-2.5 text-lg" : "gap-2 text-base"}`}
    >
      <Mark className={large ? "size-8" : "size-6"} />
      {t("brand")}
    </span>
  );
}
