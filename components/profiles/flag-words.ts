import { useTranslations } from "next-intl";
import { actionWord, type Channel, channels, type Flag } from "@/lib/catalog";

/** What a flag is called, as a box of the tree or in a sentence. */
export function useFlagWords(): (flag: Flag) => string {
  const t = useTranslations("access");
  return (flag) =>
    channels.includes(flag as Channel) ? t(`channels.${flag as Channel}`) : t(`actions.${actionWord(flag)}`);
}
