import { useTranslations } from "next-intl";
import { SectionFoot } from "@/components/own/settings-section";
import { NewPasswordFields } from "@/components/session/new-password-fields";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import type { PasswordOwner } from "@/lib/auth/password-rules";

/** "Clave actual", "Clave nueva", "Repita la clave nueva", "Aceptar": the manual's steps. */
export function PasswordForm({ action, owner }: { action: FormAction; owner: PasswordOwner }) {
  const t = useTranslations("own.password");
  return (
    <Form action={action} label={t("form")}>
      <div className="grid max-w-md gap-4">
        <PasswordField label={t("current")} name="clave" required />
        <NewPasswordFields owner={owner} />
      </div>
      <SectionFoot>
        <SubmitButton>{t("accept")}</SubmitButton>
      </SectionFoot>
    </Form>
  );
}
