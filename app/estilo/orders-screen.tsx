import { PageBody } from "@/components/shell/page-body";
import { Badge } from "@/components/ui/badge";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { DateRange } from "@/components/ui/date-range";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton, IconLink } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { Pager } from "@/components/ui/pager";
import { PasswordField } from "@/components/ui/password-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { SelectionBar } from "@/components/ui/selection-bar";
import { style } from "@/lib/messages/es/style";
import { at } from "./frame";
import { looks, now, orders as rows, timeZone } from "./sample";
import { PayOrder } from "./sample-forms";

const { orders, menu, company, tray, states, signing } = style;

/** Órdenes de Servicio: filters that refine, the newest first, a bar for what is chosen. */
export function OrdersScreen() {
  return (
    <PageBody
      title={menu.orders}
      trail={
        <Breadcrumb
          entries={[{ label: company.name, href: "/estilo" }, { label: menu.queries }, { label: menu.orders }]}
        />
      }
      actions={
        <LinkButton href={at("ordenes")} icon="excel">
          {orders.excel}
        </LinkButton>
      }
    >
      <form className="mb-4 flex flex-wrap items-end gap-3">
        <DateRange
          from={{ label: orders.from, name: "desde" }}
          to={{ label: orders.until, name: "hasta" }}
          className="w-full sm:w-84"
        />
        <Select label={orders.status} name="estado" choices={[{ value: "", label: orders.all }]} className="w-52" />
        <Button type="submit" icon="search">
          {orders.search}
        </Button>
      </form>
      <form>
        <DataTable
          caption={menu.orders}
          rows={rows}
          rowKey={(row) => row.number}
          selection={{
            name: "orden",
            value: (row) => row.number,
            label: (row) => row.number,
            can: (row) => row.state !== "annulled",
            cents: (row) => row.cents,
          }}
          columns={[
            {
              key: "number",
              title: true,
              label: orders.number,
              cell: (row) => <span className="font-medium">{row.number}</span>,
            },
            { key: "batches", label: orders.batches, align: "end", cell: (row) => row.batches },
            {
              key: "state",
              label: orders.status,
              cell: (row) => <Badge {...looks[row.state]}>{states[row.state]}</Badge>,
            },
            {
              key: "at",
              label: orders.at,
              cell: (row) => <DateTime at={row.at} now={now} timeZone={timeZone} />,
              sort: { href: at("ordenes"), now: "descending" },
            },
            {
              key: "total",
              label: tray.total,
              align: "end",
              cell: (row) => <Money cents={row.cents} currency="COP" />,
              sort: { href: at("ordenes") },
            },
          ]}
          actions={(row) => (
            <>
              {row.state === "authorized" && (
                <PayOrder>
                  <p className="text-ink-soft">{orders.paySummary}</p>
                  <DescriptionList
                    figures
                    items={[{ label: tray.total, value: <Money cents={row.cents} currency="COP" />, total: true }]}
                  />
                </PayOrder>
              )}
              <IconLink name={tray.detail} icon="detail" href={at("lote")} />
              <IconLink name={orders.pdf} icon="file" href={at("recibo")} />
              {row.state === "authorized" && <IconButton name={orders.annul} icon="annul" tone="out" />}
            </>
          )}
          empty={<EmptyState title={tray.emptyTitle}>{tray.emptyText}</EmptyState>}
        />
        <Pager page={1} size={10} total={5389} href={() => at("ordenes")} numbers="es-CO" />
        <SelectionBar name="orden" currency="COP" one={orders.one} many={orders.many} none={orders.selection}>
          <RadioGroup
            label={orders.grouping}
            name="grupo"
            inline
            defaultValue="lote"
            choices={[
              { value: "lote", label: orders.byBatch },
              { value: "tipo", label: orders.byType },
            ]}
          />
          <PasswordField label={signing.password} name="clave" className="w-44" />
          <Button variant="primary" icon="sign">
            {signing.authorize}
          </Button>
        </SelectionBar>
      </form>
    </PageBody>
  );
}
