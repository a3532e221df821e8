import { masterReport } from "@/lib/reports/master-movements";
import { page } from "@/lib/web/doors";
import { titled } from "@/lib/web/preferences";
import { reportScreen } from "../report-screen";

export const generateMetadata = titled("reports.master.title");

export default page({ asks: "masterreport.read" }, (ctx, at) =>
  reportScreen(ctx, at, { report: masterReport, place: "masterReport" }),
);
