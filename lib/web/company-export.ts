import "server-only";
import { touchSession } from "@/lib/auth/commands";
import type { Permission } from "@/lib/catalog";
import { readCompany, runCompany } from "@/lib/command";
import type { Caller, CompanyContext } from "@/lib/context";
import { hungUp } from "@/lib/errors";
import { log } from "@/lib/log";
import { declare } from "@/lib/web/declared";
import { refusedFetch } from "@/lib/web/doors";
import { callerOf } from "@/lib/web/request";

type Again = <Result>(work: (ctx: CompanyContext) => Promise<Result>) => Promise<Result>;

/** A file that is written while it is sent. */
export type Exported = {
  name: string;
  type: string;
  /** Its bytes; whatever it reads meanwhile, it reads by entering again. */
  body: (again: Again) => AsyncGenerator<Uint8Array<ArrayBuffer>>;
};

/**
 * An export of a company's own house, of the company that `empresa` in its address names. What begins it decides what it is and leaves its
 * record, in one transaction; then it is sent as it is written. Its parts are read in transactions of their own, each entering anew: who
 * reads slowly holds no connection, and a right that is lost meanwhile ends the file where it is.
 */
export function companyExport(
  door: { asks: Permission },
  begin: (ctx: CompanyContext, search: URLSearchParams) => Promise<Exported>,
) {
  const { asks } = door;
  return declare({ kind: "route", asks }, async (request: Request): Promise<Response> => {
    const { searchParams } = new URL(request.url);
    const caller = await callerOf({ company: searchParams.get("empresa") });
    try {
      await touchSession(caller);
      const { name, type, body } = await runCompany(caller, asks, (ctx) => begin(ctx, searchParams));
      const bytes = body((work) => readCompany(caller, asks, work));
      return new Response(sent(bytes, caller), {
        headers: {
          "Content-Type": type,
          "Content-Disposition": `attachment; filename="${name}"`,
          "Cache-Control": "no-store",
        },
      });
    } catch (error) {
      return refusedFetch(caller, asks, error);
    }
  });
}

/** The bytes as they are asked for. What breaks off is told in the log, and breaks the download off: a part never looks like the whole. */
function sent(bytes: AsyncGenerator<Uint8Array<ArrayBuffer>>, { requestId }: Caller): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await bytes.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          if (!hungUp(error)) log.warn({ err: error, requestId }, "an export broke off");
          controller.error(error);
        }
      },
      async cancel() {
        await bytes.return(undefined);
      },
    },
    { highWaterMark: 2 },
  );
}
