import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import type { Channel } from "@/lib/catalog";

/** For a person whose profile grants nothing where they came in, and something elsewhere: what to do, instead of an empty page. */
export function NoChannel({ channel }: { channel: Channel }) {
  const t = useTranslations("home.channel");
  const onPhone = channel === "PHONE";
  return (
    <div className="rounded-md border bg-surface">
      <EmptyState icon={onPhone ? "phone" : "computer"} title={t(onPhone ? "phone" : "web")}>
        {t(onPhone ? "phoneText" : "webText")}
      </EmptyState>
    </div>
  );
}
