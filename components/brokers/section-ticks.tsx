import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { FormFieldError } from "@/components/ui/form-field-error";
import { downloadable, type Holding, type Section, sections } from "@/lib/brokers/rules";

type Ticks = { section: Section; may: string | null; mayDownload: string | null; note?: string };
const isDownloadable = (section: Section) => (downloadable as readonly Section[]).includes(section);

type Props = { label: string; held: Holding | null; offered: readonly Ticks[] };

/** The sections of somebody who has those that are chosen; what their giver may not give is said and cannot be ticked. */
export function SectionTicks({ label, held, offered }: Props) {
  const t = useTranslations("member");
  const names = useTranslations("brokers.sections");
  return (
    <fieldset aria-describedby="secciones-error">
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      {offered.map(({ section, may, mayDownload, note }) => (
        <fieldset key={section} className="group/section">
          <legend className="sr-only">{names(section)}</legend>
          <Checkbox
            name="secciones"
            value={section}
            label={names(section)}
            description={may ?? note}
            disabled={may !== null}
            defaultChecked={held?.sections.includes(section)}
          />
          {isDownloadable(section) && (
            <Checkbox
              name="descargas"
              value={section}
              label={t("fields.download")}
              description={may ? undefined : (mayDownload ?? undefined)}
              disabled={mayDownload !== null}
              defaultChecked={held?.downloads.includes(section)}
              className="ms-6.5 hidden! group-has-[[name=secciones]:checked]/section:flex!"
            />
          )}
        </fieldset>
      ))}
      <FormFieldError id="secciones-error" name="secciones" />
    </fieldset>
  );
}

/** All there are, on and fixed: a Gerencial's. */
export function EverySection({ label }: { label: string }) {
  const t = useTranslations("member");
  const names = useTranslations("brokers.sections");
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      {sections.map((section) => (
        <fieldset key={section}>
          <legend className="sr-only">{names(section)}</legend>
          <Checkbox label={names(section)} checked readOnly disabled />
          {isDownloadable(section) && (
            <Checkbox label={t("fields.download")} checked readOnly disabled className="ms-6.5" />
          )}
        </fieldset>
      ))}
    </fieldset>
  );
}
