import { useTranslations } from "next-intl";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { TextArea } from "@/components/ui/text-area";
import { messageMax } from "@/lib/support/schema";

/** The desk's answer to a message, given once. */
export function AnswerForm({ action, message }: { action: FormAction; message: string }) {
  const t = useTranslations("support.desk");
  return (
    <Form action={action} label={t("answer")} className="grid gap-4">
      <input type="hidden" name="mensaje" value={message} />
      <TextArea
        label={t("answer")}
        description={t("answerHelp")}
        name="respuesta"
        rows={5}
        maxLength={messageMax}
        required
      />
      <div className="flex justify-end">
        <SubmitButton>{t("give")}</SubmitButton>
      </div>
    </Form>
  );
}
