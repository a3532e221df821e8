import { getTranslations } from "next-intl/server";
import { DeskFrame } from "@/components/operator/desk-frame";
import { Part } from "@/components/operator/part";
import { SuperuserTable } from "@/components/operator/superuser-table";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { Pager } from "@/components/ui/pager";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { roles, sections } from "@/lib/brokers/rules";
import { findBroker } from "@/lib/operator/broker-queries";
import { listSuperusers } from "@/lib/operator/superusers";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../passkey";
import { changeRoleAction, reviewRoleAction } from "../actions";

export const generateMetadata = titled("brokerhouse.desk.title");

export default operatorPage({ asks: "registry.write" }, async (ctx, { search }) => {
  const t = await getTranslations("brokerhouse.desk");
  const registry = await getTranslations("registry");
  const words = await getTranslations("brokers");
  const broker = await findBroker(ctx);
  const found = await listSuperusers(ctx, pageWanted(search));
  await ctx.audit("registry.looked", broker.code);
  const asked = typeof search.persona === "string" ? search.persona : "";
  return (
    <DeskFrame
      title={t("title")}
      notice={await noticeOf(search)}
      within={[
        { label: registry("brokers.title"), href: paths.brokers },
        { label: broker.name, href: paths.broker(broker.code) },
      ]}
      intro={t("intro")}
    >
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <section aria-label={t("list")}>
          <SuperuserTable
            rows={found.rows}
            href={(persona) => paths.withQuery(paths.brokerSuperusers(broker.code), { persona })}
          />
          {found.total > 10 && (
            <Pager
              page={found.page}
              size={found.size}
              total={found.total}
              href={(number, size) =>
                paths.withQuery(paths.brokerSuperusers(broker.code), { pagina: String(number), ver: String(size) })
              }
              manner="brokers"
              numbers="es-PE"
            />
          )}
        </section>
        <ReviewedForm
          label={t("change")}
          review={reviewRoleAction}
          verb="registry.modify"
          askPasskey={await ownPasskey(ctx)}
          action={changeRoleAction}
          words={{ username: t("username"), role: t("role"), sections: t("sections") }}
          values={{
            ...Object.fromEntries(roles.map((role) => [role, words(`roles.${role}`)])),
            ...Object.fromEntries(sections.map((section) => [section, words(`sections.${section}`)])),
          }}
          title={t("review")}
        >
          <input type="hidden" name="empresa" value={broker.code} />
          <Part title={t("change")} text={t("changeText")}>
            <div className="grid gap-4">
              <TextField
                key={asked}
                label={t("person")}
                name="persona"
                defaultValue={asked}
                maxLength={254}
                autoCapitalize="none"
                spellCheck={false}
                autoComplete="off"
                required
              />
              <RadioGroup
                label={t("role")}
                name="rol"
                choices={roles.map((value) => ({
                  value,
                  label: words(`roles.${value}`),
                  description: t(`roles.${value}`),
                }))}
              />
            </div>
          </Part>
        </ReviewedForm>
      </div>
    </DeskFrame>
  );
});
