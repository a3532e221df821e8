import Form from "next/form";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { DateRange } from "@/components/ui/date-range";
import { ListTools } from "@/components/ui/list-tools";
import type { MovementSearch } from "@/lib/bank/schema";
import { dayInWords, languageOf } from "@/lib/messages/language";
import { paths } from "@/lib/web/paths";

type Props = {
  href: string;
  search: MovementSearch;
  /** What the address asks now, by name. */
  query: Record<string, string | undefined>;
  clear: string;
};

/** Desde, Hasta, Buscar: what was asked stands in the address. */
export function MovementFilters({ href, search, query, clear }: Props) {
  const language = languageOf(useLocale());
  const t = useTranslations("bank.movements");
  const { from, to, text } = search;
  const without = (name: string) => paths.withQuery(href, { ...query, [name]: undefined });
  const { desde: _from, hasta: _to, ...rest } = query;
  return (
    <>
      <Form
        action={href}
        className="mb-3 flex flex-wrap items-end gap-3"
        aria-label={t("criteria")}
        scroll={false}
        prefetch={false}
      >
        <DateRange
          key={`days-${from}-${to}`}
          from={{ label: t("from"), name: "desde", defaultValue: from ?? undefined }}
          to={{ label: t("to"), name: "hasta", defaultValue: to ?? undefined }}
          className="w-full sm:w-84"
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
        filters={[
          ...(from
            ? [{ label: t("from"), chosen: { label: dayInWords(from, language), without: without("desde") } }]
            : []),
          ...(to ? [{ label: t("to"), chosen: { label: dayInWords(to, language), without: without("hasta") } }] : []),
        ]}
        clear={clear}
      />
    </>
  );
}
