import { Keypair, rpc, xdr } from '@stellar/stellar-sdk';
import { expect, test } from 'vitest';
import { overBothWires, type Net } from './harness/net.ts';
import { createProbe, invoke, run, symbol, u32, uploadProbe } from './harness/soroban.ts';
import { newAccount } from './harness/transactions.ts';

interface Ready {
	readonly alice: Keypair;
	readonly one: string;
	readonly two: string;
	/** Ledgers of: five ticks of `one`, three ticks of `two`, one event of `one` with other topics. */
	readonly ledgers: readonly [number, number, number];
}

async function prepareNet(net: Net): Promise<Ready> {
	const alice = await newAccount(net);
	const wasmHash = await uploadProbe(net, alice);
	const one = await createProbe(net, alice, wasmHash, 1);
	const two = await createProbe(net, alice, wasmHash, 2);
	const first = await run(net, alice, invoke(one, 'emit_many', u32(5)));
	const second = await run(net, alice, invoke(two, 'emit_many', u32(3)));
	const topics = xdr.ScVal.scvVec([symbol('tick'), u32(1), symbol('more')]);
	const third = await run(net, alice, invoke(one, 'emit', topics, u32(0)));
	await net.close(2);
	return { alice, one, two, ledgers: [first.ledger, second.ledger, third.ledger] };
}

interface Page {
	readonly events: readonly { id: string; ledger: number; topic: string[]; txHash: string }[];
	readonly cursor: string;
	readonly latestLedger: number;
	readonly oldestLedger: number;
}

const segment = (value: xdr.ScVal) => value.toXdr('base64');
const TICK = segment(symbol('tick'));
const idAt = (toid: bigint, index: string) => `${String(toid).padStart(19, '0')}-${index}`;

