import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Reply {
	readonly status: number;
	readonly type: 'application/json' | 'text/plain; charset=utf-8';
	readonly body: string;
	readonly allow?: string;
}

export const json = (status: number, body: string): Reply => ({
	status,
	type: 'application/json',
	body
});

export const text = (status: number, body: string): Reply => ({
	status,
	type: 'text/plain; charset=utf-8',
	body: `${body}\n`
});

export const methodNotAllowed = (allow: string): Reply => ({
	...text(405, 'method not allowed'),
	allow
});

export function send(response: ServerResponse, reply: Reply): void {
	response.statusCode = reply.status;
	if (reply.allow !== undefined) response.setHeader('Allow', reply.allow);
	if (reply.body !== '') response.setHeader('Content-Type', reply.type);
	response.end(reply.body);
}

/** As stellar-rpc: any origin, and the three headers that rpc.Server sends. No Max-Age. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
	const { origin } = request.headers;
	if (origin === undefined) return;
	response.setHeader('Access-Control-Allow-Origin', origin);
	response.setHeader('Vary', 'Origin');
	if (request.method !== 'OPTIONS') return;
	response.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
	response.setHeader(
		'Access-Control-Allow-Headers',
		'content-type, x-client-name, x-client-version'
	);
	// a page from the internet may talk to this computer's network: browsers ask for that separately
	if (request.headers['access-control-request-private-network'] === 'true') {
		response.setHeader('Access-Control-Allow-Private-Network', 'true');
	}
}
