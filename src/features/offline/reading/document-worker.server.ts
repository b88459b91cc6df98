// Entry of the worker thread that reads sheets brought back; nothing here runs in the server's own thread.
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { readDocument } from '#platform/documents/format.server.ts';

// Whoever reads a page goes first. On Linux a priority is that of the thread, elsewhere of the whole process (setpriority(2), NOTES).
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

parentPort?.on('message', async (bytes: Uint8Array) => parentPort?.postMessage(await readDocument(bytes)));

// pdf.js leaves promises behind that fail unheard; they would end the thread under the next file.
process.on('unhandledRejection', () => undefined);
