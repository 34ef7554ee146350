import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { confirm } from '#lib/chain/submit.ts';
import { shareBalanceKey, readShareBalance } from '#lib/chain/vault-entries.ts';
import { assemble } from '#lib/flows/assemble.ts';
import type { FlowRequest } from '#lib/flows/request.ts';
import { send, sign } from '#lib/flows/run.ts';
import type { FlowStage } from '#lib/flows/stage.ts';
import { shares, usdc } from '#lib/math/amount.ts';
import { err } from '#lib/result.ts';
import type { FlowRecord } from '#lib/storage/flow-records.ts';
import { openWorld, type World } from '../engine/world.ts';
import { altered, landed, visit, whole, type Visitor } from './world.ts';

let world: World;
let visitor: Visitor;
beforeAll(async () => {
	world = await openWorld(1);
});
beforeEach(async () => {
	visitor = await visit(world);
	landed(await visitor.perform({ kind: 'trustline' }));
	landed(await visitor.perform({ kind: 'faucet', amount: usdc(whole(1_000)) }));
});

const DEPOSIT: FlowRequest = {
	kind: 'deposit',
	assets: usdc(whole(250)),
	minShares: shares(1n)
};

const signal = () => visitor.world.scene.stage.signal;

/** How far a page came before its tab was closed. What it leaves behind is a record in storage. */
async function closedTab(at: 'before sending' | 'after sending'): Promise<FlowRecord> {
	const { ports } = visitor;
	const assembled = await assemble(DEPOSIT, ports, signal());
	if (!assembled.ok) throw new Error(assembled.error.kind);
	const stop = new AbortController();
	const clock = {
		sleep: () => {
			stop.abort(); // sent, and gone before the next look
			return Promise.resolve();
		}
	};
	const rpc =
		at === 'after sending'
			? ports.rpc
			: {
					...ports.rpc,
					batch: (...[calls, given]: Parameters<typeof ports.rpc.batch>) => {
						if (calls.some(({ method }) => method === 'sendTransaction')) {
							stop.abort();
							return Promise.resolve(
								calls.map(() => err({ kind: 'unreachable', detail: 'closed' } as const))
							);
						}
						return ports.rpc.batch(calls, given);
					}
				};
	await sign(assembled.value, { ...ports, rpc, clock }, () => undefined, stop.signal);
	const [record] = await visitor.records.all();
	if (record === undefined) throw new Error('expected a record');
	return record;
}

async function takeUp(record: FlowRecord, more: Partial<Visitor['ports']> = {}) {
	const stages: FlowStage[] = [];
	const ports = { ...visitor.ports, ...more };
	await send(record, ports, (stage) => stages.push(stage), signal());
	return stages;
}

async function held(): Promise<bigint> {
	const { rpc, network, account } = visitor.ports;
	const entries = await readEntries(rpc, [shareBalanceKey(network.vault, account)], signal());
	if (!entries.ok) throw new Error(entries.error.kind);
	const own = readShareBalance(entries.value, network.vault, account);
	if (!own.ok) throw new Error(own.error.kind);
	return own.value;
}

