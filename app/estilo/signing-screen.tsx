import { PageBody } from "@/components/shell/page-body";
import { Badge } from "@/components/ui/badge";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import { SignatureList } from "@/components/ui/signature-list";
import { style } from "@/lib/messages/es/style";
import { at } from "./frame";
import { now, timeZone } from "./sample";
import { RejectBatch, SignForm } from "./sample-forms";

const { signing, menu, types, states } = style;
const sampleFile = "nomina-noviembre.csv";
const sampleSeal = "9f2c41d07be35a60…c81e";
const largest = signing.largestRows.map((name, index) => ({ name, cents: String(98_000_000 - index * 4_250_000) }));

/** The one solemn screen: what is signed at the left, who signs at the right, what happens next below. */
export function SigningScreen() {
  return (
    <PageBody
      title={signing.title}
      badge={
        <Badge tone="amber" icon="sign">
          {states.confirmed}
        </Badge>
      }
      trail={<Breadcrumb entries={[{ label: menu.authorize, href: at("firma") }, { label: "L-2026-000128" }]} />}
    >
      <div className="grid items-start gap-5 lg:grid-cols-[1fr_22rem]">
        <section aria-labelledby="what" className="rounded-md border bg-surface px-5 py-5 sm:px-6">
          <h2 id="what" className="text-base font-semibold">
            {signing.what}
          </h2>
          <p className="text-ink-soft">
            {types.RECARGA} · {sampleFile}
          </p>
          <div className="mt-4 border-y py-4">
            <p className="text-xs text-ink-soft">{signing.total}</p>
            <Money cents="1284537500" currency="COP" className="text-xl font-semibold" />
            <p className="mt-0.5 text-ink-soft">{signing.words}</p>
          </div>
          <div className="mt-4 grid gap-x-10 gap-y-5 md:grid-cols-2">
            <DescriptionList
              figures
              items={[
                { label: signing.lines, value: "62" },
                { label: signing.amount, value: <Money cents="1250000000" currency="COP" /> },
                { label: signing.commission, value: <Money cents="29023109" currency="COP" /> },
                { label: signing.tax, value: <Money cents="5514391" currency="COP" /> },
                { label: signing.total, value: <Money cents="1284537500" currency="COP" />, total: true },
              ]}
            />
            <div>
              <h3 className="mb-1 text-xs font-medium text-pretty text-ink-soft">{signing.brief}</h3>
              <DescriptionList
                figures
                items={[
                  { label: signing.newcomers, value: "3" },
                  { label: signing.missing, value: "1" },
                  { label: signing.raises, value: "2" },
                  { label: signing.repairs, value: "4" },
                ]}
              />
            </div>
          </div>
          <Notice tone="amber" className="mt-4">
            {signing.warning}
          </Notice>
          <h3 className="mt-5 mb-2 text-sm font-semibold">{signing.largest}</h3>
          <DataTable
            caption={signing.largest}
            rows={largest}
            rowKey={(row) => row.name}
            columns={[
              { key: "name", title: true, label: signing.holder, cell: (row) => row.name },
              {
                key: "cents",
                label: signing.amount,
                align: "end",
                cell: (row) => <Money cents={row.cents} currency="COP" />,
              },
            ]}
            empty={null}
          />
          <p className="mt-4 text-xs break-all text-ink-faint">
            {signing.seal}: <span className="font-mono">{sampleSeal}</span>
          </p>
        </section>
        <section aria-labelledby="who" className="rounded-md border bg-surface px-5 py-5 sm:px-6 lg:sticky lg:top-20">
          <h2 id="who" className="mb-3 text-base font-semibold">
            {signing.who}
          </h2>
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
        </section>
      </div>
      <section className="mt-5 rounded-md border bg-surface px-5 py-5 sm:px-6">
        <p className="mb-4 max-w-prose text-base text-pretty">{signing.next}</p>
        <div className="flex flex-wrap items-end justify-between gap-3">
          <SignForm />
          <RejectBatch />
        </div>
      </section>
    </PageBody>
  );
}
