import { Breadcrumb } from "@/components/ui/breadcrumb";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { Popover, panelItemClasses } from "@/components/ui/popover";
import { SignatureList } from "@/components/ui/signature-list";
import { Tabs } from "@/components/ui/tabs";
import { Timeline } from "@/components/ui/timeline";
import { style } from "@/lib/messages/es/style";
import { at } from "../frame";
import { now, timeZone } from "../sample";
import { Section, Shown, States } from "../section";

const { batch, menu, company, signing, events, guide, tray, types } = style;

/** What leads around a page, and what tells a lot's story. */
export function PageParts() {
  return (
    <>
      <Section name="navegacion">
        <Breadcrumb
          entries={[{ label: company.name, href: at("carga") }, { label: menu.batches }, { label: "L-2026-000131" }]}
        />
        <div className="mt-4">
          <Tabs
            label={batch.tabs}
            tabs={[
              { label: batch.faultsTab, href: at("lote"), current: true, count: "3" },
              { label: batch.linesTab, href: at("carga"), count: "240" },
              { label: batch.historyTab, href: at("firma") },
            ]}
          />
        </div>
        <Popover
          trigger={company.name}
          triggerClassName="min-h-9 rounded-md border border-rule bg-surface px-3 text-sm hover:bg-sunken touch:min-h-11"
        >
          {[company.name, company.other].map((name, index) => (
            <a key={name} href="/estilo" aria-current={index === 0 ? "true" : undefined} className={panelItemClasses}>
              {name}
            </a>
          ))}
        </Popover>
      </Section>
      <Section name="firmas">
        <States>
          <Shown as="plain">
            <SignatureList
              required={2}
              signed={[
                {
                  name: signing.signer,
                  role: signing.signerRole,
                  at: <DateTime at="2026-11-21T14:32:00Z" now={now} timeZone={timeZone} />,
                },
              ]}
              may={[
                { name: signing.other, role: signing.otherRole },
                { name: signing.maker, why: signing.makerWhy },
              ]}
            />
          </Shown>
          <Shown as="plain">
            <Timeline
              label={batch.history}
              events={events.map(({ time, ...event }, index) => ({
                ...event,
                key: time,
                at: time,
                tone: index === 0 ? "out" : undefined,
              }))}
            />
          </Shown>
          <Shown as="long">
            <DescriptionList
              figures
              items={[
                { label: company.switcher, value: guide.longName },
                { label: tray.kind, value: types.EMISION },
                { label: tray.total, value: <Money cents="999999999999" currency="COP" />, total: true },
              ]}
            />
          </Shown>
        </States>
      </Section>
    </>
  );
}
