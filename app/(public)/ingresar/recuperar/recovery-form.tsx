import { useTranslations } from "next-intl";
import { Form, SubmitButton } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { askRecoveryAction } from "./actions";

/** Usuario, NIT or RUC, and mail: what must belong together for a clave to be lent. */
export function RecoveryForm() {
  const t = useTranslations("entry.recovery");
  return (
    <Form action={askRecoveryAction} className="grid gap-4">
      <TextField
        label={t("username")}
        name="usuario"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={60}
        required
        autoFocus
      />
      <TextField
        label={t("taxId")}
        description={t("taxIdHelp")}
        name="nit"
        maxLength={30}
        autoComplete="off"
        required
      />
      <TextField label={t("email")} name="correo" type="email" autoComplete="email" maxLength={254} required />
      <SubmitButton wide className="mt-1">
        {t("go")}
      </SubmitButton>
    </Form>
  );
}
