"use client";
import { Failed } from "@/components/shell/failed";
import { PageBody } from "@/components/shell/page-body";

type Props = { error: Error & { digest?: string } };

export default function ErrorInPortal({ error }: Props) {
  return <Failed error={error} frame={(title, body) => <PageBody title={title}>{body}</PageBody>} />;
}
