"use client";
import { useTranslations } from "next-intl";
import { Form, type FormAction } from "@/components/ui/form";
import { type Preferences as Chosen, themes } from "@/lib/auth/rules";
import { languages } from "@/lib/messages/language";

type Props = { action: FormAction; chosen: Chosen };

/** Idioma and Tema, each a row of buttons that take effect at once; plain forms without our script. */
export function Preferences({ action, chosen }: Props) {
  const t = useTranslations("portal.preferences");
  return (
    <Form action={action} label={t("form")} className="grid gap-2.5 px-2.5 py-2.5">
      <Choice
        name="idioma"
        label={t("language")}
        options={languages.map((value) => ({
          value,
          label: t(`languages.${value}`),
          lang: value,
          chosen: value === chosen.language,
        }))}
      />
      <Choice
        name="tema"
        label={t("theme")}
        options={themes.map((value) => ({ value, label: t(`themes.${value}`), chosen: value === chosen.theme }))}
      />
    </Form>
  );
}

type Option = { value: string; label: string; lang?: string; chosen: boolean };

function Choice({ name, label, options }: { name: string; label: string; options: readonly Option[] }) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-ink-soft">{label}</legend>
      <div className="flex rounded-md border border-rule p-0.5">
        {options.map(({ value, label: words, lang, chosen }) => (
          <button
            key={value}
            type="submit"
            name={name}
            value={value}
            lang={lang}
            aria-pressed={chosen}
            className="min-h-8 flex-auto rounded-sm px-1.5 text-xs whitespace-nowrap text-ink-soft hover:text-ink aria-pressed:bg-primary-soft aria-pressed:font-semibold aria-pressed:text-primary touch:min-h-11"
          >
            {words}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
