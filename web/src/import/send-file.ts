import type { ImportAnswer, ImportOptions } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';

export interface Sending {
  /** @throws ApiProblem; a DOMException of the name `AbortError` once it has been cancelled. */
  readonly answer: Promise<ImportAnswer>;
  cancel(): void;
}

/** Sends a file as the body of one request. `fetch` cannot say how much of a body has gone; this can. */
export function sendFile(file: File, options: ImportOptions, onSent: (bytes: number) => void): Sending {
  const request = new XMLHttpRequest();
  const answer = new Promise<ImportAnswer>((resolve, reject) => {
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => {
      try {
        const body: unknown = JSON.parse(request.responseText);
        if (request.status === 200) resolve(body as ImportAnswer);
        else reject(problemFrom(body));
      } catch (error) {
        reject(problemFrom(error));
      }
    };
    request.onerror = () => reject(problemFrom(new TypeError('The connection broke off.')));
    request.onabort = () => reject(new DOMException('Cancelled.', 'AbortError'));
  });
  request.open('POST', `/api/import?${new URLSearchParams(entriesOf(options))}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.send(file);
  return { answer, cancel: () => request.abort() };
}

function entriesOf({ timeZone, dateOrder }: ImportOptions): Record<string, string> {
  return { ...(timeZone && { timeZone }), ...(dateOrder && { dateOrder }) };
}
