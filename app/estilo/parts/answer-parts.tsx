import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Trouble } from "@/components/ui/trouble";
import { style } from "@/lib/messages/es/style";
import { Confirmations, SampleDialog, SampleToast } from "../sample-forms";
import { Section, Shown, States } from "../section";

const { parts, tray, guide } = style;

/** What answers a press: dialogs, notices, toasts, troubles. */
export function AnswerParts() {
  return (
    <>
      <Section name="ventanas">
        <div className="flex flex-wrap gap-3">
          <SampleDialog />
          <Confirmations />
        </div>
      </Section>
      <Section name="avisos">
        <div className="grid max-w-2xl gap-3">
          <Notice
            action={
              <Link href="/estilo" className="font-medium underline">
                {parts.quiet}
              </Link>
            }
          >
            {parts.info}
          </Notice>
          <Notice tone="plain">{guide.profileSummary}</Notice>
          <Notice tone="in">{parts.good}</Notice>
          <Notice tone="amber" title={parts.careful}>
            {tray.summary}
          </Notice>
          <Notice tone="out">{parts.bad}</Notice>
          <div>
            <SampleToast />
          </div>
        </div>
      </Section>
      <Section name="problemas">
        <States>
          <Shown as="wrong">
            <div className="rounded-md border bg-surface p-5">
              <Trouble icon="annul" title={guide.refusedTitle}>
                {guide.refusedText}
              </Trouble>
            </div>
          </Shown>
          <Shown as="wrong">
            <div className="rounded-md border bg-surface p-5">
              <Trouble
                icon="warning"
                title={guide.failedTitle}
                reference="7f3a-90c2"
                actions={<Button icon="retry">{guide.retry}</Button>}
              >
                {guide.failedText}
              </Trouble>
            </div>
          </Shown>
          <Shown as="wrong">
            <div className="rounded-md border bg-surface p-5">
              <Trouble icon="offline" title={guide.offlineTitle} actions={<Button icon="retry">{guide.retry}</Button>}>
                {guide.offlineText}
              </Trouble>
            </div>
          </Shown>
        </States>
      </Section>
    </>
  );
}
