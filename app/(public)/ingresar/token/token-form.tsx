"use client";
import { useTranslations } from "next-intl";
import { useTokenWords } from "@/components/session/token-words";
import { Form, SubmitButton } from "@/components/ui/form";
import { PasskeyButton } from "@/components/ui/passkey-button";
import { TokenField } from "@/components/ui/token-field";
import { paths } from "@/lib/web/paths";
import { askPasskeyToEnterAction, passTokenAction } from "./actions";

type Props = {
  /** The page that was wanted. */
  back: string | null;
  passkeys: boolean;
};

/** The token's six digits or a recovery code, or a passkey; the way out is below. */
export function TokenForm({ back, passkeys }: Props) {
  const t = useTranslations("token.entry");
  const tp = useTranslations("portal");
  return (
    <>
      <Form action={passTokenAction} className="grid gap-4">
        {back && <input type="hidden" name="volver" value={back} />}
        <TokenField {...useTokenWords()} autoFocus />
        <SubmitButton wide className="mt-1">
          {t("enter")}
        </SubmitButton>
        {passkeys && <PasskeyButton label={t("passkey")} name="llave" ask={askPasskeyToEnterAction} wide />}
      </Form>
      <form action={paths.logout} method="post" className="mt-3 text-center">
        <button
          type="submit"
          className="rounded-sm px-2 py-1 text-sm font-medium text-primary hover:bg-primary-soft touch:min-h-11"
        >
          {tp("logout")}
        </button>
      </form>
    </>
  );
}
