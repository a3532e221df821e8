import { bringUpServices, launch } from "@/lib/cli/launch";

/** What `npm start` does, up to the services: a start that needs no build and no demonstration. */
await launch(async (about) => {
  await bringUpServices(about);
  console.log("en marcha");
});
