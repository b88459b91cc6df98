// The program: settings from the environment, time from the machine.
import path from 'node:path';
import { readConfig } from '#platform/config.server.ts';
import { runProcess, serve } from './serve.server.ts';

const root = path.resolve(import.meta.dirname, '..');

runProcess(async () => serve(readConfig(process.env, root)));
