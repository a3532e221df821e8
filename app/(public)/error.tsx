"use client";
import { Failed } from "@/components/shell/failed";
import { PublicShell } from "@/components/shell/public-shell";

type Props = { error: Error & { digest?: string } };

export default function ErrorPage({ error }: Props) {
  return <Failed error={error} frame={(title, body) => <PublicShell title={title}>{body}</PublicShell>} />;
}
