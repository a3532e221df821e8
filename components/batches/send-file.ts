/** What came of sending a file: what it is known by from then on (a lot's number), a sentence that says why not, or no answer at all. */
export type Sent =
  | { kind: "taken"; number: string }
  | { kind: "refused" | "sessionEnded"; message: string }
  | { kind: "noAnswer" };

type Ask = { href: string; file: File; onBytes: (sent: number) => void };

/** Sends a file's bytes as they are, telling how many have left; fetch cannot tell. */
export function sendFile({ href, file, onBytes }: Ask): Promise<Sent> {
  return new Promise((settle) => {
    const request = new XMLHttpRequest();
    request.open("POST", href);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => onBytes(event.loaded);
    request.onload = () => settle(answerOf(request));
    request.onerror = () => settle({ kind: "noAnswer" });
    request.onabort = () => settle({ kind: "noAnswer" });
    request.send(file);
  });
}

function answerOf(request: XMLHttpRequest): Sent {
  const answer = jsonOf(request.responseText);
  if (request.status === 201 && answer.number) return { kind: "taken", number: answer.number };
  if (request.status === 401 && answer.message) return { kind: "sessionEnded", message: answer.message };
  if (answer.message) return { kind: "refused", message: [answer.message, answer.reference].filter(Boolean).join(" ") };
  return { kind: "noAnswer" };
}

function jsonOf(text: string): { number?: string; message?: string; reference?: string } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
