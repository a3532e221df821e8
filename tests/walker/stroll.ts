import { type Actor, actors, type Intent, stranger } from "@/tests/walker/cast";
import { annul, reject, sign, signAnothers, signLate, withdraw } from "@/tests/walker/decide";
import { dice } from "@/tests/walker/dice";
import { annulOrder, pay, payBlindly, requestCode } from "@/tests/walker/money";
import { read } from "@/tests/walker/pages";
import { confirm, cutUpload, deleteLot, upload, uploadAgain } from "@/tests/walker/prepare";
import { enter, pause, type Step, type Walk } from "@/tests/walker/walk";

const steps: Record<Intent, (step: Step) => Promise<void>> = {
  upload,
  uploadAgain,
  cutUpload,
  confirm,
  delete: deleteLot,
  sign,
  signAnothers,
  signLate,
  reject,
  annul,
  withdraw,
  requestCode,
  pay,
  payBlindly,
  annulOrder,
  read,
};

/** Everybody walks at once, each in their own order, until the walk has ended; a few strangers among them. */
export async function strollAll(walk: Walk, strangers = 2): Promise<void> {
  const alien = (nth: number) =>
    stroll(walk, `stranger${nth}`, (step) => stranger(dice(walk.seed, "stranger", nth, step)));
  await Promise.all([
    ...actors.map((actor) => stroll(walk, actor.name, () => actor)),
    ...Array.from({ length: strangers }, (_, index) => alien(index + 1)),
  ]);
}

/** One person's steps, one after the other. What they want in their nth step, and how, depends on seed, name and n alone. */
async function stroll(walk: Walk, name: string, actorOf: (step: number) => Actor): Promise<void> {
  const sessions = new Map<string, Awaited<ReturnType<typeof enter>>>();
  for (let number = 1; !walk.ended(); number += 1) {
    const actor = actorOf(number);
    const mark = `${walk.seed}/${name}/${number}`;
    const draw = dice(walk.seed, name, number);
    const who = sessions.get(actor.name) ?? (await enter(walk, actor));
    sessions.set(actor.name, who);
    const intent = draw.weighted<Intent>(actor.wants);
    await pause(draw.int(20, 400));
    const from = Date.now();
    try {
      const seen = await walk.eyes.look(actor.product);
      await steps[intent]({ walk, actor, who, draw, seen, mark });
    } catch (error) {
      if (!walk.trouble.touched(["database"], from, Date.now()))
        walk.told.blame(`${mark} (${intent}): ${String(error)}`);
    }
    if (walk.told.lostSession(actor)) sessions.delete(actor.name);
  }
}
