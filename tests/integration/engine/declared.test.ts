import { beforeAll, beforeEach, expect, test } from 'vitest';
import { keeperExecutor } from '#lib/chain/keeper-executor.ts';
import { keeperReader } from '#lib/chain/keeper-reader.ts';
import { submitIntent } from '#lib/chain/pool-calls.ts';
import { confirm } from '#lib/chain/submit.ts';
import type { Action } from '#lib/keeper/action.ts';
import { DEFAULT_POLICY } from '#lib/keeper/policy.ts';
import type { LedgerReader } from '#lib/keeper/ports.ts';
import type { LedgerView } from '#lib/keeper/view.ts';
import { deepInDebt, freshAuction, ripeAuction } from '../../../scripts/costs/auction.ts';
import { whole } from '../../../scripts/costs/amounts.ts';
import { openWorld, type World } from '../../../scripts/costs/world.ts';
import { readBooks } from '../../../scripts/demo/books.ts';
import { firstOf } from '#lib/deployment/world/market.ts';

/* What a keeper declares is simulated in one ledger and must do for the next. */

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
beforeEach(() => {
	world.reset();
});

function keeperOf({ scene, cast }: World) {
	const { network, stage } = scene;
	const { operator, session } = firstOf(cast.keepers, 'keeper');
	const scope = {
		network,
		pool: firstOf(network.pools, 'pool'),
		operator: operator.address,
		session: session.address,
		routeCount: network.venues.length
	};
	const { rpc } = stage.chain;
	return {
		reader: keeperReader(rpc, scope, DEFAULT_POLICY),
		executor: keeperExecutor(rpc, scope, session, DEFAULT_POLICY)
	};
}

async function lookAt({ scene }: World, reader: LedgerReader): Promise<LedgerView> {
	const history = await reader.backfill(scene.stage.signal);
	if (!history.ok) throw new Error('the history could not be read');
	const query = { cursor: history.value.cursor, users: [], pending: undefined };
	const facts = await reader.facts(query, scene.stage.signal);
	if (!facts.ok) throw new Error(JSON.stringify(facts.error));
	return facts.value.view;
}

/** A keeper prepares an action in this ledger; it is applied in the next. */
async function appliedNext(action: Action) {
	const { stage } = world.scene;
	const { reader, executor } = keeperOf(world);
	const view = await lookAt(world, reader);
	const prepared = await executor.prepare(action, view, stage.signal);
	if (!prepared.ok) throw new Error(JSON.stringify(prepared.error));
	const sent = await executor.send(prepared.value, stage.signal);
	if (!sent.ok) throw new Error(JSON.stringify(sent.error));
	await stage.closeLedger();
	const state = await confirm(stage.chain.rpc, prepared.value.hash, stage.signal);
	if (!state.ok) throw new Error('the transaction could not be read');
	return { state: state.value, simulatedAge: prepared.value.receipt?.age };
}

test('a fill simulated at age 200, which leaves no debt, is applied at 201, where debt is left without collateral', async () => {
	const { order } = await freshAuction(world);
	await world.wait(201);
	const { state, simulatedAge } = await appliedNext({ kind: 'fill', order });
	expect(simulatedAge).toBe(200);
	expect(state).toMatchObject({ kind: 'succeeded' });
	const { keepers } = await readBooks(world.scene, world.cast.keepers);
	expect(keepers[0]?.fills).toBe(1);
});

/** Everything the pool lends changes hands, so that it owes no interest in this ledger. */
async function changePool(): Promise<void> {
	const { deployer, network } = world.scene;
	const { contract, assets } = firstOf(network.pools, 'pool');
	const supplied = assets.map((asset) => ({
		kind: 'supply' as const,
		address: asset,
		amount: whole(1)
	}));
	await world.perform(deployer, submitIntent(contract, deployer.address, supplied));
}

test('a fill simulated in the very ledger of the pool’s last change is applied in the next, where interest is due', async () => {
	const { order } = await ripeAuction(world);
	await changePool();
	const { state } = await appliedNext({ kind: 'fill', order });
	expect(state).toMatchObject({ kind: 'succeeded' });
});

test('so is the creation of an auction', async () => {
	const { pool, user } = await deepInDebt(world);
	await changePool();
	const { assets } = firstOf(world.scene.network.pools, 'pool');
	const legs = { bid: assets, lot: assets };
	const { state } = await appliedNext({ kind: 'create', pool, user, legs, percent: 100 });
	expect(state).toMatchObject({ kind: 'succeeded' });
});
