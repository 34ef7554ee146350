import { expect, test } from 'vitest';
import { err, ok } from '#lib/result.ts';
import { probeEndpoint } from './probe-endpoint.ts';

const signal = new AbortController().signal;
interface Call {
	readonly id: number;
	readonly method: string;
}
const RESULTS: Record<string, unknown> = {
	getNetwork: { passphrase: 'Test SDF Network ; September 2015' },
	getHealth: { status: 'healthy', latestLedger: 77 }
};
const reply = ({ id, method }: Call) => ({ jsonrpc: '2.0', id, result: RESULTS[method] });

function probe(answer: (body: Call | Call[]) => Response) {
	let time = 0;
	return probeEndpoint('https://own.invalid/', signal, {
		fetch: (_url, init) => {
			time += 40;
			return Promise.resolve(answer(JSON.parse(init?.body as string) as Call | Call[]));
		},
		now: () => time
	});
}

test('a good endpoint: its network, ledger and speed, and that it takes several questions at once', async () => {
	const report = await probe((body) =>
		Response.json(Array.isArray(body) ? body.map(reply) : reply(body))
	);
	expect(report).toEqual(
		ok({
			passphrase: 'Test SDF Network ; September 2015',
			illness: undefined,
			latestLedger: 77,
			latencyMs: 40,
			takesArrays: true
		})
	);
});

test('one that refuses arrays is usable all the same', async () => {
	const report = await probe((body) =>
		Array.isArray(body) ? new Response('no', { status: 400 }) : Response.json(reply(body))
	);
	expect(report).toMatchObject(ok({ takesArrays: false, latestLedger: 77 }));
});

test('one that is ill says why, and nothing unknown becomes 0', async () => {
	const error = { code: -32603, message: 'latency since last known ledger closed is too high' };
	const report = await probe((body) =>
		!Array.isArray(body) && body.method === 'getHealth'
			? Response.json({ jsonrpc: '2.0', id: body.id, error })
			: Response.json(Array.isArray(body) ? body.map(reply) : reply(body))
	);
	expect(report).toMatchObject(ok({ illness: error.message, latestLedger: undefined }));
});

test('a web page is no endpoint', async () => {
	expect(await probe(() => new Response('<html>'))).toEqual(
		err({ kind: 'malformed', detail: 'it answers with something that is no data' })
	);
});
