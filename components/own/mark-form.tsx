import { useTranslations } from "next-intl";
import { SectionFoot } from "@/components/own/settings-section";
import { OwnImage } from "@/components/session/own-image";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { FormFieldError } from "@/components/ui/form-field-error";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import { imagesMax, phraseLength } from "@/lib/own/rules";

export type Mark = { image: number; phrase: string };

/** One of the drawings and a phrase of one's own, kept by the clave. */
export function MarkForm({ action, mark }: { action: FormAction; mark: Mark | null }) {
  const t = useTranslations("own.mark");
  return (
    <Form action={action} label={t("form")}>
      <Images chosen={mark?.image ?? null} />
      <div className="mt-5 grid max-w-md gap-4">
        <TextField
          label={t("phrase")}
          description={t("phraseHelp", phraseLength)}
          name="frase"
          defaultValue={mark?.phrase}
          maxLength={phraseLength.most}
          autoComplete="off"
          required
        />
        <PasswordField label={t("password")} name="clave" required />
      </div>
      <SectionFoot>
        <SubmitButton>{t("save")}</SubmitButton>
      </SectionFoot>
    </Form>
  );
}

function Images({ chosen }: { chosen: number | null }) {
  const t = useTranslations("own.mark");
  const images = Array.from({ length: imagesMax }, (_, index) => index + 1);
  return (
    <fieldset aria-describedby="imagen-error">
      <legend className="mb-2 text-sm font-medium">{t("image")}</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(4.25rem,1fr))] gap-2">
        {images.map((image) => (
          <label
            key={image}
            className="relative grid aspect-square place-items-center rounded-md border bg-surface hover:border-edge has-checked:border-primary has-checked:bg-primary-soft has-checked:ring-1 has-checked:ring-primary has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="imagen"
              value={image}
              defaultChecked={image === chosen}
              required
              className="absolute inset-0 cursor-pointer appearance-none rounded-md outline-none"
            />
            <OwnImage image={image} size={44} className="pointer-events-none" />
          </label>
        ))}
      </div>
      <FormFieldError id="imagen-error" name="imagen" />
    </fieldset>
  );
}
