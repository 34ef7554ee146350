import { expect, test } from 'vitest';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { jsonRpc, type RpcCall } from './json-rpc.ts';

const signal = new AbortController().signal;
interface Sent {
	readonly id: number;
	readonly method: string;
}
type Reply = (requests: readonly Sent[], array: boolean) => Result<string, ReadError>;

/** A transport that remembers the bodies it was given. */
function fake(reply: Reply) {
	const bodies: string[] = [];
	return {
		bodies,
		post: (body: string) => {
			bodies.push(body);
			const parsed = JSON.parse(body) as Sent | Sent[];
			return Promise.resolve(
				reply(Array.isArray(parsed) ? parsed : [parsed], Array.isArray(parsed))
			);
		}
	};
}
const echo: Reply = (requests, array) => {
	const answers = requests.map(({ id, method }) => ({ jsonrpc: '2.0', id, result: method }));
	return ok(JSON.stringify(array ? answers.toReversed() : answers[0]));
};
const calls = (count: number, params?: RpcCall['params']): RpcCall[] =>
	Array.from({ length: count }, (_, index) => ({
		method: `m${index}`,
		...(params === undefined ? {} : { params })
	}));

test('answers are matched by id, in whatever order they come', async () => {
	const transport = fake(echo);
	const answers = await jsonRpc(transport).batch(calls(3), signal);
	expect(answers).toEqual([ok('m0'), ok('m1'), ok('m2')]);
	expect(transport.bodies).toHaveLength(1);
});

test('a single call travels without an array', async () => {
	const transport = fake(echo);
	await jsonRpc(transport).batch(calls(1), signal);
	expect(transport.bodies[0]?.startsWith('{')).toBe(true);
});

test('nothing to ask costs no request', async () => {
	const transport = fake(echo);
	const rpc = jsonRpc(transport);
	expect(await rpc.batch([], signal)).toEqual([]);
	expect(rpc.posts).toBe(0);
});

test('one bad member does not touch the others', async () => {
	const transport = fake((requests) =>
		ok(
			JSON.stringify(
				requests.map(({ id, method }) =>
					method === 'm1'
						? { jsonrpc: '2.0', id, error: { code: -32_602, message: 'bad key' } }
						: { jsonrpc: '2.0', id, result: 1 }
				)
			)
		)
	);
	expect(await jsonRpc(transport).batch(calls(3), signal)).toEqual([
		ok(1),
		err({ kind: 'rpc-error', code: -32_602, message: 'bad key' }),
		ok(1)
	]);
});

test('a member without an answer is an error of its own', async () => {
	const transport = fake((requests) =>
		ok(JSON.stringify([{ jsonrpc: '2.0', id: requests[0]?.id, result: 1 }]))
	);
	const [first, second] = await jsonRpc(transport).batch(calls(2), signal);
	expect(first).toEqual(ok(1));
	expect(second).toMatchObject({ ok: false, error: { kind: 'malformed' } });
});

test('no POST carries more than 16 calls', async () => {
	const transport = fake(echo);
	const answers = await jsonRpc(transport).batch(calls(40), signal);
	expect(answers).toEqual(calls(40).map(({ method }) => ok(method)));
	expect(transport.bodies).toHaveLength(3);
});

test('no body of several calls exceeds 480 KiB, counted in bytes of UTF-8', async () => {
	const transport = fake(echo);
	const answers = await jsonRpc(transport).batch(calls(10, { text: 'ä'.repeat(40_000) }), signal);
	expect(answers.every(({ ok: good }) => good)).toBe(true);
	expect(transport.bodies.length).toBeGreaterThan(1);
	for (const body of transport.bodies) {
		expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(480 * 1024);
	}
});

test.for([
	['HTML', '<html><body>502 Bad Gateway</body></html>'],
	['plain text', 'upstream request timeout'],
	['an empty body', ''],
	['JSON that is no answer', '{"hello":1}']
])('%s is an error value, never a throw', async ([, text]) => {
	const transport = { post: () => Promise.resolve(ok(text ?? '')) };
	const [answer] = await jsonRpc(transport).batch(calls(1), signal);
	expect(answer).toMatchObject({ ok: false, error: { kind: 'malformed' } });
});

test('a gateway that refuses arrays gets single calls from then on', async () => {
	const transport = fake((requests, array) =>
		array
			? ok('{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no batches"}}')
			: echo(requests, false)
	);
	const rpc = jsonRpc(transport);
	expect(await rpc.batch(calls(3), signal)).toEqual([ok('m0'), ok('m1'), ok('m2')]);
	expect(transport.bodies).toHaveLength(4);
	await rpc.batch(calls(2), signal);
	expect(transport.bodies).toHaveLength(6);
});

test('a batch of which a single answer comes back as a bare object is understood', async () => {
	const transport = fake((requests) =>
		ok(JSON.stringify({ jsonrpc: '2.0', id: requests[1]?.id, result: 7 }))
	);
	const answers = await jsonRpc(transport).batch(calls(2), signal);
	expect(answers[1]).toEqual(ok(7));
	expect(answers[0]?.ok).toBe(false);
});

test('what the transport reports reaches every call', async () => {
	const down = err({ kind: 'rate-limited', retryAfterMs: 1_000 } as const);
	const transport = { post: () => Promise.resolve(down) };
	expect(await jsonRpc(transport).batch(calls(2), signal)).toEqual([down, down]);
});
