import { expect, test } from 'vitest';
import type { FeedItem } from '#lib/keeper/feed.ts';
import type { Snapshot } from '#lib/keeper/phase.ts';
import { DEFAULT_POLICY } from '#lib/keeper/policy.ts';
import type {
	Executor,
	Facts,
	FactsQuery,
	LedgerReader,
	TransactionFate
} from '#lib/keeper/ports.ts';
import { stroops, usdc } from '#lib/math/amount.ts';
import { err, ok } from '#lib/result.ts';
import { positions } from '../../tests/fixtures/blend-case.ts';
import { PLAIN, START_LEDGER } from '../../tests/fixtures/fill-case.ts';
import { view } from '../../tests/fixtures/keeper-case.ts';
import { runEngine, type EngineHabits } from './engine.ts';

const RISKY = positions({ 0: 50_000_000_000n }, { 1: 3_000_000_000n });
const BORROWED = {
	kind: 'position',
	topic: 'borrow',
	asset: 'USDC',
	user: 'USER'
} as const;

/** Facts by the number of the question, the first one 0. */
type Script = (
	question: FactsQuery,
	count: number
) => Partial<Facts> | 'down' | 'forgotten' | { readonly limitedMs: number };
const DOWN = err({ kind: 'unreachable', detail: 'down' } as const);
const FORGOTTEN = err({ kind: 'rpc-error', code: -32600, message: 'out of range' } as const);

interface Recording {
	readonly queries: FactsQuery[];
	readonly sent: string[];
	readonly feed: FeedItem[];
	readonly snapshots: Snapshot[];
	readonly sleeps: number[];
	backfills: number;
}

/** Runs an engine on scripted facts for as many beats. */
async function play(
	script: Script,
	beats: number,
	overrides: Partial<
		Executor &
			Pick<LedgerReader, 'backfill'> &
			Pick<EngineHabits, 'naps'> & { stop: (abort: () => void) => void }
	> = {}
): Promise<Recording> {
	const stop = new AbortController();
	const recording: Recording = {
		...{ queries: [], sent: [], feed: [], snapshots: [], sleeps: [] },
		backfills: 0
	};
	const reader: LedgerReader = {
		backfill: (signal) => {
			recording.backfills += 1;
			return (
				overrides.backfill?.(signal) ??
				Promise.resolve(ok({ events: [BORROWED], cursor: 'c0', unreadable: [] }))
			);
		},
		facts: (query) => {
			const count = recording.queries.push(query) - 1;
			const scripted = script(query, count);
			if (scripted === 'down') return Promise.resolve(DOWN);
			if (scripted === 'forgotten') return Promise.resolve(FORGOTTEN);
			if ('limitedMs' in scripted) {
				const limited = { kind: 'rate-limited', retryAfterMs: scripted.limitedMs } as const;
				return Promise.resolve(err(limited));
			}
			return Promise.resolve(
				ok({
					view: view({ ledger: 1_000 + count }),
					events: [],
					cursor: `c${count + 1}`,
					users: query.users.map((user) => ({ user, positions: RISKY, auction: undefined })),
					pending: undefined,
					unreadable: [],
					...scripted
				})
			);
		}
	};
	const executor: Executor = {
		prepare: (action, { ledger }) =>
			Promise.resolve(
				ok({
					action,
					hash: `hash of ${ledger}`,
					envelope: '',
					maxFee: stroops(1n),
					sequence: 2n,
					maxLedger: ledger + 3,
					maxTime: 0,
					receipt: undefined
				})
			),
		send: (prepared) => {
			recording.sent.push(prepared.hash);
			return Promise.resolve(ok(null));
		},
		...overrides
	};
	overrides.stop?.(() => {
		stop.abort();
	});
	const clock = {
		sleep: (ms: number) => {
			if (recording.sleeps.push(ms) === beats) stop.abort();
			return Promise.resolve();
		}
	};
	await runEngine(
		{ reader, executor, clock },
		DEFAULT_POLICY,
		{
			snapshot: (snapshot) => recording.snapshots.push(snapshot),
			feed: (item) => recording.feed.push(item)
		},
		stop.signal,
		{ naps: overrides.naps ?? (() => 0) }
	);
	return recording;
}
const notFound: TransactionFate = { kind: 'not-found', oldestLedger: 1 };

test('sequence numbers only rise, and the last word is that it stopped', async () => {
	const { snapshots } = await play(() => ({}), 4);
	const seqs = snapshots.map(({ seq }) => seq);
	expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
	expect(new Set(seqs).size).toBe(seqs.length);
	expect(snapshots.at(-1)?.phase.kind).toBe('stopped');
});

test('reads whom the past names, then goes on from its cursor', async () => {
	const { queries } = await play(() => ({}), 2);
	expect(queries[0]).toEqual({ cursor: 'c0', users: ['USER'], pending: undefined });
	expect(queries[1]?.cursor).toBe('c1');
});

