"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { OwnMark } from "@/components/session/own-mark";
import { buttonClasses } from "@/components/ui/button";
import { Form, SubmitButton } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import { paths } from "@/lib/web/paths";
import { signInAction } from "./actions";

type Props = {
  /** The page that asked for them. */
  back: string | null;
  /** Who is known by this device. */
  known: { username: string; mark: { image: number; phrase: string } | null } | null;
};

/** Usuario and clave; where its person is known by the device, their image and phrase, until somebody else is typed. */
export function LoginForm({ back, known }: Props) {
  const t = useTranslations("portal.login");
  const [usuario, setUsuario] = useState(known?.username ?? "");
  const theirs = known?.mark && usuario.trim().toLowerCase() === known.username;
  return (
    <>
      {theirs && known.mark && <OwnMark {...known.mark} />}
      <Form action={signInAction} className="grid gap-4">
        {back && <input type="hidden" name="volver" value={back} />}
        <TextField
          label={t("username")}
          name="usuario"
          defaultValue={known?.username}
          onInput={(event: FormEvent<HTMLInputElement>) => setUsuario(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          required
          autoFocus={!known}
        />
        <PasswordField label={t("password")} name="clave" required autoFocus={Boolean(known)} />
        <SubmitButton wide className="mt-1">
          {t("enter")}
        </SubmitButton>
        <Link prefetch={false} href={paths.recovery} className={buttonClasses("quiet", true)}>
          {t("forgot")}
        </Link>
      </Form>
    </>
  );
}
