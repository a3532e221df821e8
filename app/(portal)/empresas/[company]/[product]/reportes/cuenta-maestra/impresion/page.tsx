import { masterReport } from "@/lib/reports/master-movements";
import { page } from "@/lib/web/doors";
import { titled } from "@/lib/web/preferences";
import { reportPrinted } from "../../report-printed";

export const generateMetadata = titled("reports.master.title");

export default page({ asks: "masterreport.print" }, (ctx, at) =>
  reportPrinted(ctx, at, { report: masterReport, place: "masterReport" }),
);
