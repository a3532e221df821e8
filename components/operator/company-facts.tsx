import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DescriptionList } from "@/components/ui/description-list";
import { services, serviceWord } from "@/lib/catalog";
import type { RegisteredCompany } from "@/lib/operator/company-queries";

/** What a company is, and what it has contracted. */
export function CompanyFacts({ company }: { company: RegisteredCompany }) {
  const t = useTranslations("registry");
  const names = useTranslations("access.services");
  const listed = useTranslations("operator.companies");
  return (
    <DescriptionList
      items={[
        { label: t(`company.taxIdKinds.${company.country}`), value: company.taxId },
        { label: listed("code"), value: company.code },
        { label: listed("country"), value: listed(`countries.${company.country}`) },
        { label: t("company.timeZone"), value: company.timeZone },
        {
          label: t("company.services"),
          value:
            company.services.length === 0
              ? t("company.noServices")
              : services
                  .filter((service) => company.services.includes(service))
                  .map((service) => names(serviceWord(service)))
                  .join(", "),
        },
        { label: t("company.scheme"), value: t("company.schemes", { count: company.signatures }) },
        { label: t("company.maker"), value: t(company.makerMaySign ? "yes" : "no") },
      ]}
    />
  );
}

/** The bank accounts from which it pays, the one in use marked. */
export function CompanyAccounts({ company }: { company: RegisteredCompany }) {
  const t = useTranslations("registry.company");
  return (
    <ul className="grid gap-2 text-sm">
      {company.accounts.map((account) => (
        <li key={account} className="flex flex-wrap items-center gap-3">
          <span className="tabular-nums">{account}</span>
          {account === company.bankAccount && <Badge tone="in">{t("inUse")}</Badge>}
        </li>
      ))}
    </ul>
  );
}
