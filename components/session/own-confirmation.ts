import { useTranslations } from "next-intl";
import { useTokenWords } from "@/components/session/token-words";
import type { Confirmation } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";
import type { FactorVerb } from "@/lib/approvals/methods";

type Props = {
  /** Which second factors the person holds: what they must give besides their clave. */
  holds: { token: boolean; passkeys: boolean };
  askPasskey: FormAction;
};

/** What a person gives to change their own second factor: the clave, and the token or a passkey as soon as they hold one. */
export function useOwnConfirmation({ holds, askPasskey }: Props) {
  const t = useTranslations("token.field");
  const words = useTokenWords();
  return (verb: FactorVerb, seen: string): Confirmation[] => {
    const password: Confirmation = { kind: "password", name: "clave", label: t("password") };
    if (!holds.token && !holds.passkeys) return [password];
    const passkey = { label: t("passkey"), name: "llave", ask: askPasskey, carries: { verbo: verb, visto: seen } };
    return [password, { kind: "token", ...words, ...(holds.passkeys && { passkey }) }];
  };
}
