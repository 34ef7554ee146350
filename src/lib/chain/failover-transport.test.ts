import { expect, test } from 'vitest';
import { err, ok } from '#lib/result.ts';
import { failoverTransport, type FailoverOptions } from './failover-transport.ts';
import { jsonRpc } from './json-rpc.ts';

const A = 'https://a.invalid/';
const B = 'https://b.invalid/';
const C = 'https://c.invalid/';
const PASSPHRASE = 'Test SDF Network ; September 2015';
const signal = new AbortController().signal;
const READ = '{"jsonrpc":"2.0","id":7,"method":"getLedgerEntries","params":{"keys":[]}}';
const SEND = '{"jsonrpc":"2.0","id":8,"method":"sendTransaction","params":{"transaction":"AAAA"}}';

interface Call {
	readonly id: number;
	readonly method: string;
}
type Node = (call: Call) => unknown;
/** What a node says to anything it is asked; `result` of each method. */
const healthy =
	(ledger: number, more: Readonly<Record<string, unknown>> = {}): Node =>
	({ method }) =>
		({
			getNetwork: { passphrase: PASSPHRASE, protocolVersion: 26 },
			getHealth: { status: 'healthy', latestLedger: ledger },
			getLedgerEntries: { entries: [], latestLedger: ledger },
			sendTransaction: { status: 'PENDING', hash: 'h', latestLedger: ledger },
			...more
		})[method];

/** Answers by URL; a node may be exchanged on the way. A Response or an Error stands for the whole HTTP exchange. */
function world(nodes: Record<string, Node | (() => Response) | Error>) {
	const asked: { url: string; method: string }[] = [];
	let time = 1_000_000;
	const answer = (url: string, call: Call) => {
		asked.push({ url, method: call.method });
		const node = nodes[url] as Node;
		return { jsonrpc: '2.0', id: call.id, result: node(call) };
	};
	const fetcher: typeof fetch = (input, init) => {
		const url = input as string;
		const node = nodes[url];
		const body = JSON.parse(init?.body as string) as Call | Call[];
		if (node === undefined || node instanceof Error) {
			asked.push({ url, method: 'dead' });
			return Promise.reject(node ?? new TypeError('fetch failed'));
		}
		const whole = (node as () => unknown)();
		if (whole instanceof Response) {
			asked.push({ url, method: 'whole' });
			return Promise.resolve(whole.clone());
		}
		const json = Array.isArray(body) ? body.map((call) => answer(url, call)) : answer(url, body);
		return Promise.resolve(new Response(JSON.stringify(json)));
	};
	return {
		nodes,
		asked,
		wait: (ms: number) => (time += ms),
		transport: (urls: readonly string[], more: FailoverOptions = {}) =>
			failoverTransport(urls, {
				fetch: fetcher,
				now: () => time,
				passphrase: PASSPHRASE,
				...more
			})
	};
}
const whole =
	(text: string, init?: ResponseInit): (() => Response) =>
	() =>
		new Response(text, init);
/** Nodes are called with a call; those of `whole` ignore it. */
const node = (ledger: number): Node => {
	const say = healthy(ledger);
	return (call: Call | undefined) => (call === undefined ? undefined : say(call));
};
const ledgerOf = (answer: Awaited<ReturnType<ReturnType<typeof failoverTransport>['post']>>) =>
	answer.ok
		? (JSON.parse(answer.value) as { result: { latestLedger: number } }).result.latestLedger
		: answer.error;
const states = (transport: ReturnType<typeof failoverTransport>) =>
	transport
		.states()
		.map(({ state, reason }) => (reason === undefined ? state : `${state}: ${reason}`));
