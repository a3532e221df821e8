import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { FileBadge } from "@/components/brokers/bulk-files";
import { BulkRows } from "@/components/brokers/bulk-rows";
import { ApplyTeamFile, UndoTeamFile, WithdrawTeamFile } from "@/components/brokers/bulk-verbs";
import { DateTime } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { Stat } from "@/components/ui/stat";
import { countCameIn, findTeamFile, listTeamRows } from "@/lib/brokers/bulk-queries";
import { changesOf, effects } from "@/lib/bulk/rules";
import { NotFound } from "@/lib/errors";
import { formatCount } from "@/lib/money";
import { brokerPage } from "@/lib/web/broker-doors";
import { noticeOf } from "@/lib/web/notice";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { applyTeamFileAction, undoTeamFileAction, withdrawTeamFileAction } from "../actions";
import { BulkWords } from "../words";

export const generateMetadata = titled("bulk.title");

export default brokerPage({ asks: "brokeruser.import" }, async (ctx, { params, search }) => {
  const t = await getTranslations("bulk");
  const menu = await getTranslations("brokers.menu");
  const { broker } = ctx;
  const id = z.uuid().safeParse(params.file);
  const file = id.success ? await findTeamFile(ctx, id.data) : null;
  if (!file) throw new NotFound();
  const { counts, state } = file;
  const changes = changesOf(counts);
  const effect = effects.find((one) => one === search.efecto) ?? null;
  const { page, size } = pageWanted(search, 25);
  // What changes nothing is not in the way, and shown to whoever asks.
  const all = effects.filter((one) => one !== "SAME" || changes + counts.REFUSE === 0);
  const doing = effect ? [effect] : all;
  const rows = await listTeamRows(ctx, file.id, { doing, page, size });
  const total = doing.reduce((sum, one) => sum + counts[one], 0);
  const here = (more: Record<string, string | undefined>) =>
    paths.withQuery(paths.teamFile(broker.code, file.id), { efecto: effect ?? undefined, ...more });
  const about = { broker: broker.code, id: file.id, name: file.name, counts };
  const notice = await noticeOf(search);
  const mayUndo =
    state === "APPLIED" &&
    file.undoUntil !== null &&
    ctx.now <= file.undoUntil &&
    (file.own || ctx.own.role === "GERENCIAL");
  const time = (at: Date | null) => () =>
    at && <DateTime at={at.toISOString()} now={ctx.now.toISOString()} timeZone={broker.timeZone} />;
  const told = {
    READY: t.rich(changes === 0 ? "told.NOTHING" : "told.READY", { time: time(file.expiresAt) }),
    APPLIED: t.rich(mayUndo ? "told.APPLIED" : "told.SETTLED", {
      time: time(file.appliedAt),
      until: time(file.undoUntil),
    }),
    UNDONE: t.rich("told.UNDONE", { time: time(file.endedAt), name: file.endedBy ?? "" }),
    WITHDRAWN: t.rich("told.WITHDRAWN", { time: time(file.endedAt) }),
    EXPIRED: t.rich("told.EXPIRED", { time: time(file.expiresAt) }),
  }[state];
  return (
    <BrokerFrame
      ctx={ctx}
      at="team"
      title={file.name}
      badge={<FileBadge state={state} />}
      intro={t("sentBy", { name: file.sentBy })}
      within={[
        { label: menu("team"), href: paths.team(broker.code) },
        { label: t("title"), href: paths.teamFiles(broker.code) },
      ]}
      notice={notice}
      actions={
        <BulkWords>
          <LinkButton href={paths.teamFiles(broker.code)} icon="upload">
            {t("another")}
          </LinkButton>
          {state === "READY" && file.own && <WithdrawTeamFile {...about} action={withdrawTeamFileAction} />}
          {state === "READY" && file.own && changes > 0 && (
            <ApplyTeamFile {...about} seen={file.digest} action={applyTeamFileAction} />
          )}
          {mayUndo && <UndoTeamFile {...about} cameIn={await countCameIn(ctx, file.id)} action={undoTeamFileAction} />}
        </BulkWords>
      }
    >
      <Notice
        tone={
          state === "READY" ? (changes === 0 ? "amber" : "primary") : state === "APPLIED" && !notice ? "in" : "plain"
        }
        className="mb-5"
      >
        {told}
      </Notice>
      <div className="mb-5 grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
        {effects.map((one) => (
          <Stat
            key={one}
            label={t(`counts.${one}`)}
            value={formatCount(counts[one], "PEN")}
            href={counts[one] > 0 ? here({ efecto: one === effect ? undefined : one }) : undefined}
          />
        ))}
      </div>
      <ListFrame>
        <ListTools
          filters={[
            {
              label: t("effect"),
              chosen: effect ? { label: t(`effects.${effect}`), without: here({ efecto: undefined }) } : undefined,
              choices: effects.map((one) => ({
                label: t(`effects.${one}`),
                href: here({ efecto: one }),
                current: one === effect,
              })),
            },
          ]}
          clear={here({ efecto: undefined })}
        />
        <BulkRows rows={rows} />
        <Pager
          manner="brokers"
          page={page}
          size={size}
          total={total}
          href={(number, most) => here({ pagina: String(number), ver: String(most) })}
          numbers="es-PE"
        />
      </ListFrame>
    </BrokerFrame>
  );
});
