import Form from "next/form";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { OrderSearch } from "@/lib/orders/filter";
import { orderStatuses } from "@/lib/orders/rules";

type Props = { href: string; search: OrderSearch; size: string | undefined };

/** Desde, Hasta, Estado, Buscar: what was asked stands in the address, so that it can be kept and sent to others. */
export function OrderFilters({ href, search, size }: Props) {
  const t = useTranslations("orders.list");
  const states = useTranslations("orders.status");
  const { from, to, status } = search;
  return (
    <Form action={href} className="mb-4 flex flex-wrap items-end gap-3" aria-label={t("search")} scroll={false}>
      <TextField
        key={`from-${from}`}
        label={t("from")}
        type="date"
        name="desde"
        defaultValue={from ?? ""}
        className="w-[calc(50%-0.375rem)] sm:w-40"
      />
      <TextField
        key={`to-${to}`}
        label={t("to")}
        type="date"
        name="hasta"
        defaultValue={to ?? ""}
        className="w-[calc(50%-0.375rem)] sm:w-40"
      />
      <Select
        key={`status-${status}`}
        label={t("status")}
        name="estado"
        defaultValue={status ?? ""}
        choices={[{ value: "", label: t("all") }, ...orderStatuses.map((value) => ({ value, label: states(value) }))]}
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
