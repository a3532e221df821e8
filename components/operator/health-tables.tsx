import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { VerdictBadge } from "@/components/operator/verdict-badge";
import { DataTable } from "@/components/ui/data-table";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import {
  ageOf,
  type Health,
  outsideNames,
  outsideVerdict,
  queueVerdict,
  trailVerdict,
  verifyVerdict,
  workerVerdict,
} from "@/lib/health/rules";

/** Everything behind the summary: queues by kind, workers, the trail, what lies outside, the last verification. */
export function HealthTables({ health }: { health: Health }) {
  const t = useTranslations("health");
  return (
    <>
      <Section title={t("queues")}>
        <Queues health={health} />
      </Section>
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Section title={t("workers")}>
          <Workers health={health} />
        </Section>
        <Section title={t("outside")}>
          <Outside health={health} />
        </Section>
        <Section title={t("trail")} badge={<VerdictBadge verdict={trailVerdict(health)} />}>
          <Trail health={health} />
        </Section>
        <Section title={t("verify")} badge={<VerdictBadge verdict={verifyVerdict(health)} />}>
          <Verification health={health} />
        </Section>
      </div>
    </>
  );
}

function Section({ title, badge, children }: { title: string; badge?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className="mb-2 flex flex-wrap items-center gap-2.5">
        <h2 className="text-base font-semibold">{title}</h2>
        {badge}
      </div>
      {children}
    </section>
  );
}

/** A part of which there is nothing to list. */
function Quiet({ children }: { children: string }) {
  return <p className="rounded-md border bg-surface px-4 py-3 text-sm text-ink-soft">{children}</p>;
}

/** How long ago something was; a dash where it never was. */
function Ago({ at, now }: { at: string | null; now: string }) {
  const t = useTranslations("health");
  return <span className="whitespace-nowrap tabular-nums">{at ? t("ago", ageOf(at, now)) : t("notYet")}</span>;
}

type Props = { health: Health };

function Queues({ health: { queues, now } }: Props) {
  const t = useTranslations("health");
  const figure = (key: "running" | "due" | "later" | "retrying" | "failed") => ({
    key,
    label: t(`counts.${key}`),
    align: "end" as const,
    cell: (row: Health["queues"][number]) => String(row[key]),
  });
  if (queues.length === 0) return <Quiet>{t("noJobs")}</Quiet>;
  return (
    <DataTable
      caption={t("queues")}
      rows={queues}
      rowKey={(row) => row.task}
      columns={[
        {
          key: "task",
          label: t("task"),
          title: true,
          cell: (row) => t(`tasks.${taskKey(row.task)}`, { task: row.task }),
        },
        figure("running"),
        figure("due"),
        figure("later"),
        figure("retrying"),
        figure("failed"),
        { key: "since", label: t("oldest"), cell: (row) => <Ago at={row.since} now={now} /> },
        { key: "verdict", label: t("state"), cell: (row) => <VerdictBadge verdict={queueVerdict(row, now)} /> },
      ]}
      empty={null}
    />
  );
}

const known = [
  "validate-batch",
  "process-batch",
  "settle-payment",
  "print-order",
  "mail-code",
  "mail-recovery",
  "mail-person",
  "mail-invitation",
  "mail-answer",
  "housekeeping",
  "verify",
] as const;
const taskKey = (task: string) => known.find((one) => one === task) ?? "other";

function Workers({ health: { workers, now } }: Props) {
  const t = useTranslations("health");
  return (
    <DataTable
      caption={t("workers")}
      rows={workers}
      rowKey={(row) => row.name}
      columns={[
        { key: "name", label: t("worker"), title: true, cell: (row) => row.name },
        { key: "started", label: t("started"), cell: (row) => <Ago at={row.startedAt} now={now} /> },
        { key: "beat", label: t("beat"), cell: (row) => <Ago at={row.beatAt} now={now} /> },
        { key: "verdict", label: t("state"), cell: (row) => <VerdictBadge verdict={workerVerdict(row, now)} /> },
      ]}
      empty={
        <EmptyState icon="warning" title={t("noWorkers")}>
          {t("noWorkersText")}
        </EmptyState>
      }
    />
  );
}

function Outside({ health: { outside, now } }: Props) {
  const t = useTranslations("health");
  return (
    <DataTable
      caption={t("outside")}
      rows={outsideNames}
      rowKey={(name) => name}
      columns={[
        { key: "name", label: t("what"), title: true, cell: (name) => t(`outsides.${name}`) },
        { key: "good", label: t("good"), cell: (name) => <Ago at={outside[name]?.goodAt ?? null} now={now} /> },
        {
          key: "failed",
          label: t("failed"),
          cell: (name) => {
            const { failedAt = null, why } = outside[name] ?? {};
            return (
              <span>
                <Ago at={failedAt} now={now} />
                {why && (
                  <span className="text-ink-soft"> · {t(`why.${reasons.find((one) => one === why) ?? "other"}`)}</span>
                )}
              </span>
            );
          },
        },
        { key: "verdict", label: t("state"), cell: (name) => <VerdictBadge verdict={outsideVerdict(outside[name])} /> },
      ]}
      empty={null}
    />
  );
}

const reasons = ["timeout", "network", "unexpected", "mismatch", "refused"] as const;

function Trail({ health: { trail, now } }: Props) {
  const t = useTranslations("health");
  return (
    <div className="rounded-md border bg-surface px-4 py-2.5">
      <DescriptionList
        items={[
          { label: t("sealedAt"), value: <Ago at={trail.sealedAt} now={now} /> },
          { label: t("waitsForSeal"), value: t("unsealed", { count: trail.unsealed }) },
          { label: t("chains"), value: String(trail.chains) },
        ]}
      />
    </div>
  );
}

function Verification({ health: { verify, now } }: Props) {
  const t = useTranslations("health");
  const checks = useTranslations("health.check");
  if (!verify) return <Quiet>{t("neverText")}</Quiet>;
  return (
    <div className="rounded-md border bg-surface px-4 py-2.5">
      <DescriptionList
        items={[
          { label: t("verifiedAt"), value: <Ago at={verify.at} now={now} /> },
          { label: t("verifiedBy"), value: t(`by.${verify.by}`) },
          { label: t("result"), value: t("found", { checks: verify.checks, wrong: verify.wrong.length }) },
          ...verify.wrong.map((check) => ({ label: t("differs"), value: checks(check as "guards") })),
        ]}
      />
    </div>
  );
}
