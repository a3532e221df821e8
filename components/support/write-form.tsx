import { useTranslations } from "next-intl";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { messageMax } from "@/lib/support/schema";

type Props = { company: string; action: FormAction };

/** A message to the operator, in the name of somebody of the company. */
export function WriteForm({ company, action }: Props) {
  const t = useTranslations("support");
  return (
    <section aria-label={t("writeTitle")} className="rounded-md border bg-surface px-4 py-4 sm:px-5">
      <h2 className="mb-3 text-base font-semibold">{t("writeTitle")}</h2>
      <Form action={action} label={t("writeTitle")} className="grid gap-4">
        <input type="hidden" name="empresa" value={company} />
        <TextField label={t("subject")} name="asunto" maxLength={120} required />
        <TextArea
          label={t("body")}
          description={t("bodyHelp")}
          name="mensaje"
          rows={5}
          maxLength={messageMax}
          required
        />
        <div className="flex justify-end">
          <SubmitButton>{t("send")}</SubmitButton>
        </div>
      </Form>
    </section>
  );
}
