import { getTranslations } from "next-intl/server";
import { keepPreferencesAction } from "@/app/(portal)/actions";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { SettingsForm } from "@/components/brokers/settings-form";
import { Part } from "@/components/operator/part";
import { Preferences } from "@/components/shell/preferences";
import { LinkButton } from "@/components/ui/link-button";
import { downloadFormats, teamAlerts } from "@/lib/brokers/house-schema";
import { findOwnSettings } from "@/lib/brokers/settings";
import { brokerPage } from "@/lib/web/broker-doors";
import { noticeOf } from "@/lib/web/notice";
import { paths } from "@/lib/web/paths";
import { preferences, titled } from "@/lib/web/preferences";
import { keepSettingsAction } from "./actions";

export const generateMetadata = titled("brokerhouse.settings.title");

export default brokerPage({ asks: "brokersettings.modify" }, async (ctx, { search }) => {
  const t = await getTranslations("brokerhouse.settings");
  const { broker, permissions } = ctx;
  const own = await findOwnSettings(ctx);
  return (
    <BrokerFrame ctx={ctx} at="settings" title={t("title")} intro={t("intro")} notice={await noticeOf(search)}>
      <div className="grid max-w-5xl items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <SettingsForm
          action={keepSettingsAction}
          broker={broker.code}
          formats={downloadFormats.map((value) => ({
            value,
            label: t(`formats.${value}`),
            chosen: own.format === value,
          }))}
          alerts={
            permissions.has("brokeruser.read")
              ? teamAlerts.map((value) => ({
                  value,
                  label: t(`alerts.${value}.label`),
                  text: t(`alerts.${value}.text`),
                  chosen: own.alerts.includes(value),
                }))
              : []
          }
        />
        <div className="grid gap-5">
          <Part title={t("language")} text={t("languageText")}>
            <div className="-mx-2.5 -my-2">
              <Preferences action={keepPreferencesAction} chosen={await preferences()} />
            </div>
          </Part>
          <Part title={t("password")} text={t("passwordText")}>
            <LinkButton href={paths.user("clave")} icon="lock">
              {t("password")}
            </LinkButton>
          </Part>
        </div>
      </div>
    </BrokerFrame>
  );
});
