import { getTranslations } from "next-intl/server";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { BulkFiles } from "@/components/brokers/bulk-files";
import { BulkForm } from "@/components/brokers/bulk-form";
import { LinkButton } from "@/components/ui/link-button";
import { changesMax, fileBytesMax, fileRowsMax } from "@/lib/brokers/bulk-file";
import { listTeamFiles } from "@/lib/brokers/bulk-queries";
import { findOwnSettings } from "@/lib/brokers/settings";
import { formatBytes } from "@/lib/bytes";
import { figureLocales, formatCount } from "@/lib/money";
import { brokerPage } from "@/lib/web/broker-doors";
import { noticeOf } from "@/lib/web/notice";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { BulkWords } from "./words";

export const generateMetadata = titled("bulk.title");

export default brokerPage({ asks: "brokeruser.import" }, async (ctx, { search }) => {
  const t = await getTranslations("bulk");
  const brokers = await getTranslations("brokers.menu");
  const { broker, permissions } = ctx;
  const limits = {
    rows: formatCount(fileRowsMax, "PEN"),
    changes: formatCount(changesMax, "PEN"),
    max: formatBytes(BigInt(fileBytesMax), figureLocales.PEN),
  };
  const files = await listTeamFiles(ctx);
  const csv = (await findOwnSettings(ctx)).format === "csv";
  return (
    <BrokerFrame
      ctx={ctx}
      at="team"
      title={t("title")}
      intro={t("intro")}
      within={[{ label: brokers("team"), href: paths.team(broker.code) }]}
      notice={await noticeOf(search)}
      actions={
        permissions.has("brokeruser.export") && (
          <LinkButton
            download
            href={paths.withQuery(paths.teamExport, { empresa: broker.code, formato: csv ? "csv" : undefined })}
            icon={csv ? "download" : "excel"}
          >
            {t("export")}
          </LinkButton>
        )
      }
    >
      <ol className="mb-5 max-w-3xl list-decimal pl-5 text-sm text-ink-soft">
        {(["export", "edit", "send", "apply"] as const).map((step) => (
          <li key={step}>{t(`steps.${step}`)}</li>
        ))}
      </ol>
      <BulkWords>
        <BulkForm broker={broker.code} limits={limits} />
      </BulkWords>
      {files.length > 0 && (
        <section className="mt-8">
          <h2 className="mb-2 text-base font-semibold">{t("files")}</h2>
          <BulkFiles files={files} broker={broker} now={ctx.now.toISOString()} />
        </section>
      )}
    </BrokerFrame>
  );
});
