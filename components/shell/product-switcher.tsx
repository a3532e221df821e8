"use client";
import { useParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { ContextSwitcher } from "@/components/shell/context-switcher";
import { paths } from "@/lib/web/paths";

type Named = { code: string; name: string };

/** The company and product that the address names, and the others this person may go to; where it names none, a choice of them. */
export function ProductSwitcher({ companies }: { companies: readonly (Named & { products: readonly Named[] })[] }) {
  const t = useTranslations("portal.switcher");
  const at = useParams<{ company?: string; product?: string }>();
  const company = companies.find((each) => each.code === at.company);
  const product = company?.products.find((each) => each.code === at.product);
  if (companies.every((each) => each.products.length === 0)) return null;
  return (
    <ContextSwitcher
      name={t("name")}
      company={company && product ? company.name : t("choose")}
      product={company && product?.name}
      choices={companies.flatMap((each) =>
        each.products.map((one) => ({
          label: each.name,
          detail: one.name,
          href: paths.product({ company: each, product: one }),
          current: each.code === company?.code && one.code === product?.code,
        })),
      )}
      all={{ label: t("all"), href: paths.companies }}
    />
  );
}
