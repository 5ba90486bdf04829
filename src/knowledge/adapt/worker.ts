import { parentPort, workerData } from 'node:worker_threads';
import { CasebookError } from '../../domain/index.ts';
import { readModelFile } from '../embed/static/file.ts';
import { createLearning } from './learn.ts';
import type { FromThread, ThreadData, ToThread } from './thread.ts';

/** The thread that learns; see `thread.ts`. */

const port = parentPort;
if (!port) throw new Error('this file is run as a thread');
const say = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const { base, inUse } = workerData as ThreadData;
const learning = createLearning({ base: readModelFile(base), inUse: inUse ? readModelFile(inUse) : null });

port.on('message', (message: ToThread) => {
  try {
    if (message.kind === 'tickets') {
      for (const ticket of message.tickets) learning.add(ticket);
      return say({ kind: 'taken' });
    }
    const { outcome, file } = learning.finish((step, done, total) =>
      say({ kind: 'progress', step, done, total }),
    );
    // Bytes of a pool that others share cannot be handed over.
    const bytes = new Uint8Array(file).buffer;
    say({ kind: 'learned', outcome, file: bytes }, [bytes]);
  } catch (error) {
    const { code, detail } =
      error instanceof CasebookError ? error : new CasebookError('internal', String(error));
    say({ kind: 'failed', code, detail });
  }
});
