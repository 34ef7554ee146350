import { expect, test } from 'vitest';
import type { Intent } from '#lib/chain/operation.ts';
import { address, i128, u64, variant } from '#lib/chain/scval.ts';
import { explainDecision } from '#lib/keeper/explain.ts';
import { whole } from '../../../scripts/costs/amounts.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { closeUntil, decisionsOf, openWorld, outcomesOf, type World } from './world.ts';

const PAUSE_SECS = 2_000;

async function byAdmin({ scene }: World, fn: string, ...args: Parameters<typeof variant>[1][]) {
	const intent: Intent = {
		kind: 'invoke',
		auth: 'source',
		call: { contract: scene.network.vault, fn, args }
	};
	await scene.stage.perform(fn, scene.deployer, intent);
}

test('a keeper reads the pauses of the vault ahead, says until when, and goes on by itself when they end', async () => {
	const world = await openWorld(1);
	const { contract } = firstOf(world.scene.network.pools, 'pool');
	const race = await world.start();
	await byAdmin(world, 'pause', variant('Pool', address(contract)), u64(PAUSE_SECS));
	await world.crash(25);
	const [racer] = race.racers;
	const said = () =>
		decisionsOf(racer?.feed ?? []).map((decision) => explainDecision(decision, (asset) => asset));
	await closeUntil(world, () => said().some((text) => text.includes('paused')), 5);
	expect(said().at(-1)).toMatch(
		/^skip: the pool is paused until 2026-\d\d-\d\d \d\d:\d\d:\d\d UTC$/
	);
	expect(racer?.feed.filter(({ kind }) => kind === 'sent')).toEqual([]);
	await world.sandbox.warp(PAUSE_SECS);
	await closeUntil(
		world,
		() => race.isQuiet && (racer?.feed ?? []).some(({ kind }) => kind === 'outcome')
	);
	await race.stop();
	const { keepers } = await world.books();
	expect(keepers.map(({ fills }) => fills)).toEqual([1]);
	expect(said().some((text) => text.startsWith('fill 100 %'))).toBe(true);
});

test('a keeper reads the caps of pool and asset ahead, and fills as much as they let it', async () => {
	const world = await openWorld(1);
	const race = await world.start();
	const { native } = world.scene.network;
	await byAdmin(world, 'set_asset_cap', address(native.contract), i128(whole(500)));
	await world.crash(25);
	const [racer] = race.racers;
	await closeUntil(world, () => decisionsOf(racer?.feed ?? []).some(({ kind }) => kind === 'fill'));
	await race.stop();
	const fill = decisionsOf(racer?.feed ?? []).find(({ kind }) => kind === 'fill');
	if (fill?.kind !== 'fill') throw new Error('expected a fill');
	expect(fill.outlook.percent).toBeLessThan(100);
	expect(fill.outlook.economics.spent).toBeLessThanOrEqual(whole(500));
	const refused = outcomesOf(racer?.feed ?? []).filter(({ kind }) => kind === 'rejected');
	expect(refused).toEqual([]);
});