test('asks again in the same beat for accounts that events have just named', async () => {
	const stranger = { ...BORROWED, user: 'STRANGER' } as const;
	const { queries, sleeps } = await play(
		(_query, count) => (count === 0 ? { events: [stranger] } : {}),
		1
	);
	expect(sleeps).toHaveLength(1);
	expect(queries.map(({ users }) => users)).toEqual([['USER'], ['USER', 'STRANGER']]);
});

test('sends once, and never a second time while the first is on its way', async () => {
	const { sent, queries } = await play(
		(query) => (query.pending === undefined ? {} : { pending: notFound }),
		2
	);
	expect(sent).toEqual(['hash of 1000']);
	expect(queries[1]?.pending).toBe('hash of 1000');
});

test('tries again once its transaction has expired', async () => {
	const { sent, feed } = await play(
		(query) => (query.pending === undefined ? {} : { pending: notFound }),
		3
	);
	expect(sent).toEqual(['hash of 1000', 'hash of 1002']);
	const outcomes = feed.flatMap((item) => (item.kind === 'outcome' ? [item.outcome.kind] : []));
	expect(outcomes).toEqual(['outbid', 'expired']);
});

test('the same ledger seen twice is decided once', async () => {
	const { sent, snapshots } = await play(() => ({ view: view({ ledger: 1_000 }) }), 3);
	expect(sent).toHaveLength(1);
	expect(snapshots.filter(({ ledger }) => ledger === 1_000).length).toBeGreaterThan(0);
});

test('a ledger older than the last one is not believed', async () => {
	const { snapshots } = await play(
		(_query, count) => ({ view: view({ ledger: count === 0 ? 1_000 : 999 }) }),
		3
	);
	expect(snapshots.at(-1)?.ledger).toBe(1_000);
});

test('an endpoint that is down is told once, waited for longer, and forgotten when it is back', async () => {
	const { feed, sleeps, snapshots } = await play(
		(_query, count) => (count === 1 || count === 2 ? 'down' : {}),
		4
	);
	expect(feed.filter(({ kind }) => kind === 'trouble')).toHaveLength(1);
	const { beatMs, backOffMs } = DEFAULT_POLICY;
	expect(sleeps).toEqual([beatMs, backOffMs, backOffMs, beatMs]);
	expect(snapshots.map(({ phase }) => phase.kind)).toContain('backing-off');
});

test('one line per change, not one per ledger', async () => {
	const { feed } = await play(
		(query) => (query.pending === undefined ? {} : { pending: notFound }),
		2
	);
	expect(feed.map(({ kind }) => kind)).toEqual(['saw', 'decided', 'sent', 'outcome']);
});

test('accounts named in a ledger that was seen before are read again in the next one', async () => {
	const stranger = { ...BORROWED, user: 'STRANGER' } as const;
	const { queries } = await play(
		(_query, count) => ({
			view: view({ ledger: count < 3 ? 1_000 : 1_001 }),
			events: count === 1 ? [stranger] : []
		}),
		3
	);
	expect(queries.at(-1)?.users).toContain('STRANGER');
});

test('an endpoint that has forgotten the cursor is asked for the past again', async () => {
	const { backfills, queries, snapshots } = await play(
		(_query, count) => (count === 1 ? 'forgotten' : {}),
		3
	);
	expect(backfills).toBe(2);
	expect(queries.map(({ cursor }) => cursor)).toEqual(['c0', 'c1', 'c0']);
	expect(snapshots.at(-2)?.ledger).toBe(1_002);
});

test('an endpoint that is down from the start is told once', async () => {
	const { feed } = await play(() => ({}), 3, { backfill: () => Promise.resolve(DOWN) });
	expect(feed.map(({ kind }) => kind)).toEqual(['trouble']);
});

test('a transaction whose sending got no answer is followed like one on its way', async () => {
	const { feed, queries } = await play(
		(query) => (query.pending === undefined ? {} : { pending: notFound }),
		2,
		{ send: () => Promise.resolve(DOWN) }
	);
	expect(queries[1]?.pending).toBe('hash of 1000');
	const outcomes = feed.flatMap((item) => (item.kind === 'outcome' ? [item.outcome.kind] : []));
	expect(outcomes).toEqual(['network', 'outbid']);
});

/** Sends in the first ledger and sleeps over the second question; `fate`: what the third one finds of it. Gives what was sent again. */
async function sleepOver(fate: TransactionFate): Promise<readonly string[]> {
	const resent: string[] = [];
	let asked = 0;
	const { sent } = await play(
		(query, count) => {
			asked = count + 1;
			const ledger = 1_000 + Math.max(0, count - 1);
			const pending = count === 2 ? fate : notFound;
			return { view: view({ ledger }), ...(query.pending === undefined ? {} : { pending }) };
		},
		4,
		{
			naps: () => (asked < 2 ? 0 : 1),
			resend: (hash) => {
				resent.push(hash);
				return Promise.resolve();
			}
		}
	);
	expect(sent[0]).toBe('hash of 1000');
	return resent;
}

