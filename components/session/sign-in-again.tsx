"use client";
import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/dialog";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import type { SessionEnd } from "@/lib/auth/rules";

type Props = {
  open: boolean;
  /** Why the session is over; null while it still lives and is only renewed. */
  over: { why: SessionEnd | null } | null;
  username: string;
  action: FormAction;
  /** Signed in: with a notice the same person, without one somebody else. */
  onBack: (notice: string | undefined) => void;
  onClose: () => void;
};

/** Over the page whose session ended: usuario is known, clave is asked, and the page stays as it is. */
export function SignInAgain({ open, over, username, action, onBack, onClose }: Props) {
  const t = useTranslations("portal.session");
  const login = useTranslations("portal.login");
  return (
    <Dialog open={open} onClose={onClose} title={over ? t("endedTitle") : t("renewTitle")}>
      {over?.why && <p className="mb-2 text-pretty">{t(`why.${over.why}`)}</p>}
      <p className="mb-4 text-pretty text-ink-soft">{over ? t("ended") : t("renew")}</p>
      <Form action={action} onDone={onBack} className="grid gap-4">
        <input type="hidden" name="antes" value={username} />
        <TextField
          label={login("username")}
          description={t("endedOther")}
          name="usuario"
          defaultValue={username}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          required
        />
        <PasswordField label={login("password")} name="clave" required autoFocus />
        <SubmitButton wide className="mt-1">
          {t("enter")}
        </SubmitButton>
      </Form>
    </Dialog>
  );
}
