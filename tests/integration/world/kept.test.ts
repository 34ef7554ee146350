import { afterEach, describe, expect, test } from 'vitest';
import { createAccountIntent } from '#lib/chain/classic.ts';
import { sendIntent } from '#lib/chain/transact.ts';
import { confirm } from '#lib/chain/submit.ts';
import {
	BUILD,
	loadFiles,
	MemoryWorldStore,
	never,
	openTestWorld,
	stranger,
	type TestWorld
} from './harness.ts';

const opened: TestWorld[] = [];
const open = async (...args: Parameters<typeof openTestWorld>): Promise<TestWorld> => {
	const world = await openTestWorld(...args);
	opened.push(world);
	return world;
};
afterEach(async () => {
	for (const { world } of opened.splice(0)) await world.stop();
});

/** Queues a transaction of the funder's, and returns its hash. */
async function queue({ world }: TestWorld, name: string): Promise<string> {
	const { stage, funder } = world.scene;
	const { address } = await stranger(name);
	const intent = createAccountIntent(address, 100_000_000n);
	const sent = await sendIntent(stage.chain, funder, intent, never);
	if (!sent.ok) throw new Error(JSON.stringify(sent.error));
	return sent.value.hash;
}

const fateOf = async ({ world }: TestWorld, hash: string): Promise<string> => {
	const state = await confirm(world.scene.stage.chain.rpc, hash, never);
	return state.ok ? state.value.kind : state.error.kind;
};

describe('a world that is kept', () => {
	test('goes on where it was, with everything it had accepted, when its owner dies without a word', async () => {
		const store = new MemoryWorldStore();
		const first = await open('3', { store });
		await first.commands.run({ kind: 'pause' });
		await first.commands.run({ kind: 'house', name: 'keeper-beta', on: false });
		await first.commands.run({ kind: 'arbitrage', on: false });
		await first.commands.run({ kind: 'create-borrower', collateral: 10n ** 11n, debt: 10n ** 9n });
		const hash = await queue(first, 'late');
		expect(await fateOf(first, hash)).toBe('not-found');
		const before = first.view();
		store.dead = true;

		const second = await open(undefined, { store: store.survivor() });
		const after = second.view();
		expect(after).toMatchObject({
			...{ ledger: before.ledger, closedAt: before.closedAt, ledgerMs: undefined },
			...{ people: before.people, arbitrage: false }
		});
		expect(after.house.map(({ on }) => on)).toEqual([true, false]);
		expect(after.lines.at(-1)).toEqual(before.lines.at(-1));
		await second.commands.run({ kind: 'step', ledgers: 1 });
		expect(await fateOf(second, hash)).toBe('succeeded');
	});

	test('answers nothing that it has not written down', async () => {
		const store = new MemoryWorldStore();
		const { world } = await open('3', { store });
		const gate = Promise.withResolvers<undefined>();
		store.gate = gate.promise;
		let answered = false;
		const close = '{"jsonrpc":"2.0","id":1,"method":"sandbox_closeLedger"}';
		const asked = world.post(close).then(() => {
			answered = true;
		});
		// a reader could see the ledger that is not written down yet
		const read = world.post('{"jsonrpc":"2.0","id":2,"method":"getHealth"}').then(() => {
			answered = true;
		});
		for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
		expect(answered).toBe(false);
		gate.resolve(undefined);
		await Promise.all([asked, read]);
		expect(store.journal.at(-1)).toBe(close);
	});

	test('takes a new snapshot before its journal grows long, and is the same after it', async () => {
		const store = new MemoryWorldStore();
		const { world, commands, view } = await open('3', { store });
		await commands.run({ kind: 'pause' });
		for (const keeper of world.house) await world.switchHouse(keeper, false);
		await world.controls.closeLedgers(1);
		let longest = 0;
		for (let closed = 0; closed < 700; closed += 1) {
			await world.controls.closeLedgers(1);
			longest = Math.max(longest, store.journal.length);
		}
		expect(longest).toBeLessThanOrEqual(600);
		expect(store.journal.length).toBeLessThan(longest);
		await commands.run({ kind: 'step', ledgers: 1 });
		const { ledger } = view();
		store.dead = true;
		expect((await open(undefined, { store: store.survivor() })).view().ledger).toBe(ledger);
	});

	test('makes room for another seed, and for another build of the network', async () => {
		const store = new MemoryWorldStore();
		const first = await open('3', { store });
		await first.commands.run({ kind: 'step', ledgers: 3 });
		const same = await open('3', { store: store.survivor() });
		expect(same.view().ledger).toBe(first.view().ledger);
		const other = await open('4', { store: store.survivor() });
		expect(other.view().house[0]?.operator).not.toBe(first.view().house[0]?.operator);
		const rebuilt = await open(undefined, {
			...{ store: store.survivor(), files: await loadFiles(`not ${BUILD}`) }
		});
		expect(rebuilt.view().ledger).toBeLessThan(first.view().ledger);
	});
});

test('a browser that keeps nothing is told about, and the world goes on', async () => {
	const store = new MemoryWorldStore();
	store.broken = 'the disk is full';
	const { commands, view } = await open('3', { store });
	expect(view().lines.find(({ who }) => who === 'network')?.text).toBe(
		'this browser does not keep the network (the disk is full): it ends with this tab'
	);
	const { ledger } = view();
	expect(await commands.run({ kind: 'step', ledgers: 2 })).toMatchObject({ ok: true });
	expect(view().ledger).toBe(ledger + 2);
});

test('a computer that slept finds ledger time where its clock is', async () => {
	let now = 1_795_000_000_000;
	const store = new MemoryWorldStore();
	const first = await open('3', { store, now: () => now });
	const { closedAt } = first.view();
	expect(closedAt).toBe(now / 1_000);
	store.dead = true;
	now += 3_600_000;
	const second = await open(undefined, { store: store.survivor(), now: () => now });
	expect(second.view().closedAt).toBe(closedAt + 3_600);
});
