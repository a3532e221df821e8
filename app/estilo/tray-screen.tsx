import { PageBody } from "@/components/shell/page-body";
import { Badge } from "@/components/ui/badge";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton, IconLink } from "@/components/ui/icon-button";
import { Money } from "@/components/ui/money";
import { Pager } from "@/components/ui/pager";
import { ProgressBar } from "@/components/ui/progress-bar";
import { style } from "@/lib/messages/es/style";
import { at } from "./frame";
import { batches, looks, now, type SampleBatch, timeZone } from "./sample";
import { ConfirmBatch, UploadForm } from "./sample-forms";

const { tray, types, states, company, menu } = style;
const figure = new Intl.NumberFormat("es-CO");

const columns: readonly Column<SampleBatch>[] = [
  {
    key: "number",
    title: true,
    className: "whitespace-nowrap",
    label: tray.number,
    cell: (row) => <span className="font-medium tabular-nums">{row.number}</span>,
  },
  {
    key: "type",
    label: tray.kind,
    cell: (row) => (
      <span className="min-w-0">
        {types[row.type]}
        <span className="block max-w-60 truncate text-xs text-ink-soft">{row.file}</span>
      </span>
    ),
  },
  { key: "lines", label: tray.count, align: "end", cell: (row) => figure.format(row.lines) },
  { key: "total", label: tray.total, align: "end", cell: (row) => <Money cents={row.cents} currency="COP" /> },
  { key: "state", label: tray.state, cell: (row) => <State row={row} /> },
  {
    key: "at",
    label: tray.at,
    cell: (row) => <DateTime at={row.at} now={now} timeZone={timeZone} />,
    sort: { href: at("carga"), now: "descending" },
  },
];

function State({ row }: { row: SampleBatch }) {
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-2 sm:justify-start">
      <Badge {...looks[row.state]}>{states[row.state]}</Badge>
      {row.faults && <span className="text-xs text-out">{tray.faults.replace("{count}", String(row.faults))}</span>}
    </span>
  );
}

function Actions({ row }: { row: SampleBatch }) {
  const open = row.state === "valid" || row.state === "invalid";
  return (
    <>
      {row.state === "valid" && (
        <ConfirmBatch title={tray.confirmTitle.replace("{number}", row.number)}>
          <DescriptionList
            figures
            items={[
              { label: tray.kind, value: types[row.type] },
              { label: tray.fileName, value: row.file },
              { label: tray.count, value: figure.format(row.lines) },
              { label: tray.total, value: <Money cents={row.cents} currency="COP" />, total: true },
            ]}
          />
        </ConfirmBatch>
      )}
      <IconLink name={tray.detail} icon="detail" href={at("lote")} />
      {open && <IconButton name={tray.remove} icon="delete" tone="out" />}
    </>
  );
}

/** Carga de Lotes: send a file above, follow every lot below. */
export function TrayScreen() {
  return (
    <PageBody
      title={menu.load}
      intro={tray.intro}
      trail={
        <Breadcrumb
          entries={[{ label: company.name, href: "/estilo" }, { label: menu.batches }, { label: menu.load }]}
        />
      }
    >
      <div className="mb-6 rounded-md border bg-surface p-4 sm:p-5">
        <UploadForm />
        <div className="mt-5 grid gap-x-8 gap-y-4 border-t pt-4 md:grid-cols-2">
          <ProgressBar label={tray.uploading} value={66} text={tray.bytes} />
          <ProgressBar label={tray.validating} value={42} text={tray.lines} />
        </div>
      </div>
      <h2 className="mb-3 text-base font-semibold">{tray.loaded}</h2>
      <DataTable
        caption={tray.loaded}
        columns={columns}
        rows={batches}
        rowKey={(row) => row.number}
        rowTone={(row) => (row.state === "invalid" ? "out" : undefined)}
        actions={(row) => <Actions row={row} />}
        empty={<EmptyState title={tray.emptyTitle}>{tray.emptyText}</EmptyState>}
      />
      <Pager page={1} size={10} total={5389} href={() => at("carga")} numbers="es-CO" />
    </PageBody>
  );
}
