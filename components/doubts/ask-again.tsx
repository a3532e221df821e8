"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";

type Props = {
  company: string;
  subject: string;
  /** How many answers there were when the page was made: one more is the answer to a press. */
  asked: number;
  open: boolean;
  action: FormAction;
};

const lookEveryMs = 1_500;
const looksMax = 30;

/** Has bank or core asked at once, and reads the page again until their answer stands on it. */
export function AskAgain({ company, subject, asked, open, action }: Props) {
  const t = useTranslations("doubts.ask");
  const router = useRouter();
  const [pressed, setPressed] = useState<{ asked: number; looks: number } | null>(null);
  const answered = pressed !== null && (asked > pressed.asked || !open);
  const waits = pressed !== null && !answered && pressed.looks < looksMax;

  useEffect(() => {
    if (!waits || !pressed) return;
    const timer = setTimeout(() => {
      router.refresh();
      setPressed({ ...pressed, looks: pressed.looks + 1 });
    }, lookEveryMs);
    return () => clearTimeout(timer);
  }, [waits, pressed, router]);

  return (
    <div className="grid gap-2">
      {open && (
        <Form action={action} label={t("press")} onDone={() => setPressed({ asked, looks: 0 })}>
          <input type="hidden" name="empresa" value={company} />
          <input type="hidden" name="asunto" value={subject} />
          <SubmitButton icon="retry" disabled={waits}>
            {t("press")}
          </SubmitButton>
        </Form>
      )}
      <p role="status" className="text-sm text-ink-soft empty:hidden">
        {pressed && (waits ? t("waiting") : answered ? t("answered") : t("silent"))}
      </p>
    </div>
  );
}
