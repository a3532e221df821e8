import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ApplyFile } from "@/components/invoices/apply-file";
import { FileFaults } from "@/components/invoices/file-faults";
import { FileLines } from "@/components/invoices/file-lines";
import { DeskFrame } from "@/components/operator/desk-frame";
import { DateTime } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import { ListFrame } from "@/components/ui/list-frame";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { Stat } from "@/components/ui/stat";
import { digestOf } from "@/lib/approvals/confirmations";
import { NotFound } from "@/lib/errors";
import { planOf, planShown } from "@/lib/invoices/by-file";
import { formatCount } from "@/lib/money";
import { deskTimeZone } from "@/lib/operator/rules";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../passkey";
import { applyInvoiceFileAction } from "../../actions";

export const generateMetadata = titled("invoices.file.title");

export default operatorPage({ asks: "invoice.write" }, async (ctx, { params, search }) => {
  const t = await getTranslations("invoices.file");
  const id = z.uuid().safeParse(params.file);
  const plan = id.success ? await planOf(ctx, id.data) : null;
  if (!plan) throw new NotFound();
  const { counts, faults, appliedAt } = plan;
  const faulty = faults.length > 0;
  const changes = counts.first + counts.corrects;
  const open = !appliedAt && !faulty;
  const { page, size } = pageWanted(search, 25);
  const pageOf = <Row,>(rows: readonly Row[]) => rows.slice((page - 1) * size, page * size);
  const total = faulty ? faults.length : plan.lines.length;
  const lists = await getTranslations("invoices");
  const notice = await noticeOf(search);
  const applied = appliedAt && (
    <Notice tone="primary">
      {t.rich("applied", {
        time: () => <DateTime at={appliedAt.toISOString()} now={ctx.now.toISOString()} timeZone={deskTimeZone} />,
      })}
    </Notice>
  );
  const said = notice ? (
    <Notice tone="in">{notice}</Notice>
  ) : applied ? (
    applied
  ) : faulty ? (
    <Notice tone="out">{t("faulty", { count: faults.length })}</Notice>
  ) : changes === 0 ? (
    <Notice tone="amber">{t("nothing")}</Notice>
  ) : null;
  return (
    <DeskFrame
      title={t("reviewTitle", { file: plan.name })}
      within={[
        { label: lists("title"), href: paths.billing },
        { label: t("title"), href: paths.invoiceFiles },
      ]}
      intro={
        <>
          {!appliedAt && `${t("reviewIntro")} `}
          {t("sentBy", { name: plan.sentBy })}
        </>
      }
      actions={
        <>
          <LinkButton href={paths.invoiceFiles} icon="upload">
            {t("another")}
          </LinkButton>
          {open && changes > 0 && (
            <ApplyFile
              action={applyInvoiceFileAction}
              askPasskey={await ownPasskey(ctx)}
              id={plan.id}
              name={plan.name}
              seen={digestOf(planShown(plan).shown)}
              counts={{ changes, companies: counts.companies }}
            />
          )}
        </>
      }
    >
      {said && <div className="mb-5">{said}</div>}
      {!faulty && (
        <div className="mb-5 grid grid-cols-3 gap-3">
          {(["first", "corrects", "same"] as const).map((effect) => (
            <Stat
              key={effect}
              label={t(`${effect}Count`, { count: counts[effect] })}
              value={formatCount(counts[effect], "COP")}
            />
          ))}
        </div>
      )}
      <ListFrame>
        {faulty ? <FileFaults faults={pageOf(faults)} /> : <FileLines lines={pageOf(plan.lines)} />}
        <Pager
          page={page}
          size={size}
          total={total}
          href={(number, rows) =>
            paths.withQuery(paths.invoiceFile(plan.id), { pagina: String(number), ver: String(rows) })
          }
          numbers="es-CO"
        />
      </ListFrame>
    </DeskFrame>
  );
});
