import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StageGuard } from "@/components/session/stage-guard";
import { PublicShell } from "@/components/shell/public-shell";
import { Button } from "@/components/ui/button";
import { paths } from "@/lib/web/paths";

type Props = {
  title: string;
  intro?: ReactNode /** Whose entry it is. */;
  name: string;
  wide?: boolean;
  children: ReactNode;
};

/** A page on the way in: what is to be done, who is coming in, and a way out again. */
export function StageShell({ name, children, ...page }: Props) {
  const t = useTranslations("entry.stage");
  return (
    <PublicShell
      {...page}
      foot={
        <form
          action={paths.logout}
          method="post"
          className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1"
        >
          <span>{t("who", { name })}</span>
          <Button type="submit" variant="quiet" icon="leave">
            {t("leave")}
          </Button>
        </form>
      }
    >
      <StageGuard />
      {children}
    </PublicShell>
  );
}
