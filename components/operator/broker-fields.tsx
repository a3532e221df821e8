import { useTranslations } from "next-intl";
import { FirstFields } from "@/components/operator/company-fields";
import { Part } from "@/components/operator/part";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";

/** Everything that is asked of a broker when it is registered. */
export function BrokerFields() {
  const t = useTranslations("operator.company");
  const own = useTranslations("registry.brokers");
  return (
    <div className="grid gap-5">
      <Part title={t("data")}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField label={t("fields.name")} name="nombre" maxLength={120} required className="sm:col-span-2" />
          <TextField label={t("fields.code")} description={t("codeHelp")} name="codigo" maxLength={12} required />
          <Select
            label={t("fields.country")}
            name="pais"
            defaultValue="PE"
            choices={[
              { value: "PE", label: t("countries.PE") },
              { value: "CO", label: t("countries.CO") },
            ]}
          />
          <TextField label={t("fields.taxId")} description={t("taxIdHelp")} name="nit" maxLength={20} required />
        </div>
      </Part>
      <FirstFields title={own("first")} />
    </div>
  );
}
