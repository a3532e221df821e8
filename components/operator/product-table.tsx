import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { batchTypes } from "@/lib/batches/layouts";
import type { RegisteredProduct } from "@/lib/operator/company-queries";
import { paths } from "@/lib/web/paths";

/** A company's products, each with what may be loaded for it. */
export function ProductTable({ company, products }: { company: string; products: readonly RegisteredProduct[] }) {
  const t = useTranslations("registry");
  const types = useTranslations("batches.type");
  const columns: Column<RegisteredProduct>[] = [
    {
      key: "name",
      label: t("company.productColumns.name"),
      title: true,
      cell: ({ code, name }) => (
        <Link
          prefetch={false}
          href={paths.registeredProduct(company, code)}
          className="font-medium hover:text-primary hover:underline"
        >
          {name}
        </Link>
      ),
    },
    { key: "code", label: t("company.productColumns.code"), cell: ({ code }) => code },
    { key: "kind", label: t("company.productColumns.kind"), cell: ({ kind }) => t(`product.kinds.${kind}`) },
    {
      key: "currency",
      label: t("company.productColumns.currency"),
      cell: ({ currency }) => t(`product.currencies.${currency}`),
    },
    {
      key: "types",
      label: t("company.productColumns.types"),
      cell: ({ batchTypes: taken }) =>
        taken.length === batchTypes.length
          ? t("company.allTypes")
          : batchTypes
              .filter((type) => taken.includes(type))
              .map((type) => types(type))
              .join(", "),
      className: "whitespace-normal",
    },
  ];
  return (
    <DataTable
      caption={t("company.products")}
      columns={columns}
      rows={products}
      rowKey={({ code }) => code}
      empty={
        <EmptyState icon="card" title={t("company.noProducts")}>
          {t("company.noProductsText")}
        </EmptyState>
      }
    />
  );
}
