import Form from "next/form";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { DateRange } from "@/components/ui/date-range";
import type { Filter } from "@/components/ui/filter-chips";
import { ListTools } from "@/components/ui/list-tools";
import { Select } from "@/components/ui/select";
import { dayInWords, languageOf } from "@/lib/messages/language";
import type { OrderSearch } from "@/lib/orders/filter";
import { orderStatuses } from "@/lib/orders/rules";
import { paths } from "@/lib/web/paths";

type Props = {
  href: string;
  search: OrderSearch & { text: string | null };
  /** What the address asks now, by name. */
  query: Record<string, string | undefined>;
};

/** Desde, Hasta, Estado, Buscar: what was asked stands in the address, so that it can be kept and sent to others. */
export function OrderFilters({ href, search, query }: Props) {
  const language = languageOf(useLocale());
  const t = useTranslations("orders.list");
  const labels = useTranslations("orders.status");
  const { from, to, status, text } = search;
  const without = (name: string) => paths.withQuery(href, { ...query, [name]: undefined });
  const chosen: Filter[] = [
    ...(from ? [{ label: t("from"), chosen: { label: dayInWords(from, language), without: without("desde") } }] : []),
    ...(to ? [{ label: t("to"), chosen: { label: dayInWords(to, language), without: without("hasta") } }] : []),
    ...(status ? [{ label: t("status"), chosen: { label: labels(status), without: without("estado") } }] : []),
  ];
  const { desde: _from, hasta: _to, estado: _status, ...rest } = query;
  return (
    <>
      <Form
        action={href}
        className="mb-3 flex flex-wrap items-end gap-3"
        aria-label={t("search")}
        scroll={false}
        prefetch={false}
      >
        <DateRange
          key={`days-${from}-${to}`}
          from={{ label: t("from"), name: "desde", defaultValue: from ?? undefined }}
          to={{ label: t("to"), name: "hasta", defaultValue: to ?? undefined }}
          className="w-full sm:w-84"
        />
        <Select
          key={`status-${status}`}
          label={t("status")}
          name="estado"
          defaultValue={status ?? ""}
          choices={[{ value: "", label: t("all") }, ...orderStatuses.map((value) => ({ value, label: labels(value) }))]}
          className="min-w-0 flex-1 sm:w-56 sm:flex-none"
        />
        {Object.entries(rest).map(
          ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <Button type="submit" icon="search">
          {t("find")}
        </Button>
      </Form>
      <ListTools
        search={{
          label: t("searchText"),
          name: "buscar",
          value: text ?? "",
          href,
          keep: { ...query, buscar: undefined },
        }}
        filters={chosen}
        clear={paths.withQuery(href, { ver: query.ver })}
      />
    </>
  );
}