/** Lets the questions to those not in use be answered. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test('the first endpoint is used, and stays in use while it works', async () => {
	const { transport, asked } = world({ [A]: node(100), [B]: node(100) });
	const rpc = transport([A, B]);
	expect(ledgerOf(await rpc.post(READ, signal))).toBe(100);
	expect(ledgerOf(await rpc.post(READ, signal))).toBe(100);
	expect(asked.filter(({ method }) => method === 'getLedgerEntries').map(({ url }) => url)).toEqual(
		[A, A]
	);
	expect(states(rpc)).toEqual(['in-use', 'standby']);
});

test('a dead endpoint: the next one answers the same call, and stays in use when the dead one is back', async () => {
	const { transport, nodes, wait } = world({ [A]: new TypeError('fetch failed'), [B]: node(7) });
	const rpc = transport([A, B]);
	expect(ledgerOf(await rpc.post(READ, signal))).toBe(7);
	expect(states(rpc)).toEqual(['resting: does not answer', 'in-use']);
	nodes[A] = node(7);
	wait(5_000);
	await rpc.post(READ, signal);
	expect(states(rpc)).toEqual(['standby', 'in-use']);
});

test('a dead endpoint rests longer each time, a minute at most', async () => {
	const { transport, wait, asked } = world({ [A]: new TypeError('fetch failed') });
	const rpc = transport([A]);
	const rests: number[] = [];
	for (let round = 0; round < 6; round += 1) {
		await rpc.post(READ, signal);
		let rested = 0;
		while (rpc.states()[0]?.state === 'resting') rested += (wait(1_000), 1_000);
		rests.push(rested);
	}
	expect(rests).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
	expect(asked).toHaveLength(6);
});

test('429: it rests as long as it asked for, the next one takes over', async () => {
	const { transport, wait } = world({
		[A]: whole('slow down', { status: 429, headers: { 'retry-after': '40' } }),
		[B]: node(9)
	});
	const rpc = transport([A, B]);
	expect(ledgerOf(await rpc.post(READ, signal))).toBe(9);
	expect(states(rpc)).toEqual(['resting: asked us to slow down, rests 40 s', 'in-use']);
	wait(39_999);
	expect(rpc.states()[0]?.state).toBe('resting');
	wait(1);
	expect(rpc.states()[0]?.state).toBe('standby');
});

test('an endpoint alone that asked for rest is left alone, and the caller hears how long', async () => {
	const { transport, asked, wait } = world({
		[A]: whole('', { status: 429, headers: { 'retry-after': '40' } })
	});
	const rpc = transport([A]);
	await rpc.post(READ, signal);
	wait(10_000);
	expect(await rpc.post(READ, signal)).toEqual(err({ kind: 'rate-limited', retryAfterMs: 30_000 }));
	expect(asked).toHaveLength(1);
});

test('a web page instead of data: the next one takes over', async () => {
	const { transport } = world({
		[A]: whole('<!doctype html><title>502 Bad Gateway</title>', { status: 502 }),
		[B]: node(11)
	});
	const rpc = transport([A, B]);
	expect(ledgerOf(await rpc.post(READ, signal))).toBe(11);
	expect(states(rpc)).toEqual(['resting: answered with something that is no data', 'in-use']);
});

test('a lagging endpoint rests once another one is known to be ahead', async () => {
	const { transport, nodes, wait } = world({ [A]: node(100), [B]: node(100) });
	const rpc = transport([A, B]);
	await rpc.post(READ, signal);
	nodes[B] = node(107);
	wait(30_000);
	await rpc.post(READ, signal); // asks B in passing how far it is
	await settle();
	expect(ledgerOf(await rpc.post(READ, signal))).toBe(107);
	expect(states(rpc)).toEqual(['resting: 7 ledgers behind the others', 'in-use']);
});

test('a few ledgers between nodes are no lag', async () => {
	const { transport, nodes, wait } = world({ [A]: node(100), [B]: node(100) });
	const rpc = transport([A, B]);
	await rpc.post(READ, signal);
	nodes[B] = node(106);
	wait(30_000);
	await rpc.post(READ, signal);
	await settle();
	expect(ledgerOf(await rpc.post(READ, signal))).toBe(100);
});

test('old facts are better than none: a lagging endpoint answers when no other does', async () => {
	const { transport, nodes } = world({ [A]: node(100), [B]: node(200) });
	const rpc = transport([A, B]);
	await rpc.post(READ, signal);
	await settle();
	nodes[B] = new TypeError('fetch failed');
	expect(ledgerOf(await rpc.post(READ, signal))).toBe(100);
	expect(ledgerOf(await rpc.post(READ, signal))).toBe(100);
});

test('an endpoint of another network is never believed, and says which one it serves', async () => {
	const other = { passphrase: 'Public Global Stellar Network ; September 2015' };
	const { transport, asked, wait } = world({
		[A]: (call: Call | undefined) => call && healthy(9_999, { getNetwork: other })(call),
		[B]: node(12)
	});
	const rpc = transport([A, B]);
	expect(ledgerOf(await rpc.post(READ, signal))).toBe(12);
	expect(rpc.states()[0]?.reason).toBe(`serves another network, “${other.passphrase}”`);
	wait(60_000);
	await rpc.post(READ, signal);
	expect(asked.filter(({ url }) => url === A)).toEqual([{ url: A, method: 'getNetwork' }]);
	const alone = transport([A]);
	await alone.post(READ, signal);
	expect(await alone.post(READ, signal)).toEqual(
		err({
			kind: 'unreachable',
			detail: `${A}: serves another network, “${other.passphrase}”`
		})
	);
});

test('an endpoint that calls itself ill rests', async () => {
	const ill = '{"jsonrpc":"2.0","id":7,"error":{"code":-32603,"message":"data store is empty"}}';
	const { transport } = world({ [A]: whole(ill), [B]: node(3) });
	const rpc = transport([A, B], { passphrase: undefined });
	const answer = await rpc.post('{"jsonrpc":"2.0","id":7,"method":"getHealth"}', signal);
	expect(ledgerOf(answer)).toBe(3);
	expect(states(rpc)[0]).toBe('resting: says of itself: data store is empty');
});

test('any other error belongs to the question, not to the endpoint', async () => {
	const bad = '{"jsonrpc":"2.0","id":7,"error":{"code":-32602,"message":"invalid params"}}';
	const { transport } = world({ [A]: whole(bad), [B]: node(3) });
	const rpc = transport([A, B], { passphrase: undefined });
	expect(await rpc.post(READ, signal)).toEqual(ok(bad));
	expect(states(rpc)).toEqual(['in-use', 'standby']);
});

test('a transaction goes to every endpoint, and one that took it is enough', async () => {
	const { transport, asked } = world({
		[A]: (call: Call | undefined) =>
			call &&
			healthy(5, { sendTransaction: { status: 'TRY_AGAIN_LATER', hash: 'h', latestLedger: 5 } })(
				call
			),
		[B]: new TypeError('fetch failed'),
		[C]: node(5)
	});
	const rpc = transport([A, B, C]);
	const answer = await rpc.post(SEND, signal);
	expect(answer.ok && answer.value).toContain('PENDING');
	const sent = asked.filter(({ method }) => method === 'sendTransaction').map(({ url }) => url);
	expect(sent.toSorted()).toEqual([A, C]);
});

test('a transaction that all refuse brings the refusal', async () => {
	const refusal = { status: 'ERROR', hash: 'h', latestLedger: 5, errorResultXdr: 'AAAA' };
	const refusing = ((call: Call | undefined) =>
		call && healthy(5, { sendTransaction: refusal })(call)) as Node;
	const { transport } = world({ [A]: refusing, [B]: new TypeError('fetch failed') });
	const answer = await transport([A, B]).post(SEND, signal);
	expect(answer.ok && answer.value).toContain('"ERROR"');
});

test('an endpoint that refuses arrays is asked singly, and is not taken for a broken one', async () => {
	const say = healthy(20);
	const asked: string[] = [];
	const fetcher: typeof fetch = (_url, init) => {
		const body = JSON.parse(init?.body as string) as Call | Call[];
		asked.push(Array.isArray(body) ? 'array' : body.method);
		return Promise.resolve(
			Array.isArray(body)
				? new Response('no batches here', { status: 400 })
				: new Response(JSON.stringify({ jsonrpc: '2.0', id: body.id, result: say(body) }))
		);
	};
	const rpc = failoverTransport([A, B], { fetch: fetcher, now: () => 1, passphrase: PASSPHRASE });
	const two = () =>
		jsonRpc(rpc).batch([{ method: 'getHealth' }, { method: 'getLedgerEntries' }], signal);
	expect((await two()).map((answer) => answer.ok)).toEqual([true, true]);
	expect(rpc.states().map(({ state }) => state)).toEqual(['in-use', 'standby']);
	asked.length = 0;
	await two();
	expect(asked.toSorted()).toEqual(['getHealth', 'getLedgerEntries']);
});

test('no endpoint at all is a value', async () => {
	expect(await failoverTransport([]).post(READ, signal)).toEqual(
		err({ kind: 'unreachable', detail: 'no RPC endpoint is configured' })
	);
});
