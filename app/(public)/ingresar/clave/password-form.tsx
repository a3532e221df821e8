import { useTranslations } from "next-intl";
import { NewPasswordFields } from "@/components/session/new-password-fields";
import { Form, SubmitButton } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import type { PasswordOwner } from "@/lib/auth/password-rules";
import { setFirstPasswordAction } from "./actions";

/** The clave that was lent, and the one that takes its place. */
export function PasswordForm({ owner, back }: { owner: PasswordOwner; back: string | null }) {
  const t = useTranslations("entry.password");
  return (
    <Form action={setFirstPasswordAction} className="grid gap-4">
      {back && <input type="hidden" name="volver" value={back} />}
      {/* For the browser's store of claves: whose it is. */}
      <input type="text" name="usuario" defaultValue={owner.username} autoComplete="username" hidden disabled />
      <PasswordField label={t("current")} description={t("currentHelp")} name="clave" required autoFocus />
      <NewPasswordFields owner={owner} />
      <SubmitButton wide className="mt-1">
        {t("go")}
      </SubmitButton>
    </Form>
  );
}
