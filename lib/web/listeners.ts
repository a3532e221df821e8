import "server-only";
import { DomainError, NotFound, NotSignedIn } from "@/lib/errors";
import { isEnding, whenToldToEnd } from "@/lib/web/ending";

const lookEveryMs = 1_000;
const checkEveryMs = 2_000;
/** A listener whose right could not be checked for so long hears nothing more. */
const uncheckedMaxMs = 4_500;
const heartbeatEveryMs = 10_000;
const unreadBytesMax = 256 * 1024;

/** Open streams that one person, and one process, may have. */
export const streamsMax = { person: 8, process: 300 } as const;

type Look = { at: number; seen: Promise<unknown> };
type Hall = { open: Map<number, number>; count: number; looks: Map<string, Look> };

// Next bundles a module more than once; the process counts its streams once all the same.
const holder = globalThis as { contrafirmaListeners?: Hall };
holder.contrafirmaListeners ??= { open: new Map(), count: 0, looks: new Map() };
const hall = holder.contrafirmaListeners;

type Listener<Shared, Own> = {
  /** What it listens to, the same for all who hear the same. */
  about: string;
  person: number;
  first: { shared: Shared; own: Own };
  /** How things stand for all who listen to the same: one of them looks for the others. */
  look: () => Promise<Shared>;
  /** Enters anew as this person: refuses when the session ended or the right was lost. */
  check: () => Promise<Own>;
  tell: (shared: Shared, own: Own) => object;
  /** Its signal tells that the browser left; held here, because a request that nobody holds takes its signal with it. */
  request: Request;
};

/**
 * An answer of server-sent events: how things stand now, then again whenever it changes, at most once a second. Each look and each
 * check is a transaction of its own. Ends within five seconds of the session's end or of the right's, when the browser leaves or does not read, and
 * when this process is told to end. `event: end` says why where the browser must not come back: `session` or `gone`.
 * @throws DomainError access.busy when this person, or this process, has too many, or the process ends
 */
export function streamTo<Shared, Own>(listener: Listener<Shared, Own>): Response {
  takePlace(listener.person);
  const encoder = new TextEncoder();
  let end: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        end = follow(listener, {
          send: (text) => controller.enqueue(encoder.encode(text)),
          isRead: () => (controller.desiredSize ?? 0) > 0,
          close: () => {
            leavePlace(listener.person);
            try {
              controller.close();
            } catch {
              // The browser has closed it already.
            }
          },
        });
      },
      cancel: () => end(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: unreadBytesMax }),
  );
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}

type Wire = { send: (text: string) => void; isRead: () => boolean; close: () => void };

function follow<Shared, Own>(listener: Listener<Shared, Own>, wire: Wire): () => void {
  let { own } = listener.first;
  let said = "";
  let spokeAt = Date.now();
  let checkedAt = Date.now();
  let over = false;
  let next: ReturnType<typeof setTimeout>;
  let watchdog: ReturnType<typeof setTimeout>;

  const end = (why?: "session" | "gone") => {
    if (over) return;
    over = true;
    clearTimeout(next);
    clearTimeout(watchdog);
    unhook();
    listener.request.signal.removeEventListener("abort", leave);
    if (why) wire.send(`event: end\ndata: ${why}\n\n`);
    wire.close();
  };
  const leave = () => end();
  const isChecked = () => {
    checkedAt = Date.now();
    clearTimeout(watchdog);
    watchdog = setTimeout(leave, uncheckedMaxMs);
  };
  const say = (shared: Shared) => {
    const text = JSON.stringify(listener.tell(shared, own));
    if (text === said && Date.now() - spokeAt < heartbeatEveryMs) return;
    wire.send(text === said ? ": \n\n" : `data: ${text}\n\n`);
    said = text;
    spokeAt = Date.now();
  };
  const turn = async () => {
    try {
      if (Date.now() - checkedAt >= checkEveryMs) {
        own = await listener.check();
        isChecked();
      }
      const shared = await lookTogether(listener.about, listener.look);
      if (over) return;
      if (!wire.isRead()) return leave();
      if (shared) say(shared);
    } catch (error) {
      const why = whyOver(error);
      if (why) return end(why);
    }
    if (!over) next = setTimeout(turn, lookEveryMs);
  };

  const unhook = whenToldToEnd(leave);
  listener.request.signal.addEventListener("abort", leave);
  isChecked();
  wire.send("retry: 2000\n\n");
  say(listener.first.shared);
  next = setTimeout(turn, lookEveryMs);
  if (listener.request.signal.aborted) leave();
  return leave;
}

/** The latest look at something, made by whoever comes first each second; null when another's look came to nothing. */
async function lookTogether<Shared>(about: string, look: () => Promise<Shared>): Promise<Shared | null> {
  const known = hall.looks.get(about);
  if (known && Date.now() - known.at < lookEveryMs - 100) return (known.seen as Promise<Shared>).catch(() => null);
  const seen = look();
  const mine = { at: Date.now(), seen };
  hall.looks.set(about, mine);
  const forget = setTimeout(() => hall.looks.get(about) === mine && hall.looks.delete(about), 5 * lookEveryMs);
  forget.unref();
  return seen;
}

/** A refusal ends the stream; a moment without connection or a failure does not: the next turn, or the watchdog, decides. */
function whyOver(error: unknown): "session" | "gone" | null {
  if (error instanceof NotSignedIn) return "session";
  if (error instanceof NotFound) return "gone";
  return error instanceof DomainError && error.code === "access.notAllowed" ? "gone" : null;
}

function takePlace(person: number): void {
  const has = hall.open.get(person) ?? 0;
  if (isEnding() || has >= streamsMax.person || hall.count >= streamsMax.process) throw new DomainError("access.busy");
  hall.open.set(person, has + 1);
  hall.count += 1;
}

function leavePlace(person: number): void {
  const left = (hall.open.get(person) ?? 1) - 1;
  if (left === 0) hall.open.delete(person);
  else hall.open.set(person, left);
  hall.count -= 1;
}