describe('a tab that was closed', () => {
	test('between journal and send: the next page sends what was signed, once', async () => {
		const record = await closedTab('before sending');
		expect(await confirm(visitor.ports.rpc, record.hash, signal())).toMatchObject({
			ok: true,
			value: { kind: 'not-found' }
		});
		expect(await held()).toBe(0n);
		const stages = await takeUp(record);
		expect(stages.map(({ kind }) => kind)).toEqual(['sending', 'sent', 'done']);
		expect(await held()).toBeGreaterThan(0n);
		expect(await visitor.records.all()).toEqual([]);
	});

	test('between send and confirmation: the next page finds it in its ledger', async () => {
		const record = await closedTab('after sending');
		await visitor.world.scene.stage.closeLedger();
		const before = await held();
		expect(before).toBeGreaterThan(0n);
		expect((await takeUp(record)).map(({ kind }) => kind)).toEqual(['sending', 'done']);
		expect(await held()).toBe(before);
		expect(await visitor.records.all()).toEqual([]);
	});

	test('and opened twice: both pages see the same end, and it happened once', async () => {
		const record = await closedTab('before sending');
		const [one, two] = await Promise.all([takeUp(record), takeUp(record)]);
		expect(landed(one)).toBe(landed(two));
	});

	test('until its time was over: it is told as expired, and the nodes agree that it cost nothing', async () => {
		const record = await closedTab('before sending');
		await visitor.world.scene.stage.warp(400);
		expect((await takeUp(record)).at(-1)).toMatchObject({
			kind: 'failed',
			at: 'send',
			sentence: 'Its time ran out before it got into a ledger.'
		});
		expect(await held()).toBe(0n);
		expect(await visitor.records.all()).toEqual([]);
	});

	test('for so long that the node has forgotten: the sequence number tells that it never happened', async () => {
		const record = await closedTab('before sending');
		await visitor.world.scene.stage.warp(400);
		const late = { ...record, sinceLedger: 1 };
		const rpc = forgetful();
		expect((await takeUp(late, { rpc })).at(-1)).toMatchObject({
			sentence: 'Its time ran out before it got into a ledger.'
		});
	});

	test('and a sequence number that was used since leaves it open: nobody is told a guess', async () => {
		const record = await closedTab('before sending');
		landed(await visitor.perform({ kind: 'faucet', amount: usdc(whole(1)) }));
		await visitor.world.scene.stage.warp(400);
		const late = { ...record, sinceLedger: 1 };
		expect((await takeUp(late, { rpc: forgetful() })).at(-1)).toMatchObject({
			kind: 'failed',
			retry: false,
			sentence: expect.stringContaining('cannot be told') as string
		});
	});

	test('while another transaction of the account came first: told as overtaken, not as lost', async () => {
		const record = await closedTab('before sending');
		landed(await visitor.perform({ kind: 'faucet', amount: usdc(whole(1)) }));
		expect((await takeUp(record)).at(-1)).toMatchObject({
			kind: 'failed',
			at: 'send',
			sentence: 'The account sent another transaction in the meantime.'
		});
	});
});

/** A node that has pruned everything before its latest ledger. */
const forgetful = () =>
	altered(visitor.world.sandbox.transport, (_request, answer) =>
		answer.replaceAll(/"oldestLedger":("?)\d+/g, (_, quote: string) => `"oldestLedger":${quote}900`)
	);

describe('a node', () => {
	test('that does not answer for a while costs patience and nothing else', async () => {
		let down = 3;
		const { rpc } = visitor.ports;
		const flaky = {
			posts: 0,
			batch: (...[calls, given]: Parameters<typeof rpc.batch>) => {
				const isAboutIt = calls.some(({ method }) => /^(send|get)Transaction$/.test(method));
				if (isAboutIt && down > 0) {
					down -= 1;
					return Promise.resolve(
						calls.map(() => err({ kind: 'unreachable', detail: 'down' } as const))
					);
				}
				return rpc.batch(calls, given);
			}
		};
		const stages = await visitor.perform(DEPOSIT, { rpc: flaky });
		landed(stages);
		expect(down).toBe(0);
	});

	test('that is down while assembling is told, with what to do', async () => {
		const rpc = {
			posts: 0,
			batch: (calls: readonly unknown[]) =>
				Promise.resolve(calls.map(() => err({ kind: 'unreachable', detail: 'down' } as const)))
		};
		expect((await visitor.perform(DEPOSIT, { rpc })).at(-1)).toMatchObject({
			kind: 'failed',
			at: 'assemble',
			sentence: 'No node answers.',
			retry: true
		});
	});
});

describe('what was reviewed for too long', () => {
	test('is assembled anew and shown again before it is signed', async () => {
		const { ports } = visitor;
		const first = await assemble(DEPOSIT, ports, signal());
		if (!first.ok) throw new Error(first.error.kind);
		await visitor.world.scene.stage.warp(200);
		const asked = visitor.asked.length;
		const stages: FlowStage[] = [];
		const again = await sign(first.value, ports, (stage) => stages.push(stage), signal());
		expect(stages.at(-1)).toMatchObject({ kind: 'review', renewed: true });
		expect(visitor.asked).toHaveLength(asked);
		expect(again?.preview.maxTime).toBeGreaterThan(first.value.preview.maxTime);
		expect(again?.preview.hash).not.toBe(first.value.preview.hash);
	});
});
