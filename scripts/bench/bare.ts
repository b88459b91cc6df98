// The yardstick: a bare Node server that answers every request with the same bytes. Usage: node scripts/bench/bare.ts PORT FILE
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port = '', file = ''] = process.argv.slice(2);
const body = readFileSync(file);
const headers = { 'content-type': 'application/octet-stream', 'content-length': body.byteLength };
createServer((_request, response) => {
	response.writeHead(200, headers);
	response.end(body);
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
process.on('disconnect', () => process.exit());
