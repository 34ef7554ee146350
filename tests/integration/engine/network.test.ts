import { expect, test } from 'vitest';
import { SorobanDataBuilder } from '@stellar/stellar-sdk/base';
import { ask, query } from '#lib/chain/rpc-methods.ts';
import type { Transport } from '#lib/chain/transport.ts';
import { ok } from '#lib/result.ts';
import * as v from 'valibot';
import { symbol } from '#lib/chain/scval.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { Race } from '../../../scripts/demo/race.ts';
import { closeUntil, openWorld, outcomesOf, transactionsOf, type World } from './world.ts';

/** Passes everything on, answers changed by `turn`. */
const through = (world: World, turn: (text: string, body: string) => string): Transport => ({
	post: async (body, signal) => {
		const answer = await world.sandbox.transport.post(body, signal);
		return answer.ok ? ok(turn(answer.value, body)) : answer;
	}
});

test('a quiet ledger costs one request, however the keeper is doing', async () => {
	const world = await openWorld();
	const race = await world.start();
	const [racer] = race.racers;
	const counts: number[] = [];
	for (let ledger = 0; ledger < 25; ledger += 1) {
		const before = racer?.rpc.posts ?? 0;
		await world.scene.stage.closeLedger();
		counts.push((racer?.rpc.posts ?? 0) - before);
	}
	expect(Math.max(...counts)).toBeLessThanOrEqual(2);
	expect(counts.reduce((sum, count) => sum + count, 0)).toBe(25);
	await race.stop();
});

test('a request that asks for newcomers makes a ledger cost two', async () => {
	const world = await openWorld();
	const race = await world.start();
	const before = race.racers.map(({ rpc }) => rpc.posts);
	await world.crash(25);
	await closeUntil(world, () => race.racers.every(({ feed }) => outcomesOf(feed).length > 0));
	const head = race.racers.map(({ snapshot }) => snapshot().ledger);
	const posts = race.racers.map(({ rpc }, index) => rpc.posts - (before[index] ?? 0));
	// price, creation and outcome lie within a few ledgers: reading, one simulation, one send
	for (const count of posts) expect(count).toBeLessThanOrEqual(2 * 4 + 2);
	expect(head[0]).toBe(head[1]);
	await race.stop();
});

test('a send that vanishes expires without a fee and is tried again', async () => {
	const world = await openWorld();
	const race = await world.start();
	await world.crash(25);
	await closeUntil(world, () => race.racers.every(({ feed }) => outcomesOf(feed).length > 0));
	const faults = query('sandbox_faults', { dropSends: race.racers.length }, v.unknown());
	expect((await ask(world.sandbox.rpc, faults, world.scene.stage.signal)).ok).toBe(true);
	await closeUntil(world, () => race.isQuiet);
	for (const { feed } of race.racers) {
		const kinds = outcomesOf(feed).map(({ kind }) => kind);
		expect(kinds.slice(1, 3)).toEqual(['outbid', 'expired']);
		expect(['won', 'outcompeted']).toContain(kinds.at(-1));
	}
	const [sent] = await transactionsOf(world, race);
	const lost = sent?.filter(({ code }) => code === 'notFound') ?? [];
	expect(lost.map(({ feeCharged }) => feeCharged)).toEqual([0n]);
	await race.stop();
});

test('an endpoint that answers with HTML makes the keeper wait, not stop', async () => {
	const world = await openWorld();
	let broken = false;
	const race = await world.start({
		transport: through(world, (text) => (broken ? '<html>502 Bad Gateway</html>' : text))
	});
	broken = true;
	await world.scene.stage.closeLedger();
	await world.scene.stage.closeLedger();
	for (const racer of race.racers) {
		expect(racer.snapshot().phase).toMatchObject({
			kind: 'backing-off',
			because: { kind: 'malformed' }
		});
		expect(racer.feed.filter(({ kind }) => kind === 'trouble')).toHaveLength(1);
	}
	broken = false;
	await world.crash(25);
	await closeUntil(world, () => race.isQuiet);
	expect((await world.books()).keepers.map(({ fills }) => fills).toSorted()).toEqual([0, 1]);
	await race.stop();
});

test('fee statistics that cannot be read cost no race: the keeper bids the least, and says so', async () => {
	const world = await openWorld();
	const race = await world.start({
		transport: through(world, (text) => text.replaceAll('"sorobanInclusionFee"', '"other"'))
	});
	await world.crash(25);
	await closeUntil(world, () => race.racers.every(({ feed }) => outcomesOf(feed).length > 0));
	for (const { feed } of race.racers) {
		const told = feed.filter(({ kind }) => kind === 'unreadable');
		expect(told).toMatchObject([
			{ details: [expect.stringContaining('the bid is 100 stroops') as unknown] }
		]);
	}
	await race.stop();
});

