"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { TextField } from "@/components/ui/text-field";
import type { CompanyCard } from "@/lib/companies/queries";
import { plain } from "@/lib/companies/rules";
import { paths } from "@/lib/web/paths";

function matches(company: CompanyCard, search: string): boolean {
  const words = [company.name, company.taxId, company.code, ...company.products.map((product) => product.name)];
  return plain(words.join(" ")).includes(plain(search.trim()));
}

/** The companies of this person, each with its products; what is typed narrows them at once. */
export function CompanyCards({ companies }: { companies: readonly CompanyCard[] }) {
  const t = useTranslations("portal.companies");
  const [search, setSearch] = useState("");
  const found = companies.filter((company) => matches(company, search));
  if (companies.length === 0) {
    return (
      <div className="rounded-md border bg-surface">
        <EmptyState icon="company" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      </div>
    );
  }
  const kinds = [...new Set(companies.map((company) => t(`taxIdKinds.${company.country}`)))].join(", ");
  return (
    <>
      <search className="mb-5 block max-w-sm">
        <TextField
          type="search"
          label={t("search")}
          description={t("searchHelp", { kinds })}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </search>
      <p role="status" className="sr-only">
        {search !== "" && t("found", { count: found.length })}
      </p>
      {found.length === 0 && (
        <div className="rounded-md border bg-surface">
          <EmptyState icon="search" title={t("noMatch", { search })}>
            {t("noMatchText")}
          </EmptyState>
        </div>
      )}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {found.map((company) => (
          <li key={company.code}>
            <Card company={company} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Card({ company }: { company: CompanyCard }) {
  const t = useTranslations("portal.companies");
  return (
    <article
      aria-labelledby={`company-${company.code}`}
      className="group h-full rounded-md border bg-surface p-4 transition-colors duration-150 focus-within:border-edge hover:border-edge"
    >
      <div className="flex items-start gap-3">
        <span className="grid size-9 shrink-0 place-items-center rounded-md bg-sunken text-ink-soft transition-colors duration-150 group-focus-within:bg-primary-soft group-focus-within:text-primary group-hover:bg-primary-soft group-hover:text-primary">
          <Icon name="company" size={18} />
        </span>
        <div className="min-w-0">
          <h2 id={`company-${company.code}`} className="text-base font-semibold text-pretty">
            {company.name}
          </h2>
          <p className="text-xs tabular-nums text-ink-soft">
            {t("taxId", { kind: t(`taxIdKinds.${company.country}`), number: company.taxId })}
          </p>
        </div>
      </div>
      {company.products.length === 0 ? (
        <p className="mt-3 text-ink-soft">{t("noProducts")}</p>
      ) : (
        <ul aria-label={t("products", { company: company.name })} className="mt-3 grid gap-px border-t pt-2">
          {company.products.map((product) => (
            <li key={product.code}>
              <Link
                prefetch={false}
                href={paths.product({ company, product })}
                className="-mx-2 flex min-h-9 items-center gap-2.5 rounded-md px-2 transition-colors duration-150 group-focus-within:text-primary group-hover:text-primary hover:bg-primary-soft touch:min-h-11"
              >
                <Icon name="card" className="shrink-0 text-ink-soft" />
                <span className="font-medium">{product.name}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
