import { useTranslations } from "next-intl";
import { Part } from "@/components/operator/part";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import type { CompanyContact, CompanyData } from "@/lib/companies/rules";
import type { Company } from "@/lib/context";

type Props = {
  company: Pick<Company, "name" | "taxId" | "country">;
  data: CompanyData;
  own?: string;
  registeredText?: string;
  /** What else is registered. */
  also?: readonly { label: string; value: string }[];
};

/** What the operator registered of a company or broker, and what it says of itself; `own` and `registeredText` where those are not a company's words. */
export function CompanyFacts({ company, data, own, registeredText, also = [] }: Props) {
  const t = useTranslations("company");
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Part title={t("registered")} text={registeredText ?? t("registeredText")}>
        <DescriptionList
          items={[
            { label: t("name"), value: company.name },
            { label: t(`taxIdKinds.${company.country}`), value: company.taxId },
            { label: t("country"), value: t(`countries.${company.country}`) },
            ...also,
          ]}
        />
      </Part>
      <Part title={own ?? t("own")}>
        <DescriptionList
          items={[
            ...(["address", "city", "mail", "website"] as const).map((fact) => ({
              label: t(`facts.${fact}`),
              value: data[fact] || t("none"),
            })),
            {
              label: t("facts.phones"),
              value:
                data.phones.length === 0 ? (
                  t("noPhones")
                ) : (
                  <ul>
                    {data.phones.map(({ label, number }) => (
                      <li key={`${label} ${number}`} className="tabular-nums">
                        {number}
                        {label && <span className="text-ink-soft"> · {label}</span>}
                      </li>
                    ))}
                  </ul>
                ),
            },
          ]}
        />
      </Part>
      <section aria-label={t("facts.contacts")} className="lg:col-span-2">
        <h2 className="mb-2 text-base font-semibold">{t("facts.contacts")}</h2>
        <ContactTable contacts={data.contacts} />
      </section>
    </div>
  );
}

function ContactTable({ contacts }: { contacts: readonly CompanyContact[] }) {
  const t = useTranslations("company");
  const columns: Column<CompanyContact>[] = (["name", "role", "mail", "phone"] as const).map((key) => ({
    key,
    label: t(`contactColumns.${key}`),
    title: key === "name",
    cell: (row) => (key === "name" ? <span className="font-medium">{row.name}</span> : row[key] || t("none")),
  }));
  return (
    <DataTable
      caption={t("facts.contacts")}
      columns={columns}
      rows={contacts}
      rowKey={(row) => Object.values(row).join(" ")}
      empty={
        <EmptyState icon="person" title={t("noContacts")}>
          {t("noContactsText")}
        </EmptyState>
      }
    />
  );
}
