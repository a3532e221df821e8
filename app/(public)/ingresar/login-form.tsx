import { useTranslations } from "next-intl";
import { Form, SubmitButton } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import { signInAction } from "./actions";

/** Usuario and clave; `back` is the page that asked for them. */
export function LoginForm({ back }: { back: string | null }) {
  const t = useTranslations("portal.login");
  return (
    <Form action={signInAction} className="grid gap-4">
      {back && <input type="hidden" name="volver" value={back} />}
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
      <PasswordField label={t("password")} name="clave" maxLength={128} required />
      <SubmitButton wide className="mt-1">
        {t("enter")}
      </SubmitButton>
    </Form>
  );
}
