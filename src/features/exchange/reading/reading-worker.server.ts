// Entry of the worker thread that reads uploaded files; nothing here runs in the server's own thread.
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { readFileHere } from './reading-here.server.ts';

// Whoever reads a page goes first. On Linux a priority is that of the thread, elsewhere of the whole process (setpriority(2), NOTES).
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

parentPort?.on('message', async (job: Parameters<typeof readFileHere>[0]) => parentPort?.postMessage(await readFileHere(job)));

// pdf.js leaves promises behind that fail unheard, some of them after its answer; they would end the thread under the next file.
process.on('unhandledRejection', () => undefined);