test('a server that inflates the resource fee to 1.9 XLM gets no signature', async () => {
	const world = await openWorld();
	const race = await world.start({
		transport: through(world, (text, body) =>
			body.includes('simulateTransaction') ? inflated(text, 19_000_000n) : text
		)
	});
	await world.crash(25);
	await world.scene.stage.closeLedger();
	for (const { feed } of race.racers) {
		expect(feed.some(({ kind }) => kind === 'sent')).toBe(false);
		expect(outcomesOf(feed)[0]).toMatchObject({ kind: 'not-signed' });
		expect(JSON.stringify(outcomesOf(feed)[0])).toContain('resource fee');
	}
	await race.stop();
});

/** The same proposal with another resource fee. */
function inflated(text: string, fee: bigint): string {
	const answer = JSON.parse(text) as { result?: { transactionData?: string } };
	const data = answer.result?.transactionData;
	if (data === undefined) return text;
	const dear = new SorobanDataBuilder(data).setResourceFee(fee).build();
	return JSON.stringify({
		...answer,
		result: {
			...answer.result,
			transactionData: dear.toXdr('base64'),
			minResourceFee: String(fee)
		}
	});
}

test('a server that turns back the clock makes the keeper wait, not stop', async () => {
	const world = await openWorld();
	let turned = false;
	const race = await world.start({
		transport: through(world, (text) =>
			turned
				? text.replaceAll(/"latestLedgerCloseTime":"?\d+"?/g, '"latestLedgerCloseTime":5')
				: text
		)
	});
	turned = true;
	await world.scene.stage.closeLedger();
	for (const racer of race.racers) {
		expect(racer.snapshot().phase).toMatchObject({ kind: 'backing-off' });
	}
	turned = false;
	await world.crash(25);
	await closeUntil(world, () => race.racers.every(({ feed }) => outcomesOf(feed).length > 0));
	await race.stop();
});

test('a pool that asks another oracle than the one it is described with is not judged', async () => {
	const world = await openWorld();
	const { network } = world.scene;
	const pools = network.pools.map((pool) => ({ ...pool, oracle: network.vault }));
	const misled = { ...world.scene, network: { ...network, pools } };
	const { vault } = await world.books();
	const race = new Race(misled, world.cast.keepers, { routeCount: vault.routeCount });
	await race.settled();
	for (const racer of race.racers) {
		expect(JSON.stringify(racer.snapshot().phase)).toContain('oracle of the pool');
	}
	await race.stop();
});

test('strange events are left out and told, the rest of the page counts', async () => {
	const world = await openWorld();
	const pool = firstOf(world.scene.network.pools, 'pool').contract;
	const race = await world.start({
		transport: through(world, (text, body) =>
			body.includes('getEvents') ? spoiled(text, pool) : text
		)
	});
	await world.crash(25);
	await closeUntil(world, () => race.isQuiet);
	for (const { feed } of race.racers) {
		// three in the past, and three in the first page after it
		const left = feed.find(({ kind }) => kind === 'unreadable');
		expect(left).toMatchObject({ details: expect.objectContaining({ length: 6 }) as unknown });
	}
	expect((await world.books()).keepers.map(({ fills }) => fills).toSorted()).toEqual([0, 1]);
	await race.stop();
});

/** Adds an event with a topic that no decoder of today knows, one of nobody, and one of another contract. */
function spoiled(text: string, pool: string): string {
	const nobody = ['borrow', 'asset', 'nobody'].map((word) => symbol(word).toXdr('base64'));
	const strange = [
		{ contractId: pool, topic: ['/////w=='] },
		{ contractId: pool, topic: nobody },
		{ contractId: 'C', topic: nobody }
	];
	const answers = JSON.parse(text) as unknown;
	for (const answer of Array.isArray(answers) ? (answers as unknown[]) : [answers]) {
		const { result } = answer as { result?: { events?: unknown } };
		if (!Array.isArray(result?.events)) continue;
		const id = '0000000000000000000-0000000000';
		const rest = { id, ledger: 1, txHash: '00', value: 'AAAAAQ==' };
		result.events.unshift(...strange.map((one) => ({ ...one, ...rest })));
	}
	return JSON.stringify(answers);
}
