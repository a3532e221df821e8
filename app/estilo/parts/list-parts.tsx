import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { IconLink } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Money } from "@/components/ui/money";
import { Pager } from "@/components/ui/pager";
import { SelectionBar } from "@/components/ui/selection-bar";
import { style } from "@/lib/messages/es/style";
import { at } from "../frame";
import { batches, looks, now, timeZone } from "../sample";
import { Section, Shown } from "../section";
import { AmountSpan } from "./amount-span";

const { guide, tray, orders, states, types, menu, areas } = style;
const rows = batches.slice(4, 9);
const here = "/estilo";

const filters = (on: boolean) => [
  {
    label: guide.filterState,
    chosen: on ? { label: states.confirmed, without: here } : undefined,
    choices: (["valid", "confirmed", "processed"] as const).map((state) => ({
      label: states[state],
      href: `${here}?estado=${state}`,
      current: on && state === "confirmed",
    })),
  },
  { label: guide.filterKind, choices: [{ label: types.RECARGA, href: `${here}?tipo=RECARGA` }] },
  { label: guide.filterAmount, panel: <AmountSpan href={here} /> },
];

function Rows({ tick }: { tick?: string }) {
  return (
    <DataTable
      caption={tray.loaded}
      rows={rows}
      rowKey={(row) => row.number}
      selection={
        tick
          ? { name: tick, value: (row) => row.number, label: (row) => row.number, cents: (row) => row.cents }
          : undefined
      }
      columns={[
        {
          key: "number",
          title: true,
          label: tray.number,
          cell: (row) => <span className="font-medium">{row.number}</span>,
        },
        { key: "type", label: tray.kind, cell: (row) => types[row.type] },
        { key: "state", label: tray.state, cell: (row) => <Badge {...looks[row.state]}>{states[row.state]}</Badge> },
        {
          key: "at",
          label: tray.at,
          cell: (row) => <DateTime at={row.at} now={now} timeZone={timeZone} />,
          sort: { href: `${here}?orden=fecha`, now: "descending" },
        },
        {
          key: "total",
          label: tray.total,
          align: "end",
          cell: (row) => <Money cents={row.cents} currency="COP" />,
          sort: { href: `${here}?orden=total` },
        },
      ]}
      actions={() => <IconLink name={tray.detail} icon="detail" href={at("lote")} />}
      empty={null}
    />
  );
}

/** Lists in all their states, with what stands above and below them. */
export function ListParts() {
  const search = { label: guide.searchLots, name: "buscar", href: here };
  return (
    <Section name="listas">
      <div className="grid gap-8">
        <Shown as="plain">
          <ListFrame>
            <ListTools
              search={{ ...search, value: "" }}
              filters={filters(false)}
              clear={here}
              end={
                <LinkButton href={here} icon="excel">
                  {orders.excel}
                </LinkButton>
              }
            />
            <form>
              <Rows tick="lotes" />
              <SelectionBar name="lotes" currency="COP" one={orders.one} many={orders.many} none={guide.chosenNone}>
                <Button variant="primary" icon="sign">
                  {style.signing.authorize}
                </Button>
              </SelectionBar>
            </form>
            <Pager page={3} size={10} total={5389} href={(page) => `${here}?pagina=${page}`} numbers="es-CO" />
          </ListFrame>
        </Shown>
        <Shown as="narrow">
          <ListTools filters={filters(true)} clear={here} />
          <div className="rounded-md border bg-surface">
            <EmptyState icon="search" title={guide.noMatch}>
              {guide.noMatchText}
            </EmptyState>
          </div>
        </Shown>
        <Shown as="loading">
          <ListFrame busy>
            <Rows />
          </ListFrame>
        </Shown>
        <Shown as="empty">
          <DataTable
            caption={tray.loaded}
            columns={[]}
            rows={[]}
            rowKey={() => ""}
            empty={
              <EmptyState title={tray.emptyTitle} action={<LinkButton href={at("carga")}>{menu.load}</LinkButton>}>
                {tray.emptyText}
              </EmptyState>
            }
          />
          <Pager page={1} size={25} total={0} href={() => here} numbers="es-CO" manner="master" label={menu.master} />
          <Pager
            page={1}
            size={10}
            total={5389}
            href={() => here}
            numbers="es-PE"
            manner="brokers"
            label={areas.brokers}
          />
        </Shown>
      </div>
    </Section>
  );
}
