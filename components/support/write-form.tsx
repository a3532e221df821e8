import { useTranslations } from "next-intl";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { messageMax } from "@/lib/support/schema";

type Props = { companies: readonly { code: string; name: string }[]; action: FormAction };

/** A message to the operator, for one of the companies in which one is active. */
export function WriteForm({ companies, action }: Props) {
  const t = useTranslations("support");
  const [first] = companies;
  return (
    <section aria-label={t("writeTitle")} className="rounded-md border bg-surface px-4 py-4 sm:px-5">
      <h2 className="mb-3 text-base font-semibold">{t("writeTitle")}</h2>
      <Form action={action} label={t("writeTitle")} className="grid gap-4">
        {companies.length > 1 ? (
          <Select
            label={t("company")}
            name="de"
            defaultValue={first?.code}
            choices={companies.map(({ code, name }) => ({ value: code, label: name }))}
          />
        ) : (
          <input type="hidden" name="de" value={first?.code ?? ""} />
        )}
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
