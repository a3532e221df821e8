import { useTranslations } from "next-intl";
import type { TokenFieldProps } from "@/components/ui/token-field";

/** The field in which a token is typed, wherever it is asked: its six digits, or a recovery code. */
export function useTokenWords(): TokenFieldProps {
  const t = useTranslations("token.field");
  return {
    name: "token",
    label: t("token"),
    description: t("tokenHelp"),
    instead: { label: t("recovery"), description: t("recoveryHelp"), use: t("useRecovery"), back: t("useToken") },
  };
}
