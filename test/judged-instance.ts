// Publishes the judged practices (test/relevance) in the data folder that ACERVO_DATA names, beside a server that runs on it.
import path from 'node:path';
import { openApp } from '#app/app.server.ts';
import { readConfig } from '#platform/config.server.ts';
import { createLog } from '#platform/log.server.ts';
import { readPractices } from './relevance/judged.ts';
import { publishJudged } from './relevance/measure.ts';

const app = await openApp(readConfig(process.env, path.resolve(import.meta.dirname, '..')), createLog('silent'));
await publishJudged(app, readPractices()).finally(() => app.close());
