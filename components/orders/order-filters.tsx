import Form from "next/form";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { DateRange } from "@/components/ui/date-range";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { orderStatusLabels } from "@/lib/messages/es/orders";
import type { OrderSearch } from "@/lib/orders/filter";

type Props = { href: string; search: OrderSearch; size: string | undefined };

/** Desde, Hasta, Estado, Buscar: what was asked stands in the address, so that it can be kept and sent to others. */
export function OrderFilters({ href, search, size }: Props) {
  const t = useTranslations("orders.list");
  const { from, to, status } = search;
  return (
    <Form action={href} className="mb-4 flex flex-wrap items-end gap-3" aria-label={t("search")} scroll={false}>
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
        choices={[
          { value: "", label: t("all") },
          ...Object.entries(orderStatusLabels).map(([value, label]) => ({ value, label })),
        ]}
        className="w-full sm:w-56"
      />
      {size && <input type="hidden" name="ver" value={size} />}
      <Button type="submit" icon="search">
        {t("find")}
      </Button>
      {(from || to || status) && (
        <LinkButton href={href} variant="quiet" scroll={false}>
          {t("clear")}
        </LinkButton>
      )}
    </Form>
  );
}
