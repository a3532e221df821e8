"use server";
import { applyTeamFile, undoTeamFile, withdrawTeamFile } from "@/lib/brokers/bulk";
import { applyTeamFileSchema, teamFileSchema } from "@/lib/brokers/schema";
import { brokerAction } from "@/lib/web/broker-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const applyTeamFileAction = brokerAction(
  { asks: "brokeruser.import", input: applyTeamFileSchema },
  async (ctx, { archivo, visto }) => {
    await applyTeamFile(ctx, { id: archivo, seen: visto });
    return arrive(paths.teamFile(ctx.broker.code, archivo), "teamFileApplied");
  },
);

export const undoTeamFileAction = brokerAction(
  { asks: "brokeruser.import", input: teamFileSchema },
  async (ctx, { archivo }) => {
    await undoTeamFile(ctx, archivo);
    return arrive(paths.teamFile(ctx.broker.code, archivo), "teamFileUndone");
  },
);

export const withdrawTeamFileAction = brokerAction(
  { asks: "brokeruser.import", input: teamFileSchema },
  async (ctx, { archivo }) => {
    await withdrawTeamFile(ctx, archivo);
    return arrive(paths.teamFiles(ctx.broker.code), "teamFileWithdrawn");
  },
);
