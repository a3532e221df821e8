import { useTranslations } from "next-intl";
import { Part } from "@/components/operator/part";
import { DescriptionList } from "@/components/ui/description-list";
import type { EventSeal } from "@/lib/activity/seal";

type Props = { seal: EventSeal | null; stamp: (at: Date) => string };

/** Where an event stands in its chain, and the digests that tie it to the one before: whoever kept them can tell whether it was altered. */
export function SealOfEvent({ seal, stamp }: Props) {
  const t = useTranslations("teamhistory.seal");
  const digest = (value: string) => <span className="font-mono text-xs break-all">{value}</span>;
  return (
    <Part title={t("title")} text={t("text")}>
      {seal ? (
        <DescriptionList
          items={[
            { label: t("position"), value: seal.position },
            { label: t("hash"), value: digest(seal.hash) },
            { label: t("previous"), value: digest(seal.previous) },
            { label: t("sealedAt"), value: stamp(seal.sealedAt) },
          ]}
        />
      ) : (
        <p className="text-sm text-ink-soft">{t("pending")}</p>
      )}
    </Part>
  );
}
