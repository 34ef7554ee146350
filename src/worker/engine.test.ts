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
import { stroops } from '#lib/math/amount.ts';
import { err, ok } from '#lib/result.ts';
import { positions } from '../../tests/fixtures/blend-case.ts';
import { view } from '../../tests/fixtures/keeper-case.ts';
import { runEngine } from './engine.ts';

const RISKY = positions({ 0: 50_000_000_000n }, { 1: 3_000_000_000n });
const BORROWED = {
	kind: 'position',
	topic: 'borrow',
	asset: 'USDC',
	user: 'USER'
} as const;

/** Facts by the number of the question, the first one 0. */
type Script = (question: FactsQuery, count: number) => Partial<Facts> | 'down';

interface Recording {
	readonly queries: FactsQuery[];
	readonly sent: string[];
	readonly feed: FeedItem[];
	readonly snapshots: Snapshot[];
	readonly sleeps: number[];
}

/** Runs an engine on scripted facts for as many beats. */
async function play(script: Script, beats: number): Promise<Recording> {
	const stop = new AbortController();
	const recording: Recording = { queries: [], sent: [], feed: [], snapshots: [], sleeps: [] };
	const reader: LedgerReader = {
		backfill: () => Promise.resolve(ok({ events: [BORROWED], cursor: 'c0' })),
		facts: (query) => {
			const count = recording.queries.push(query) - 1;
			const scripted = script(query, count);
			if (scripted === 'down') {
				return Promise.resolve(err({ kind: 'unreachable', detail: 'down' } as const));
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
					maxLedger: ledger + 3,
					receipt: undefined
				})
			),
		send: (prepared) => {
			recording.sent.push(prepared.hash);
			return Promise.resolve(ok(null));
		}
	};
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
		stop.signal
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
