import { useTranslations } from "next-intl";
import { Part } from "@/components/operator/part";
import { Checkbox } from "@/components/ui/checkbox";
import { FormFieldError } from "@/components/ui/form-field-error";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";

const pairs = "grid items-start gap-4 sm:grid-cols-2";

/** Everything that is asked of a company when it is registered, in three parts. */
export function CompanyFields({ services }: { services: readonly string[] }) {
  const t = useTranslations("operator.company");
  return (
    <div className="grid gap-5">
      <Part title={t("data")}>
        <div className={pairs}>
          <TextField label={t("fields.name")} name="nombre" maxLength={120} required className="sm:col-span-2" />
          <TextField label={t("fields.code")} description={t("codeHelp")} name="codigo" maxLength={12} required />
          <Select
            label={t("fields.country")}
            name="pais"
            defaultValue="CO"
            choices={[
              { value: "CO", label: t("countries.CO") },
              { value: "PE", label: t("countries.PE") },
            ]}
          />
          <TextField label={t("fields.taxId")} description={t("taxIdHelp")} name="nit" maxLength={20} required />
          <TextArea label={t("fields.accounts")} description={t("accountHelp")} name="cuentas" rows={2} required />
        </div>
      </Part>
      <Part title={t("contract")}>
        <div className={pairs}>
          <ServicesField services={services} />
          <Select
            label={t("fields.signatures")}
            name="firmas"
            defaultValue="2"
            choices={[
              { value: "2", label: t("two") },
              { value: "1", label: t("one") },
            ]}
          />
          <div className="self-end">
            <Checkbox name="prepara" value="si" label={t("fields.makerMaySign")} description={t("makerHelp")} />
            <FormFieldError id="prepara-error" name="prepara" />
          </div>
        </div>
      </Part>
      <FirstFields title={t("first")} />
    </div>
  );
}

/** Which services it contracts, one box each; `chosen` are ticked to begin with. */
export function ServicesField({ services, chosen = [] }: { services: readonly string[]; chosen?: readonly string[] }) {
  const t = useTranslations("operator.company");
  const names = useTranslations("access.services");
  return (
    <fieldset className="sm:col-span-2" aria-describedby="servicios-error">
      <legend className="mb-1 text-sm font-medium">{t("fields.services")}</legend>
      <div className="grid gap-x-6 sm:grid-cols-2">
        {services.map((service) => (
          <Checkbox
            key={service}
            name="servicios"
            value={service}
            defaultChecked={chosen.includes(service)}
            label={names(service.replace(".", "-") as "lotes-carga")}
          />
        ))}
      </div>
      <FormFieldError id="servicios-error" name="servicios" />
    </fieldset>
  );
}

/** Who is invited as the first of a company or broker. */
export function FirstFields({ title }: { title: string }) {
  const t = useTranslations("operator.company");
  return (
    <Part title={title} text={t("firstText")}>
      <div className={pairs}>
        <TextField label={t("fields.person")} name="persona" maxLength={120} required />
        <TextField
          label={t("fields.document")}
          description={t("documentHelp")}
          name="documento"
          maxLength={30}
          required
        />
        <TextField
          label={t("fields.username")}
          name="usuario"
          maxLength={40}
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <TextField label={t("fields.mail")} name="correo" type="email" maxLength={254} required />
      </div>
    </Part>
  );
}
