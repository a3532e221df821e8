"use server";
import { settingsSchema } from "@/lib/brokers/house-schema";
import { keepSettings } from "@/lib/brokers/settings";
import { brokerAction } from "@/lib/web/broker-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const keepSettingsAction = brokerAction(
  { asks: "brokersettings.modify", input: settingsSchema },
  async (ctx, input) => {
    await keepSettings(ctx, input);
    return arrive(paths.brokerSettings(ctx.broker.code), "settingsKept");
  },
);
