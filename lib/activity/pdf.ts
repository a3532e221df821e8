import type { ChainContext } from "@/lib/activity/chain";
import { headOf } from "@/lib/activity/export";
import type { ActivityRow } from "@/lib/activity/queries";
import { objectOf, whoseAct } from "@/lib/activity/rules";
import { tellerIn } from "@/lib/activity/sentences";
import type { TableHead } from "@/lib/files/table";
import { type PaperCell, tablePdf } from "@/lib/files/table-pdf";
import { type Language, stampIn } from "@/lib/messages/language";
import { words } from "@/lib/words";

export type ActivityPaper = {
  head: TableHead;
  kind: ChainContext["kind"];
  rows: readonly ActivityRow[];
  company: string;
  timeZone: string;
  language: Language;
  printedAt: Date;
};

/** Points; the sum is the paper's. */
const widths = { at: 110, person: 118, action: 232, subject: 118, result: 68, address: 115.89 } as const;

/** A search's activity on paper, an event a row. */
export async function activityPdf({
  rows,
  head,
  kind,
  timeZone,
  ...told
}: ActivityPaper): Promise<Buffer<ArrayBuffer>> {
  const { language, company } = told;
  const say = words(language);
  const teller = tellerIn(language);
  const stamp = stampIn(timeZone, language);
  const cells = (row: ActivityRow): PaperCell[] => {
    const whose = whoseAct(row.actor, row.service);
    const beneath = whose === "operator" ? say("activity.operator") : row.name === null ? "" : row.actor;
    return [
      { text: stamp(row.at) },
      { text: whose === "system" ? say("activity.system") : (row.name ?? row.actor), small: beneath },
      { text: teller.sentence(row), small: teller.service(row.service), strong: true },
      { text: row.subjectName ?? objectOf(row.subject, row), small: row.subjectName === null ? "" : row.subject },
      { text: say(`activity.results.${row.result}`) },
      { text: row.address ?? "" },
    ];
  };
  return tablePdf({
    ...told,
    head: { ...head, facts: [...head.facts, [say("activity.export.count"), String(rows.length)]] },
    columns: Object.entries(widths).map(([key, width]) => ({ label: say(headOf(kind, key)), width })),
    rows: rows.map(cells),
    foot: say("activity.export.foot", { title: head.title, company }),
  });
}
