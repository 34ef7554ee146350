import { expect, test } from 'vitest';
import { ok } from '#lib/result.ts';
import { eventHistory } from './event-history.ts';
import { jsonRpc } from './json-rpc.ts';

interface Call {
	readonly id: number;
	readonly method: string;
	readonly params?: {
		readonly startLedger?: number;
		readonly endLedger?: number;
		readonly pagination?: { readonly limit: number; readonly cursor?: string };
	};
}
interface Event {
	readonly id: string;
	readonly ledger: number;
}

/** A server with events in some ledgers, which answers as stellar-rpc does: pages, windows, cursors. */
function server(oldest: number, latest: number, ledgers: readonly number[]) {
	const events = ledgers.map((ledger, index): Event => ({
		id: `${String(ledger).padStart(8, '0')}-${index}`,
		ledger
	}));
	const asked: Call[] = [];
	const result = ({ method, params }: Call): unknown => {
		if (method === 'getHealth') {
			return { latestLedger: latest, latestLedgerCloseTime: 5, oldestLedger: oldest };
		}
		const { limit, cursor } = params?.pagination ?? { limit: 100 };
		const end = params?.endLedger ?? latest + 1;
		const from = events.filter(({ id, ledger }) =>
			cursor === undefined ? ledger >= (params?.startLedger ?? 0) : id > cursor
		);
		const page = from.filter(({ ledger }) => ledger < end).slice(0, limit);
		const last = page.length === limit ? page.at(-1)?.id : `${String(end - 1).padStart(8, '0')}-9`;
		return {
			latestLedger: latest,
			latestLedgerCloseTime: '5',
			oldestLedger: oldest,
			cursor: last,
			events: page.map((event) => ({ ...event, txHash: '', contractId: 'C', topic: [], value: '' }))
		};
	};
	return {
		asked,
		post: (body: string) => {
			const parsed = JSON.parse(body) as Call | Call[];
			const calls = Array.isArray(parsed) ? parsed : [parsed];
			asked.push(...calls);
			const answers = calls.map((call) => ({ jsonrpc: '2.0', id: call.id, result: result(call) }));
			return Promise.resolve(ok(JSON.stringify(Array.isArray(parsed) ? answers : answers[0])));
		}
	};
}
const signal = new AbortController().signal;
const ledgersOf = async (transport: ReturnType<typeof server>, limit: number) => {
	const history = await eventHistory(jsonRpc(transport), [{ contracts: ['C'] }], limit, signal);
	if (!history.ok) throw new Error(history.error.kind);
	return history.value;
};

test('every event once, over windows and pages alike', async () => {
	const ledgers = [100, 100, 100, 9_000, 10_099, 10_100, 10_101, 25_000, 25_001, 25_002, 30_000];
	for (const limit of [1, 2, 3, 100]) {
		const { events, cursor } = await ledgersOf(server(100, 30_000, ledgers), limit);
		expect(events.map(({ ledger }) => ledger)).toEqual(ledgers);
		expect(new Set(events.map(({ id }) => id)).size).toBe(ledgers.length);
		expect(cursor >= '00030000').toBe(true);
	}
});

test('the windows of a week are asked for in one request', async () => {
	const transport = server(1, 120_960, []);
	await ledgersOf(transport, 1_000);
	const windows = transport.asked.filter(({ method }) => method === 'getEvents');
	expect(windows).toHaveLength(13);
	expect(windows.at(-1)?.params?.endLedger).toBeUndefined();
});

test('a server whose pages do not move on is given up', async () => {
	const stuck = server(100, 200, [150, 151]);
	const { post } = stuck;
	let asked = 0;
	const transport = {
		post: async (body: string) => {
			if (++asked > 10) throw new Error('asked without end');
			const answer = await post(body.replace(/"cursor":"[^"]*"/, '"cursor":""'));
			return answer;
		}
	};
	const history = await eventHistory(jsonRpc(transport), [{ contracts: ['C'] }], 1, signal);
	expect(history).toMatchObject({ ok: false, error: { kind: 'malformed' } });
});
