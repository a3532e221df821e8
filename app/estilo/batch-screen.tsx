import { Fragment } from "react";
import { PageBody } from "@/components/shell/page-body";
import { Badge } from "@/components/ui/badge";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { DescriptionList } from "@/components/ui/description-list";
import { IconButton } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import { Timeline } from "@/components/ui/timeline";
import { style } from "@/lib/messages/es/style";
import { at } from "./frame";

const { batch, menu, tray, types, states, faults, events } = style;
type Fault = (typeof faults)[number];

/** The line as it stands in the file, with the wrong cell marked. */
function WholeLine({ fault }: { fault: Fault }) {
  return (
    <code className="font-mono text-xs">
      {fault.cells.map((cell, index) => (
        <Fragment key={`${fault.line}-${cell}`}>
          {index > 0 && (
            <>
              <span className="text-ink-faint">;</span>
              <wbr />
            </>
          )}
          {index === fault.wrong ? (
            <mark className="whitespace-nowrap rounded-sm bg-out-soft px-0.5 font-semibold text-out underline decoration-wavy underline-offset-2">
              {cell}
            </mark>
          ) : (
            <span className="whitespace-nowrap">{cell}</span>
          )}
        </Fragment>
      ))}
    </code>
  );
}

/** Detail of a lot with faults: each line, what is wrong with it, and the mend one press away. */
export function BatchScreen() {
  return (
    <PageBody
      title="L-2026-000131"
      badge={<Badge tone="out">{states.invalid}</Badge>}
      trail={<Breadcrumb entries={[{ label: menu.load, href: at("carga") }, { label: "L-2026-000131" }]} />}
      actions={
        <>
          <LinkButton href={at("carga")} icon="back">
            {batch.back}
          </LinkButton>
          <LinkButton href={at("lote")} icon="download">
            {batch.download}
          </LinkButton>
        </>
      }
    >
      <Notice tone="out" className="mb-5">
        {batch.summary}
      </Notice>
      <Tabs
        label={batch.tabs}
        tabs={[
          { label: batch.faultsTab, href: at("lote"), current: true, count: "3" },
          { label: batch.linesTab, href: at("carga"), count: "240" },
          { label: batch.historyTab, href: at("firma") },
        ]}
      />
      <div className="grid items-start gap-6 2xl:grid-cols-[1fr_19rem]">
        <DataTable<Fault>
          caption={batch.faultsTab}
          rows={faults}
          rowKey={(fault) => fault.line}
          columns={[
            { key: "line", label: batch.line, align: "end", cell: (fault) => fault.line },
            {
              key: "field",
              label: batch.field,
              cell: (fault) => <code className="font-mono text-xs">{fault.field}</code>,
            },
            { key: "whole", label: batch.whole, cell: (fault) => <WholeLine fault={fault} /> },
            { key: "fault", label: batch.fault, cell: (fault) => fault.text },
            { key: "proposal", label: batch.proposal, cell: (fault) => <Proposal value={fault.proposal} /> },
          ]}
          actions={() => <IconButton name={batch.edit} icon="edit" />}
          empty={null}
        />
        <aside aria-label={batch.data} className="grid items-start gap-5 md:grid-cols-2 2xl:grid-cols-1">
          <section className="rounded-md border bg-surface px-4 py-3.5">
            <h2 className="mb-1.5 text-sm font-semibold">{batch.data}</h2>
            <DescriptionList
              figures
              items={[
                { label: tray.kind, value: types.RECARGA },
                { label: tray.fileName, value: "recargas-quincena.csv" },
                { label: batch.encoding, value: "UTF-8" },
                { label: tray.count, value: "240" },
                { label: tray.total, value: <Money cents="8450000000" currency="COP" />, total: true },
              ]}
            />
          </section>
          <section className="rounded-md border bg-surface px-4 py-3.5">
            <h2 className="mb-3 text-sm font-semibold">{batch.history}</h2>
            <Timeline
              label={batch.history}
              events={events.map(({ time, ...event }, index) => ({
                ...event,
                key: time,
                at: time,
                tone: index === 0 ? "out" : undefined,
              }))}
            />
          </section>
        </aside>
      </div>
    </PageBody>
  );
}

function Proposal({ value }: { value: string | null }) {
  if (!value) return <span className="text-ink-faint">—</span>;
  return (
    <span className="inline-flex items-center justify-end gap-x-2 whitespace-nowrap">
      <code className="rounded-sm bg-in-soft px-1 font-mono text-xs text-in">{value}</code>
      <Button variant="quiet" className="-my-1 min-h-8 px-2">
        {batch.accept}
      </Button>
    </span>
  );
}
