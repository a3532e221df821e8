import Form from "next/form";
import { useTranslations } from "next-intl";
import { AmountField } from "@/components/ui/amount-field";
import { Button } from "@/components/ui/button";
import { DateRange } from "@/components/ui/date-range";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { Currency } from "@/lib/money";
import type { ReportField } from "@/lib/reports/report";

type Props = {
  /** The report's words, and its address. */
  words: "master";
  href: string;
  fields: readonly ReportField[];
  /** What the address says of each field, as it was typed. */
  typed: Record<string, string>;
  currency: Currency;
  /** Further words of the address that stay. */
  kept: Record<string, string | undefined>;
};

/** Criterios de Búsqueda: what a report may be asked, of its declaration's fields; the answer's address can be kept and sent to others. */
export function ReportCriteria({ words, href, fields, typed, currency, kept }: Props) {
  const t = useTranslations("reports");
  return (
    <Form
      action={href}
      className="mb-4 flex flex-wrap items-end gap-3 print:hidden"
      aria-label={t("criteria")}
      scroll={false}
      prefetch={false}
    >
      {fields.map((field) => (
        <CriteriaField
          key={"name" in field ? field.name : field.from}
          field={field}
          words={words}
          typed={typed}
          currency={currency}
        />
      ))}
      {Object.entries(kept).map(
        ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <Button type="submit" icon="search">
        {t("find")}
      </Button>
    </Form>
  );
}

function CriteriaField({
  field,
  words,
  typed,
  currency,
}: Pick<Props, "words" | "typed" | "currency"> & { field: ReportField }) {
  const t = useTranslations("reports");
  const label = (name: string) => t(`${words}.fields.${name}` as "master.title");
  const half = (name: string) => ({ label: label(name), name, defaultValue: typed[name] });
  if (field.kind === "days")
    return (
      <DateRange
        key={`${typed[field.from]} ${typed[field.to]}`}
        from={half(field.from)}
        to={half(field.to)}
        className="w-full sm:w-84"
      />
    );
  if (field.kind === "amounts")
    return [field.from, field.to].map((name) => (
      <AmountField
        key={`${name} ${typed[name]}`}
        {...half(name)}
        currency={currency}
        className="min-w-0 flex-1 sm:w-44 sm:flex-none"
      />
    ));
  const whole = { ...half(field.name), className: "w-full sm:w-64" };
  if (field.kind === "search") return <TextField key={typed[field.name]} {...whole} maxLength={field.most} />;
  return (
    <Select
      key={typed[field.name]}
      {...whole}
      choices={[
        { value: "", label: t("any") },
        ...field.codes.map((code) => ({ value: code, label: t(`${words}.${field.of}.${code}` as "master.title") })),
      ]}
    />
  );
}
