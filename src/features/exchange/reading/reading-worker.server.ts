// Entry of the worker thread that reads uploaded files; nothing here runs in the server's own thread.
import { parentPort } from 'node:worker_threads';
import { readFileHere } from './reading-here.server.ts';

parentPort?.on('message', async (job: Parameters<typeof readFileHere>[0]) => parentPort?.postMessage(await readFileHere(job)));