test('what was sent before a sleep and cannot be found after it is sent again, once', async () => {
	expect(await sleepOver(notFound)).toEqual(['hash of 1000']);
});

test('what is sent after a sleep is not sent again for a doubt about what was sent before it', async () => {
	const done = { kind: 'succeeded', ledger: 1_001, receipt: undefined } as const;
	expect(await sleepOver({ ...done, feeCharged: stroops(1n) })).toEqual([]);
});

test('a fill is not signed unless its simulation told a share that pays the fee', async () => {
	const at = START_LEDGER + 250;
	const receipt = (fee: bigint) => ({
		...{ age: 250, edge: usdc(0n), profit: usdc(0n), spent: usdc(0n) },
		fee: usdc(fee)
	});
	for (const [told, sends] of [
		[undefined, 0],
		[receipt(0n), 0],
		[receipt(10_000_000n), 1]
	] as const) {
		const { sent, feed } = await play(
			({ users }) => ({
				view: view({ ledger: at }),
				users: users.map((user) => ({ user, positions: RISKY, auction: PLAIN }))
			}),
			1,
			{
				prepare: (action) =>
					Promise.resolve(
						ok({
							...{ action, hash: 'h', envelope: '', sequence: 2n, maxLedger: at + 3, maxTime: 0 },
							maxFee: stroops(1_000_000n),
							receipt: told
						})
					)
			}
		);
		expect(sent).toHaveLength(sends);
		const kinds = feed.flatMap((item) => (item.kind === 'outcome' ? [item.outcome.kind] : []));
		expect(kinds).toEqual(sends === 1 ? [] : ['not-profitable']);
	}
});

test('whatever could not be read is told, in whichever answer it was', async () => {
	const stranger = { ...BORROWED, user: 'STRANGER' } as const;
	const { feed } = await play(
		(_query, count) =>
			count === 0 ? { events: [stranger], unreadable: ['first'] } : { unreadable: ['second'] },
		1,
		{
			backfill: () =>
				Promise.resolve(ok({ events: [BORROWED], cursor: 'c0', unreadable: ['past'] }))
		}
	);
	expect(feed.filter(({ kind }) => kind === 'unreadable')).toEqual([
		{ kind: 'unreadable', ledger: 1_001, details: ['past', 'first', 'second'] }
	]);
});

const { staleBeats } = DEFAULT_POLICY;
const troubles = ({ feed }: Recording) =>
	feed.flatMap((item) => (item.kind === 'trouble' ? [item.error] : []));

test('an endpoint that stands still is told once, and taken up where it was when it moves on', async () => {
	const still = (count: number) => Math.min(1_000, 999 + count) + (count > staleBeats + 3 ? 1 : 0);
	const recording = await play(
		(_query, count) => ({ view: view({ ledger: still(count + 1) }) }),
		staleBeats + 6
	);
	expect(troubles(recording)).toEqual([{ kind: 'stale', seen: 1_000, found: 1_000 }]);
	expect(recording.snapshots.map(({ phase }) => phase.kind)).toContain('backing-off');
	expect(recording.backfills).toBe(1);
	expect(recording.snapshots.at(-1)?.ledger).toBe(1_001);
});

test('a network that began anew is read from its beginning', async () => {
	const recording = await play(
		(_query, count) => ({ view: view({ ledger: count === 0 ? 1_000 : 10 + count }) }),
		staleBeats + 4
	);
	expect(troubles(recording)).toEqual([{ kind: 'stale', seen: 1_000, found: 10 + staleBeats }]);
	expect(recording.backfills).toBe(2);
	expect(recording.snapshots.at(-1)?.ledger).toBeLessThan(1_000);
	expect(recording.snapshots.at(-1)?.ledger).toBeGreaterThan(10);
	const outcomes = recording.feed.flatMap((item) =>
		item.kind === 'outcome' ? [item.outcome] : []
	);
	expect(outcomes[0]).toEqual({ kind: 'unknown' });
	expect(recording.sent.length).toBeGreaterThan(1);
});

test.for([
	[1_000, 5_000],
	[20_000, 20_000],
	[3_600_000, 60_000]
] as const)('an endpoint that asks for %i ms of patience gets %i', async ([asked, given]) => {
	const { sleeps } = await play(() => ({ limitedMs: asked }), 1);
	expect(sleeps).toEqual([given]);
});

test('nothing is sent once the keeper was stopped', async () => {
	let stop = () => undefined as unknown;
	const { sent } = await play(() => ({}), 5, {
		stop: (abort) => (stop = abort),
		prepare: (action, { ledger }) => {
			stop();
			const rest = { envelope: '', maxFee: stroops(1n), receipt: undefined };
			return Promise.resolve(
				ok({ action, hash: 'h', sequence: 2n, maxLedger: ledger + 3, maxTime: 0, ...rest })
			);
		}
	});
	expect(sent).toEqual([]);
});
