/**
 * Preloaded (`node --import`) into every Node process that a command starts: when the parent is gone, also by kill -9,
 * the channel to it closes, and the process ends as if it had been told to. Node hands the preload on to what such a process
 * forks; those are not ours to hold (LEASHED_BY names the parent that asked for it).
 */
const endWithinMs = 8000;

if (process.channel && process.env.LEASHED_BY === String(process.ppid)) {
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), endWithinMs).unref();
    process.kill(process.pid, "SIGTERM");
  });
  process.channel.unref();
}
