import { getTranslations } from "next-intl/server";
import { keepPreferencesAction } from "@/app/(portal)/actions";
import { MarkForm } from "@/components/own/mark-form";
import { OwnData } from "@/components/own/own-data";
import { PasswordForm } from "@/components/own/password-form";
import { SectionLinks } from "@/components/own/section-links";
import { CloseOthers, SessionList } from "@/components/own/session-list";
import { SettingsSection } from "@/components/own/settings-section";
import { PasskeySection } from "@/components/session/passkey-section";
import { TokenSection } from "@/components/session/token-section";
import { PageBody } from "@/components/shell/page-body";
import { Preferences } from "@/components/shell/preferences";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { findFactor } from "@/lib/approvals/factor";
import { findAcceptedTerms } from "@/lib/auth/terms";
import { listOwnPlaces as listEveryPlace } from "@/lib/home/places";
import { maskedMail } from "@/lib/mask";
import { passwordOwner } from "@/lib/own/password";
import { findOwnMark, listOwnPlaces, listOwnSessions } from "@/lib/own/queries";
import { ownPage } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { preferences, titled } from "@/lib/web/preferences";
import { settings } from "@/lib/web/request";
import { localTime } from "@/lib/words";
import { changePasswordAction, closeOtherSessionsAction, closeSessionAction, keepMarkAction } from "./actions";
import {
  addPasskeyAction,
  askPasskeyAction,
  beginPasskeyAction,
  beginTokenAction,
  holdTokenAction,
  leaveTokenAction,
  removePasskeyAction,
  removeTokenAction,
  renamePasskeyAction,
  renewCodesAction,
} from "./token-actions";

export const generateMetadata = titled("own.heading");

/** Where a notice is shown: in the section whose verb was done. */
const placeOf: Record<string, string> = {
  passwordChanged: "clave",
  markKept: "imagen",
  tokenRemoved: "token",
  passkeyRenamed: "llaves",
  passkeyRemoved: "llaves",
  sessionClosed: "sesiones",
  otherSessionsClosed: "sesiones",
};

const tokenActions = {
  begin: beginTokenAction,
  hold: holdTokenAction,
  leave: leaveTokenAction,
  remove: removeTokenAction,
  renewCodes: renewCodesAction,
  askPasskey: askPasskeyAction,
};
const passkeyActions = {
  begin: beginPasskeyAction,
  add: addPasskeyAction,
  rename: renamePasskeyAction,
  remove: removePasskeyAction,
  askPasskey: askPasskeyAction,
};

export default ownPage(async (ctx, { search }) => {
  const t = await getTranslations("own");
  const tt = await getTranslations("token");
  const sessions = await listOwnSessions(ctx);
  const accepted = await findAcceptedTerms(ctx);
  const places = await listOwnPlaces(ctx);
  const brokers = (await listEveryPlace(ctx)).filter(({ kind, suspended }) => kind === "BROKER" && !suspended);
  const factor = await findFactor(ctx, settings().secretsKeys);
  const at = { now: ctx.now.toISOString(), timeZone: places[0]?.timeZone ?? "America/Bogota" };
  const { user } = ctx;
  const done = await noticeOf(search);
  const noticeAt = (id: string) => (placeOf[String(search.aviso)] === id ? done : null);
  const titles = {
    datos: t("data.title"),
    clave: t("password.title"),
    imagen: t("mark.title"),
    token: tt("title"),
    llaves: tt("passkeys.title"),
    sesiones: t("sessions.title"),
  };
  return (
    <PageBody
      title={t("title")}
      trail={<Breadcrumb entries={[{ label: t("settings") }, { label: t("title") }]} />}
      intro={t("intro")}
    >
      <div className="max-w-5xl">
        <SectionLinks sections={Object.entries(titles).map(([id, title]) => ({ id, title }))} />
        <div>
          <SettingsSection id="datos" title={titles.datos} text={t("data.text")}>
            <OwnData
              name={user.name}
              username={user.username}
              document={user.document.replace("-", " ")}
              mail={maskedMail(user.email)}
              places={places}
              brokers={brokers.map(({ name }) => name)}
              terms={
                accepted && {
                  version: accepted.version,
                  on: localTime(accepted.acceptedAt, at.timeZone, user.language),
                }
              }
              preferences={<Preferences action={keepPreferencesAction} chosen={await preferences()} />}
            />
          </SettingsSection>
          <SettingsSection id="clave" title={titles.clave} text={t("password.text")} notice={noticeAt("clave")}>
            <PasswordForm action={changePasswordAction} owner={await passwordOwner(ctx)} />
          </SettingsSection>
          <SettingsSection id="imagen" title={titles.imagen} text={t("mark.text")} notice={noticeAt("imagen")}>
            <MarkForm action={keepMarkAction} mark={await findOwnMark(ctx)} />
          </SettingsSection>
          <TokenSection factor={factor} actions={tokenActions} notice={noticeAt("token")} {...at} />
          <PasskeySection factor={factor} actions={passkeyActions} notice={noticeAt("llaves")} {...at} />
          <SettingsSection
            id="sesiones"
            title={titles.sesiones}
            text={t("sessions.text")}
            notice={noticeAt("sesiones")}
            foot={
              <CloseOthers count={sessions.filter((one) => !one.current).length} action={closeOtherSessionsAction} />
            }
          >
            <SessionList
              sessions={sessions.map(({ openedAt, lastUsedAt, ...session }) => ({
                ...session,
                openedAt: openedAt.toISOString(),
                lastUsedAt: lastUsedAt.toISOString(),
              }))}
              {...at}
              close={closeSessionAction}
            />
          </SettingsSection>
        </div>
      </div>
    </PageBody>
  );
});
