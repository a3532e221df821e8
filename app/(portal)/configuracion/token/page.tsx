import { getTranslations } from "next-intl/server";
import { PasskeySection } from "@/components/session/passkey-section";
import { TokenSection } from "@/components/session/token-section";
import { PageBody } from "@/components/shell/page-body";
import { Notice } from "@/components/ui/notice";
import { findFactor } from "@/lib/approvals/factor";
import { ownPage } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { titled } from "@/lib/web/preferences";
import { settings } from "@/lib/web/request";
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
} from "./actions";

export const generateMetadata = titled("token.title");

export default ownPage(async (ctx, { search }) => {
  const t = await getTranslations("token");
  const factor = await findFactor(ctx, settings().secretsKeys);
  const notice = await noticeOf(search);
  const at = { now: ctx.now.toISOString(), timeZone: "America/Bogota" };
  return (
    <PageBody title={t("title")}>
      {notice && (
        <Notice tone="in" className="mb-4">
          {notice}
        </Notice>
      )}
      <div className="grid max-w-3xl gap-10">
        <TokenSection
          factor={factor}
          actions={{
            begin: beginTokenAction,
            hold: holdTokenAction,
            leave: leaveTokenAction,
            remove: removeTokenAction,
            renewCodes: renewCodesAction,
            askPasskey: askPasskeyAction,
          }}
          {...at}
        />
        <PasskeySection
          factor={factor}
          actions={{
            begin: beginPasskeyAction,
            add: addPasskeyAction,
            rename: renamePasskeyAction,
            remove: removePasskeyAction,
            askPasskey: askPasskeyAction,
          }}
          {...at}
        />
      </div>
    </PageBody>
  );
});
