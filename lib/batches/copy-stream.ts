import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { LineValues } from "@/lib/batches/read-line";

const columns = "tenant_id, batch_id, line, document, card_reference, amount_cents, reference, rest";

/**
 * Sends good lines straight into batch_line by COPY, as `loader`: the one role that PostgreSQL lets COPY into a table with
 * row-level security. Opens with the first line after a close, so that other statements may run between.
 */
export class CopyStream {
  #stream: ReturnType<typeof copyFrom> | null = null;
  #failed: Error | null = null;

  constructor(
    private readonly client: pg.ClientBase,
    private readonly lot: { tenantId: number; batchId: bigint },
  ) {}

  async write(lines: readonly LineValues[]): Promise<void> {
    if (lines.length === 0) return;
    const stream = await this.#open();
    const head = `${this.lot.tenantId}\t${this.lot.batchId}\t`;
    let rows = "";
    for (const line of lines) {
      const { document, cardReference, amountCents } = line;
      rows += `${head}${line.line}\t${document ?? absent}\t${cardReference ?? absent}\t${amountCents ?? absent}`;
      rows += `\t${cell(line.reference)}\t${cell(line.rest)}\n`;
    }
    if (!stream.write(rows)) await Promise.race([once(stream, "drain"), once(stream, "close")]);
    if (this.#failed) throw this.#failed;
  }

  /** Ends the COPY under way, if any, and becomes the worker again. @throws the database's refusal of a row */
  async close(): Promise<void> {
    const stream = this.#stream;
    if (!stream) return;
    this.#stream = null;
    if (this.#failed) throw this.#failed;
    stream.end();
    await once(stream, "finish");
    await this.client.query("RESET ROLE");
  }

  async #open(): Promise<ReturnType<typeof copyFrom>> {
    if (this.#stream) return this.#stream;
    await this.client.query("SET LOCAL ROLE loader");
    this.#stream = this.client.query(copyFrom(`COPY batch_line (${columns}) FROM STDIN`));
    this.#stream.on("error", (error: Error) => {
      this.#failed = error;
    });
    return this.#stream;
  }
}

const absent = "\\N";

/**
 * One value of COPY's text format; documents, cards and amounts hold nothing that it would escape. Line ends and tabs never come
 * here: cells that hold control characters are faults.
 */
function cell(text: string | null): string {
  if (text === null) return absent;
  return text.includes("\\") ? text.replaceAll("\\", "\\\\") : text;
}
