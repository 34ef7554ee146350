import { createServer, type IncomingMessage, type Server } from 'node:http';
import { err, ok, type Result } from '#lib/result.ts';
import { closeByClock } from '#lib/sandbox/auto-close.ts';
import { MAX_BODY_BYTES } from '#lib/sandbox/config.ts';
import type { SandboxHost } from '#lib/sandbox/host.ts';
import { accountReply } from './accounts.ts';
import { fund } from './friendbot.ts';
import { readBody } from './read-body.ts';
import { allowOrigin, json, methodNotAllowed, send, text, type Reply } from './reply.ts';

export interface RunningServer {
	/** `http://127.0.0.1:PORT` */
	readonly url: string;
	/** Stops the clock, ends open connections and frees the port. */
	close(): Promise<void>;
}

/** A network that is served: without anything due in `tick`, somebody else drives its clock. */
type Served = Pick<SandboxHost, 'dispatch' | 'tick'>;

/** Serves one network on 127.0.0.1 and drives its clock. Port 0 takes any free one. */
export async function serve(host: Served, port: number): Promise<Result<RunningServer, string>> {
	const server = createServer((request, response) => {
		allowOrigin(request, response);
		route(host, request)
			.catch((cause: unknown) => text(500, String(cause)))
			.then((reply) => {
				send(response, reply);
			})
			.catch(() => response.destroy()); // the client went away while it was answered
	});
	const bound = await listen(server, port);
	if (!bound.ok) return bound;
	const stop = new AbortController();
	const clock = closeByClock(host, Date.now, stop.signal);
	return ok({
		url: `http://127.0.0.1:${bound.value}`,
		async close() {
			stop.abort();
			await clock;
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
		}
	});
}

async function route(host: Served, request: IncomingMessage): Promise<Reply> {
	const url = new URL(request.url ?? '/', 'http://127.0.0.1');
	if (request.method === 'OPTIONS') return { ...text(204, ''), body: '' };
	if (url.pathname === '/' || url.pathname === '/rpc') return rpc(host, request);
	if (url.pathname === '/friendbot') return friendbot(host, request, url);
	const account = accountReply(host, url.pathname);
	if (account !== undefined) {
		return request.method === 'GET' ? account : methodNotAllowed('GET, OPTIONS');
	}
	return text(
		404,
		'not found: JSON-RPC is served at / and /rpc, Friendbot at /friendbot, accounts at /accounts/G…'
	);
}

async function rpc(host: Served, request: IncomingMessage): Promise<Reply> {
	if (request.method !== 'POST') return methodNotAllowed('POST, OPTIONS');
	const type = (request.headers['content-type'] ?? '').split(';')[0] ?? '';
	if (type.trim().toLowerCase() !== 'application/json') {
		return text(415, 'invalid content-type: application/json expected');
	}
	const body = await readBody(request, MAX_BODY_BYTES);
	if (body === undefined) return text(500, 'http: request body too large');
	const answer = host.dispatch(body);
	return answer === '' ? { ...text(204, ''), body: '' } : json(200, answer);
}

async function friendbot(host: Served, request: IncomingMessage, url: URL): Promise<Reply> {
	if (request.method !== 'GET' && request.method !== 'POST') {
		return methodNotAllowed('GET, POST, OPTIONS');
	}
	const form = new URLSearchParams(await readBody(request, MAX_BODY_BYTES));
	return fund(host, url.searchParams.get('addr') ?? form.get('addr'));
}

function listen(server: Server, port: number): Promise<Result<number, string>> {
	return new Promise((resolve) => {
		server.once('error', (cause: NodeJS.ErrnoException) => {
			resolve(
				err(
					cause.code === 'EADDRINUSE'
						? `port ${port} is in use: choose another with --port`
						: cause.message
				)
			);
		});
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			resolve(ok(typeof address === 'object' && address !== null ? address.port : port));
		});
	});
}
