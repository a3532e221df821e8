import Link from "next/link";
import type { ReactNode } from "react";
import { PageBody } from "@/components/shell/page-body";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { PasswordField } from "@/components/ui/password-field";
import { ProgressBar } from "@/components/ui/progress-bar";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Stat } from "@/components/ui/stat";
import { CodeField, TextField } from "@/components/ui/text-field";
import { style } from "@/lib/messages/es/style";
import { at, type Screen } from "./frame";
import { looks, now, timeZone } from "./sample";
import { SampleDialog, SampleForm } from "./sample-forms";

const { parts, screens, states, tray, orders, login } = style;

const swatches = [
  "bg-ground",
  "bg-surface",
  "bg-sunken",
  "bg-line",
  "bg-edge",
  "bg-ink",
  "bg-ink-soft",
  "bg-ink-faint",
  "bg-primary",
  "bg-primary-soft",
  "bg-in",
  "bg-in-soft",
  "bg-out",
  "bg-out-soft",
  "bg-amber",
  "bg-amber-soft",
];

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t py-6">
      <h2 className="mb-4 text-base font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** Every part in every state. */
export function PartsScreen() {
  return (
    <PageBody title={style.title} intro={parts.intro}>
      <nav aria-label={style.title} className="mb-6 flex flex-wrap gap-2">
        {(Object.keys(screens) as Screen[]).map((screen) => (
          <LinkButton key={screen} href={at(screen)}>
            {screens[screen]}
          </LinkButton>
        ))}
      </nav>
      <Section title={parts.colours}>
        <ul className="grid grid-cols-4 gap-3 sm:grid-cols-8">
          {swatches.map((swatch) => (
            <li key={swatch} className="text-xs text-ink-soft">
              <span className={`mb-1 block h-10 rounded-md border ${swatch}`} />
              {swatch.slice(3)}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={parts.type}>
        <p className="text-xl font-semibold">{parts.phrase}</p>
        <p className="text-lg font-semibold">{parts.phrase}</p>
        <p className="text-base">{parts.phrase}</p>
        <p className="text-sm">{parts.phrase}</p>
        <p className="text-xs text-ink-soft">{parts.phrase}</p>
      </Section>
      <Buttons />
      <Section title={parts.fields}>
        <div className="grid gap-x-10 gap-y-4 md:grid-cols-2">
          <SampleForm />
          <div className="grid max-w-md content-start gap-4">
            <Select
              label={tray.type}
              choices={[{ value: "RECARGA", label: style.types.RECARGA }]}
              placeholder={tray.choose}
            />
            <PasswordField label={login.password} error={tray.wrong} />
            <CodeField label={orders.code} description={orders.codeHelp} />
            <TextField label={parts.mail} disabled defaultValue="marta@andina.example" />
            <RadioGroup
              label={orders.grouping}
              name="grupo"
              defaultValue="lote"
              choices={[
                { value: "lote", label: orders.byBatch },
                { value: "tipo", label: orders.byType },
              ]}
            />
          </div>
        </div>
      </Section>
      <Section title={parts.notices}>
        <div className="grid max-w-2xl gap-3">
          <Notice
            action={
              <Link href="/estilo" className="font-medium underline">
                {parts.quiet}
              </Link>
            }
          >
            {parts.info}
          </Notice>
          <Notice tone="in">{parts.good}</Notice>
          <Notice tone="amber" title={parts.careful}>
            {tray.summary}
          </Notice>
          <Notice tone="out">{parts.bad}</Notice>
        </div>
      </Section>
      <Section title={parts.states}>
        <ul className="flex flex-wrap gap-2">
          {(Object.keys(states) as (keyof typeof states)[]).map((state) => (
            <li key={state}>
              <Badge {...looks[state]}>{states[state]}</Badge>
            </li>
          ))}
        </ul>
      </Section>
      <Figures />
      <Section title={parts.lists}>
        <div className="rounded-md border bg-surface">
          <EmptyState title={tray.emptyTitle} action={<LinkButton href={at("carga")}>{screens.carga}</LinkButton>}>
            {tray.emptyText}
          </EmptyState>
        </div>
        <Pager page={3} size={10} total={5389} href={() => "/estilo"} numbers="es-CO" />
        <Pager
          page={1}
          size={10}
          total={5389}
          href={() => "/estilo"}
          numbers="es-PE"
          manner="brokers"
          label={style.areas.brokers}
        />
        <Pager
          page={1}
          size={25}
          total={0}
          href={() => "/estilo"}
          numbers="es-CO"
          manner="master"
          label={style.menu.master}
        />
      </Section>
    </PageBody>
  );
}

function Buttons() {
  return (
    <Section title={parts.buttons}>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" icon="sign">
          {parts.primary}
        </Button>
        <Button>{parts.secondary}</Button>
        <Button variant="danger">{parts.danger}</Button>
        <Button variant="quiet">{parts.quiet}</Button>
        <Button variant="primary" disabled>
          {parts.disabled}
        </Button>
        <LinkButton href="/estilo" icon="download">
          {parts.download}
        </LinkButton>
        <IconButton name={tray.detail} icon="detail" />
        <IconButton name={tray.remove} icon="delete" tone="out" />
        <IconButton name={tray.confirm} icon="check" disabled />
        <SampleDialog />
      </div>
    </Section>
  );
}

function Figures() {
  return (
    <Section title={parts.figures}>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <Stat label={parts.balance} value={<Money cents="125000000050" currency="COP" />} href="/estilo" />
        <Stat
          label={parts.today}
          value={<Money cents="1250000000" currency="COP" tone="in" />}
          note={<DateTime at="2026-11-21T14:32:00Z" now={now} timeZone={timeZone} />}
        />
        <Stat label={parts.waiting} value="4" note={parts.waitingNote} href="/estilo" />
        <Stat label={parts.disk} value={<Money cents="-1250000" currency="PEN" tone="out" />} note={parts.diskNote} />
      </div>
      <div className="mt-5 grid max-w-md gap-4">
        <ProgressBar label={tray.uploading} value={66} text={tray.bytes} />
        <ProgressBar label={tray.validating} value={42} text={tray.lines} />
      </div>
    </Section>
  );
}
