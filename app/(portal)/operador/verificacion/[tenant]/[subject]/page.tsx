import { getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { AnswerList } from "@/components/doubts/answer-list";
import { AskAgain } from "@/components/doubts/ask-again";
import { DoubtFacts } from "@/components/doubts/doubt-facts";
import { DoubtNow } from "@/components/doubts/doubt-now";
import { PendingDoubt } from "@/components/doubts/pending-doubt";
import { ResolveDoubt } from "@/components/doubts/resolve-doubt";
import { DeskFrame } from "@/components/operator/desk-frame";
import { Badge } from "@/components/ui/badge";
import type { OperatorContext } from "@/lib/context";
import { NotFound } from "@/lib/errors";
import { ofBank } from "@/lib/instructions/rules";
import { formatMoney } from "@/lib/money";
import { type Doubt, findDoubt } from "@/lib/operator/doubt-queries";
import { doubtSubject } from "@/lib/operator/doubt-schema";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { localTime } from "@/lib/words";
import { ownPasskey } from "../../../../passkey";
import { askAgainAction, proposeDoubtAction, reviewDoubtAction } from "./actions";

export const generateMetadata = titled("doubts.title");

export default operatorPage({ asks: "doubt.read" }, async (ctx, { params, search }) => {
  const t = await getTranslations("doubts");
  const subject = doubtSubject.safeParse(params.subject);
  const doubt = subject.success ? await findDoubt(ctx, subject.data) : null;
  if (!doubt) throw new NotFound();
  const { tenant, now } = ctx;
  const change = doubt.open ? doubt.change : null;
  const mayPropose = doubt.open && !change && ctx.permissions.has("change.ask");
  return (
    <DeskFrame
      title={doubt.number}
      badge={<Badge tone={doubt.open ? "amber" : "in"}>{t(doubt.open ? "page.open" : "page.over")}</Badge>}
      within={[{ label: t("title"), href: paths.doubts }]}
      intro={doubt.kind === "INSTRUCTION" ? t(`instruction.asks.${doubt.asks}`) : t(`page.kinds.${doubt.kind}`)}
      notice={await noticeOf(search)}
    >
      {change && <PendingDoubt company={tenant.code} about={doubt.kind} change={change} />}
      <div className="mt-4 grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <DoubtNow doubt={doubt} now={now}>
          {ctx.permissions.has("doubt.ask") && (
            <AskAgain
              company={tenant.code}
              subject={doubt.number}
              asked={doubt.asked}
              open={doubt.open}
              action={askAgainAction}
            />
          )}
        </DoubtNow>
        <div className="grid gap-5 lg:col-start-2 lg:row-span-3 lg:row-start-1">
          <DoubtFacts doubt={doubt} company={`${tenant.name} (${tenant.code})`} now={now} />
          {mayPropose && (
            <ResolveDoubt
              company={tenant.code}
              about={aboutOf(doubt)}
              notBefore={notBefore(doubt, ctx)}
              review={reviewDoubtAction}
              propose={proposeDoubtAction}
              askPasskey={await ownPasskey(ctx)}
            />
          )}
        </div>
        <AnswerList doubt={doubt} now={now} />
      </div>
    </DeskFrame>
  );
});

/** What is to be resolved, as its form says it. */
function aboutOf(doubt: Doubt): ComponentProps<typeof ResolveDoubt>["about"] {
  const { kind, number } = doubt;
  if (kind === "PAYMENT") return { kind, number, total: formatMoney(doubt.cents, doubt.currency) };
  if (kind === "PAGE") return { kind, number, issues: doubt.issues };
  return { kind, number, ofBank: ofBank(doubt.asks), replaces: doubt.asks === "REPLACE" };
}

/** From when bank or core can take no more of what was sent, in words; null when it cannot already. */
function notBefore(doubt: Doubt, { now, user }: OperatorContext): string | null {
  const { timeZone } = doubt;
  const { arrivesUntil } = doubt.kind === "PAYMENT" ? doubt.payment : doubt;
  return arrivesUntil && arrivesUntil >= now ? localTime(arrivesUntil, timeZone, user.language) : null;
}
