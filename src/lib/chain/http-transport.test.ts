import { expect, test } from 'vitest';
import { err, ok } from '#lib/result.ts';
import { httpTransport } from './http-transport.ts';

const signal = new AbortController().signal;
const answering = (response: Response) =>
	httpTransport('https://rpc.invalid', () => Promise.resolve(response));

test('sends the mandatory header and no other', async () => {
	let headers: unknown;
	const transport = httpTransport('https://rpc.invalid', (_url, init) => {
		headers = init?.headers;
		return Promise.resolve(new Response('{}'));
	});
	expect(await transport.post('{}', signal)).toEqual(ok('{}'));
	expect(headers).toEqual({ 'content-type': 'application/json' });
});

test('an error status still brings its text: the client judges it', async () => {
	const body = '{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"x"}}';
	expect(await answering(new Response(body, { status: 500 })).post('{}', signal)).toEqual(ok(body));
});

test.for([
	['7', 7_000],
	[undefined, 5_000],
	['soon', 5_000]
] as const)('429 with Retry-After %s waits %s ms', async ([header, wait]) => {
	const headers = header === undefined ? {} : { 'retry-after': header };
	const response = new Response('slow down', { status: 429, headers });
	expect(await answering(response).post('{}', signal)).toEqual(
		err({ kind: 'rate-limited', retryAfterMs: wait })
	);
});

test('a dead endpoint is a value', async () => {
	const transport = httpTransport('https://rpc.invalid', () =>
		Promise.reject(new TypeError('fetch failed'))
	);
	expect(await transport.post('{}', signal)).toEqual(
		err({ kind: 'unreachable', detail: 'TypeError: fetch failed' })
	);
});

test('an endpoint that never answers is given up', async () => {
	const silent: typeof fetch = (_url, init) =>
		new Promise((_resolve, reject) => {
			init?.signal?.addEventListener('abort', () => {
				reject(new Error('timed out'));
			});
		});
	const transport = httpTransport('https://rpc.invalid', silent, 10);
	expect(await transport.post('{}', signal)).toEqual(
		err({ kind: 'unreachable', detail: 'Error: timed out' })
	);
});
