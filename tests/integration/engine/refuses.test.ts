import { expect, test } from 'vitest';
import { removePriceIntent, setPriceIntent } from '#lib/chain/market-calls.ts';
import { revokeSessionIntent } from '#lib/chain/registry-calls.ts';
import { closeUntil, decisionsOf, openWorld, type World } from './world.ts';
import type { Race } from '../../../scripts/demo/race.ts';

const reasons = (race: Race) =>
	race.racers.map(({ feed }) => {
		const last = decisionsOf(feed).at(-1);
		return last?.kind === 'skip' ? last.reason : last;
	});
const nothingSent = (race: Race) =>
	race.racers.every(({ feed }) => feed.every(({ kind }) => kind !== 'sent'));

async function closeLedgers(world: World, count: number): Promise<void> {
	for (let closed = 0; closed < count; closed += 1) await world.scene.stage.closeLedger();
}

function oracleOf({ scene: { network } }: World) {
	const [pool] = network.pools;
	if (pool === undefined) throw new Error('no pool');
	return { oracle: pool.oracle, xlm: network.native.contract };
}

test('an asset without a price is skipped, never guessed', async () => {
	const world = await openWorld();
	const race = await world.start();
	const { oracle, xlm } = oracleOf(world);
	const { stage, deployer } = world.scene;
	await stage.perform('removing the price', deployer, removePriceIntent(oracle, xlm));
	await closeLedgers(world, 3);
	expect(reasons(race)).toEqual([
		{ kind: 'no-price', asset: xlm },
		{ kind: 'no-price', asset: xlm }
	]);
	expect(race.racers.map((racer) => racer.snapshot().accounts[0]?.state)).toEqual([
		'unknown',
		'unknown'
	]);
	expect(nothingSent(race)).toBe(true);
	await race.stop();
});

test('a price the pool still takes but the vault calls stale stops everything', async () => {
	const world = await openWorld();
	const race = await world.start();
	const { oracle, xlm } = oracleOf(world);
	const { stage, deployer } = world.scene;
	const { closedAt } = await stage.head();
	const stale = setPriceIntent(oracle, xlm, 750_000n, closedAt - 1_000);
	await stage.perform('setting a stale price', deployer, stale);
	await closeLedgers(world, 3);
	expect(race.racers.map((racer) => racer.snapshot().accounts[0]?.state)).toEqual([
		'liquidatable',
		'liquidatable'
	]);
	expect(reasons(race)).toEqual([
		{ kind: 'no-price', asset: xlm },
		{ kind: 'no-price', asset: xlm }
	]);
	expect(nothingSent(race)).toBe(true);
	await race.stop();
});

test('an expired session does nothing', async () => {
	const world = await openWorld(2, { sessionSecs: 300 });
	await world.sandbox.warp(301);
	const race = await world.start();
	await world.crash(25);
	await closeLedgers(world, 3);
	expect(reasons(race)).toEqual([
		{ kind: 'session', reason: 'expired' },
		{ kind: 'session', reason: 'expired' }
	]);
	expect(nothingSent(race)).toBe(true);
	await race.stop();
});

test('a revoked session does nothing, its rival goes on', async () => {
	const world = await openWorld();
	const [alpha] = world.cast.keepers;
	if (alpha === undefined) throw new Error('no keeper');
	const { stage, network } = world.scene;
	const { operator, session } = alpha;
	await stage.perform(
		'revoking',
		operator,
		revokeSessionIntent(network.registry, operator.address, operator.address, session.address)
	);
	const race = await world.start();
	await world.crash(25);
	await closeUntil(world, () => race.racers[1]?.feed.some(({ kind }) => kind === 'sent') === true);
	expect(reasons(race)[0]).toMatchObject({ kind: 'session', reason: 'no-session' });
	expect(race.racers[0]?.feed.some(({ kind }) => kind === 'sent')).toBe(false);
	await race.stop();
});

test('a session account that cannot pay a fee does nothing', async () => {
	const world = await openWorld(2, { float: 10_100_000n });
	const race = await world.start();
	await world.crash(25);
	await closeLedgers(world, 3);
	expect(reasons(race)).toEqual([
		expect.objectContaining({ kind: 'out-of-xlm' }),
		expect.objectContaining({ kind: 'out-of-xlm' })
	]);
	expect(nothingSent(race)).toBe(true);
	await race.stop();
});