overBothWires<Ready>((context) => {
	const both = () => [context().ready.one, context().ready.two];
	const page = (params: object) => context().net.call<Page>('getEvents', params);
	const ids = (found: Page) => found.events.map((event) => event.id);
	const topics = (...filter: string[]) => [{ contractIds: both(), topics: [filter] }];

	test('an id is the position in history: ledger, transaction, operation, event', async () => {
		const { ledgers, one } = context().ready;
		const found = await page({ startLedger: ledgers[0], filters: [{ contractIds: [one] }] });
		const toid = (BigInt(ledgers[0]) << 32n) | (1n << 12n);
		expect(ids(found).slice(0, 5)).toEqual(
			[0, 1, 2, 3, 4].map((index) => idAt(toid, String(index).padStart(10, '0')))
		);
	});

	test('an event names its contract, ledger, close time and transaction', async () => {
		const { ready, net } = context();
		const found = await net.server.getEvents({
			startLedger: ready.ledgers[2],
			filters: [{ type: 'contract', contractIds: [ready.one] }]
		});
		expect(found.events[0]).toMatchObject({
			type: 'contract',
			ledger: ready.ledgers[2],
			operationIndex: 0,
			transactionIndex: 1
		});
		expect(found.events[0]?.ledgerClosedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
	});

	test('filters by contract', async () => {
		const { ledgers, two } = context().ready;
		const found = await page({ startLedger: ledgers[0], filters: [{ contractIds: [two] }] });
		expect(found.events.map((event) => event.ledger)).toEqual(Array(3).fill(ledgers[1]));
	});

	test('several filters are alternatives', async () => {
		const { ledgers, one, two } = context().ready;
		const filters = [{ contractIds: [one] }, { contractIds: [two] }];
		expect((await page({ startLedger: ledgers[0], filters })).events).toHaveLength(9);
	});

	test('a topic filter needs the exact number of segments', async () => {
		const { ledgers } = context().ready;
		expect((await page({ startLedger: ledgers[0], filters: topics(TICK) })).events).toEqual([]);
		const one = topics(TICK, segment(u32(1)));
		expect((await page({ startLedger: ledgers[0], filters: one })).events).toHaveLength(2);
	});

	test('* stands for one segment, a trailing ** for the rest', async () => {
		const { ledgers } = context().ready;
		const count = async (...filter: string[]) =>
			(await page({ startLedger: ledgers[0], filters: topics(...filter) })).events.length;
		expect(await count('*', segment(u32(1)))).toBe(2);
		expect(await count(TICK, '*', '*')).toBe(1);
		expect(await count(TICK, '**')).toBe(9);
		expect(await count('*', segment(u32(1)), '**')).toBe(3);
	});

	test('system events are none', async () => {
		const { ledgers } = context().ready;
		expect((await page({ startLedger: ledgers[0], filters: [{ type: 'system' }] })).events).toEqual(
			[]
		);
	});

	test('endLedger is exclusive', async () => {
		const { ledgers } = context().ready;
		const filters = [{ contractIds: both() }];
		const found = await page({ startLedger: ledgers[0], endLedger: ledgers[1], filters });
		expect(found.events).toHaveLength(5);
	});

	test('pages join without a gap or a repetition', async () => {
		const { ledgers } = context().ready;
		const filters = [{ contractIds: both() }];
		const whole = ids(await page({ startLedger: ledgers[0], filters }));
		const joined: string[] = [];
		let found = await page({ startLedger: ledgers[0], filters, pagination: { limit: 2 } });
		while (found.events.length > 0) {
			joined.push(...ids(found));
			found = await page({ filters, pagination: { limit: 2, cursor: found.cursor } });
		}
		expect(joined).toEqual(whole);
	});

	test('a full page ends at its last event', async () => {
		const { ledgers } = context().ready;
		const filters = [{ contractIds: both() }];
		const found = await page({ startLedger: ledgers[0], filters, pagination: { limit: 9 } });
		expect(found.events).toHaveLength(9);
		expect(found.cursor).toBe(found.events[8]?.id);
	});

	test('a page that is not full ends at the end of what was scanned', async () => {
		const { ledgers } = context().ready;
		const filters = [{ contractIds: both() }];
		const found = await page({ startLedger: ledgers[0], filters, pagination: { limit: 10 } });
		expect(found.events).toHaveLength(9);
		const last = BigInt(found.latestLedger);
		const toid = (last << 32n) | (0xf_ffffn << 12n) | 0xfffn;
		expect(found.cursor).toBe(idAt(toid, '4294967295'));
		const next = await page({ filters, pagination: { cursor: found.cursor } });
		expect(next.events).toEqual([]);
	});

	test('a poller that follows the cursor sees a later event once', async () => {
		const { net, ready } = context();
		const filters = [{ contractIds: [ready.two] }];
		const before = await page({ startLedger: ready.ledgers[0], filters });
		const later = await run(
			net,
			ready.alice,
			invoke(ready.two, 'emit', xdr.ScVal.scvVec([]), u32(1))
		);
		const after = await page({ filters, pagination: { cursor: before.cursor } });
		expect(after.events.map((event) => event.txHash)).toEqual([later.txHash]);
		expect((await page({ filters, pagination: { cursor: after.cursor } })).events).toEqual([]);
	});

	test('a cursor together with startLedger: -32602', async () => {
		const { net, ready } = context();
		const cursor = idAt(BigInt(ready.ledgers[0]) << 32n, '0000000000');
		const both = await net.ask('getEvents', {
			startLedger: ready.ledgers[0],
			filters: [],
			pagination: { cursor }
		});
		expect(both.error?.code).toBe(-32602);
		const end = await net.ask('getEvents', {
			endLedger: ready.ledgers[1],
			filters: [],
			pagination: { cursor }
		});
		expect(end.error?.code).toBe(-32602);
	});

	test('a start outside the kept range: -32600 with the range', async () => {
		const { net } = context();
		const health = await net.server.getHealth();
		for (const startLedger of [health.oldestLedger - 1, health.latestLedger + 1]) {
			const answer = await net.ask('getEvents', { startLedger, filters: [] });
			expect(answer.error).toMatchObject({
				code: -32600,
				message: `startLedger must be within the ledger range: ${health.oldestLedger} - ${health.latestLedger}`
			});
		}
	});

	test.each([
		['more than five filters', { filters: Array(6).fill({}) }],
		['more than five contracts', { filters: [{ contractIds: Array(6).fill('C') }] }],
		['more than five topic filters', { filters: [{ topics: Array(6).fill(['*']) }] }],
		['more than four segments', { filters: [{ topics: [['*', '*', '*', '*', '*']] }] }],
		['** before the end', { filters: [{ topics: [['**', '*']] }] }],
		['a contract id that is none', { filters: [{ contractIds: ['Cxyz'] }] }],
		['a topic that is no XDR', { filters: [{ topics: [['????']] }] }],
		['a limit over 10,000', { filters: [], pagination: { limit: 10_001 } }],
		['a cursor that is none', { filters: [], pagination: { cursor: 'next' } }]
	])('%s: -32602', async (_what, params) => {
		const { net, ready } = context();
		const start =
			'pagination' in params && 'cursor' in params.pagination
				? {}
				: { startLedger: ready.ledgers[0] };
		const answer = await net.ask('getEvents', { ...start, ...params });
		expect(answer.error?.code).toBe(-32602);
	});

	test('one scan covers 10,000 ledgers, the next page goes on', async () => {
		const { net, ready } = context();
		await net.close(10_000);
		const last = await run(net, ready.alice, invoke(ready.one, 'emit_many', u32(1)));
		const filters = [{ contractIds: [ready.one], topics: [[TICK, segment(u32(0))]] }];
		const first = await page({ startLedger: ready.ledgers[0], filters });
		expect(first.events.map((event) => event.ledger)).toEqual([ready.ledgers[0]]);
		const next = await page({ filters, pagination: { cursor: first.cursor } });
		expect(next.events.map((event) => event.ledger)).toEqual([last.ledger]);
	});

	test('a failed transaction leaves no contract event', async () => {
		const { net, ready } = context();
		const answer = await net.server.getEvents({
			startLedger: ready.ledgers[0],
			filters: [{ contractIds: [ready.one] }]
		});
		const hashes = new Set(answer.events.map((event) => event.txHash));
		for (const hash of hashes) {
			const found = await net.server.getTransaction(hash);
			expect(found.status).toBe(rpc.Api.GetTransactionStatus.SUCCESS);
		}
	});
}, prepareNet);
