import { test as base, expect } from "@playwright/test";

type Complaint = { text: string; url: string };
type Fixtures = {
  /** `test.use({ expectedComplaints: [/404/] })`: what the journeys of a file provoke on purpose, matched against text and address. */
  expectedComplaints: readonly RegExp[];
  complaints: Complaint[];
};

/**
 * Every journey imports `test` and `expect` from here: it fails on any console error, uncaught exception or violation of the
 * content security policy, on any page of its context.
 */
export const test = base.extend<Fixtures>({
  expectedComplaints: [[], { option: true }],
  complaints: [
    async ({ context, expectedComplaints }, use) => {
      const complaints: Complaint[] = [];
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      context.on("console", (message) => {
        if (message.type() === "error") complaints.push({ text: message.text(), url: message.location().url });
      });
      context.on("weberror", (error) =>
        complaints.push({ text: String(error.error()), url: error.page()?.url() ?? "" }),
      );
      await use(complaints);
      const unexpected = complaints.filter(
        ({ text, url }) => !expectedComplaints.some((pattern) => pattern.test(`${text} ${url}`)),
      );
      expect(unexpected, "console errors, exceptions and CSP violations").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
