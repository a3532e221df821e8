import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Form, SubmitButton } from "@/components/ui/form";
import { acceptTermsAction } from "./actions";

/** "Acepto los términos y condiciones", and on. */
export function TermsForm({ version, seen, back }: { version: number; seen: string; back: string | null }) {
  const t = useTranslations("entry.terms");
  return (
    <Form action={acceptTermsAction} className="mt-5 grid gap-4">
      {back && <input type="hidden" name="volver" value={back} />}
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="visto" value={seen} />
      <Checkbox label={t("accept")} name="acepto" value="si" />
      <SubmitButton wide>{t("go")}</SubmitButton>
    </Form>
  );
}
