import { useTranslations } from "next-intl";
import { SlotRows } from "@/components/companies/slot-rows";
import { Part } from "@/components/operator/part";
import { TextField } from "@/components/ui/text-field";
import type { CompanyData } from "@/lib/companies/rules";
import { contactSlots, phoneSlots } from "@/lib/companies/schema";

/** Everything that a company says of itself, to be typed. */
export function CompanyFields({ data, own, phoneHelp }: { data: CompanyData; own?: string; phoneHelp?: string }) {
  const t = useTranslations("company");
  const { phones, contacts } = data;
  return (
    <div className="grid gap-5">
      <Part title={own ?? t("own")}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField label={t("facts.address")} name="direccion" defaultValue={data.address} maxLength={120} />
          <TextField label={t("facts.city")} name="ciudad" defaultValue={data.city} maxLength={80} />
          <TextField
            label={t("facts.mail")}
            name="correo"
            type="email"
            defaultValue={data.mail}
            maxLength={254}
            autoComplete="off"
          />
          <TextField label={t("facts.website")} name="sitio" defaultValue={data.website} maxLength={200} />
        </div>
      </Part>
      <Part title={t("facts.phones")} text={phoneHelp ?? t("phoneHelp")}>
        <SlotRows
          add={t("addPhone")}
          slots={phoneSlots.map((number, index) => ({
            remove: t("removePhone", { number }),
            fields: [
              {
                name: `telefono${number}`,
                label: t("phone", { number }),
                value: phones[index]?.number ?? "",
                maxLength: 35,
                type: "tel" as const,
              },
              {
                name: `telefono${number}_nombre`,
                label: t("phoneName", { number }),
                description: index === 0 ? t("phoneNameHelp") : undefined,
                value: phones[index]?.label ?? "",
                maxLength: 40,
              },
            ],
          }))}
        />
      </Part>
      <Part title={t("facts.contacts")}>
        <SlotRows
          add={t("addContact")}
          wide
          slots={contactSlots.map((number, index) => {
            const contact = contacts[index];
            return {
              remove: t("removeContact", { number }),
              fields: [
                {
                  name: `contacto${number}`,
                  label: t("contact", { number }),
                  value: contact?.name ?? "",
                  maxLength: 80,
                },
                {
                  name: `contacto${number}_cargo`,
                  label: t("contactRole", { number }),
                  value: contact?.role ?? "",
                  maxLength: 60,
                },
                {
                  name: `contacto${number}_correo`,
                  label: t("contactMail", { number }),
                  value: contact?.mail ?? "",
                  maxLength: 254,
                  type: "email" as const,
                },
                {
                  name: `contacto${number}_telefono`,
                  label: t("contactPhone", { number }),
                  value: contact?.phone ?? "",
                  maxLength: 35,
                  type: "tel" as const,
                },
              ],
            };
          })}
        />
      </Part>
    </div>
  );
}
