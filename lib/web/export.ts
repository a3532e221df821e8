import "server-only";
import { touchSession } from "@/lib/auth/commands";
import type { BrokerPermission, Permission } from "@/lib/catalog";
import { read, readBroker, readCompany, runBroker, runCommand, runCompany } from "@/lib/command";
import type { BrokerContext, Caller, CompanyContext, Context } from "@/lib/context";
import { hungUp } from "@/lib/errors";
import { log } from "@/lib/log";
import { askedOf } from "@/lib/web/asked";
import { requireNamed } from "@/lib/web/broker-doors";
import { declare } from "@/lib/web/declared";
import { refusedFetch } from "@/lib/web/doors";
import { callerOf } from "@/lib/web/request";

type Again<Entered> = <Result>(work: (ctx: Entered) => Promise<Result>) => Promise<Result>;

/** A file that is written while it is sent. */
export type Exported<Entered> = {
  name: string;
  type: string;
  /** Its bytes; whatever it reads meanwhile, it reads by entering again. */
  body: (again: Again<Entered>) => AsyncGenerator<Uint8Array<ArrayBuffer>>;
};

type Begin<Entered> = (ctx: Entered, search: URLSearchParams) => Promise<Exported<Entered>>;

/**
 * An export of a company's own house, of the company that `empresa` in its address names. What begins it decides what it is and leaves its
 * record, in one transaction; then it is sent as it is written. Its parts are read in transactions of their own, each entering anew: who
 * reads slowly holds no connection, and a right that is lost meanwhile ends the file where it is.
 */
export function companyExport({ asks }: { asks: Permission }, begin: Begin<CompanyContext>) {
  return declare({ kind: "route", asks }, async (request: Request): Promise<Response> => {
    const searchParams = askedOf(request.url);
    const caller = await callerOf({ company: searchParams.get("empresa") });
    return answered(caller, asks, {
      begun: () => runCompany(caller, asks, (ctx) => begin(ctx, searchParams)),
      again: (work) => readCompany(caller, asks, work),
    });
  });
}

/**
 * The same of a broker, of the one that `empresa` in its address names, else of where its person was last: all of it, though they go on in
 * another meanwhile.
 */
export function brokerExport({ asks }: { asks: BrokerPermission }, begin: Begin<BrokerContext>) {
  return declare({ kind: "route", asks }, async (request: Request): Promise<Response> => {
    const searchParams = askedOf(request.url);
    const caller = await callerOf({ company: searchParams.get("empresa") });
    let { company } = caller;
    return answered(caller, asks, {
      begun: () =>
        runBroker(caller, asks, async (ctx) => {
          requireNamed(ctx, searchParams.get("empresa"));
          company = ctx.broker.code;
          return begin(ctx, searchParams);
        }),
      again: (work) => readBroker({ ...caller, company }, asks, work),
    });
  });
}

type RouteProps = { params: Promise<Record<string, string>> };

/** The same of a product, which its address names. */
export function productExport({ asks }: { asks: Permission }, begin: Begin<Context>) {
  return declare({ kind: "route", asks }, async (request: Request, { params }: RouteProps): Promise<Response> => {
    const searchParams = askedOf(request.url);
    const caller = await callerOf(await params);
    return answered(caller, asks, {
      begun: () => runCommand(caller, asks, (ctx) => begin(ctx, searchParams)),
      again: (work) => read(caller, asks, work),
    });
  });
}

async function answered<Entered>(
  caller: Caller,
  asks: Permission | BrokerPermission,
  { begun, again }: { begun: () => Promise<Exported<Entered>>; again: Again<Entered> },
): Promise<Response> {
  try {
    await touchSession(caller);
    const { name, type, body } = await begun();
    return new Response(sent(body(again), caller), {
      headers: {
        "Content-Type": type,
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "no-store",
      },
    });
  } catch (error) {
    return refusedFetch(caller, asks, error);
  }
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
