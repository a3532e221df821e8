import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { type Service, serviceWord } from "@/lib/catalog";
import type { WhyNot } from "@/lib/profiles/rules";

type Props = { why: NonNullable<WhyNot>; beyond: Service | null; holders: number };

/** Why the person who looks may not do it, in the place of what they came for. */
export function WhyOff({ why, beyond, holders }: Props) {
  const t = useTranslations("profiles.why");
  const names = useTranslations("access.services");
  const service = beyond ? names(serviceWord(beyond)) : "";
  return <Notice tone="amber">{t(why, { service, count: holders })}</Notice>;
}
