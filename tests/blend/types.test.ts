import { join } from 'node:path';
import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { positionsKey, readPositions } from '#lib/chain/pool-entries.ts';
import { address, decode } from '#lib/chain/scval.ts';
import { fillIntent } from '#lib/chain/vault-calls.ts';
import { fillReceipt } from '#lib/chain/vault-entries.ts';
import type { Order } from '#lib/vault/vault-state.ts';
import { blendWasm } from '../../scripts/blend/wasm.ts';
import { appliedCost } from '../../scripts/costs/applied.ts';
import { open } from '../../scripts/costs/call.ts';
import {
	announce,
	BAD_DEBT,
	badDebt,
	enablement,
	INTEREST,
	interest,
	openDebts,
	TIMELOCK_SECS,
	type Debts
} from '../../scripts/costs/debts.ts';
import { allowed, RESOURCES } from '../../scripts/costs/limits.ts';
import { openWorld, type World } from '../../scripts/costs/world.ts';
import { refused } from '../fixtures/refused.ts';
import { readBooks } from '../../scripts/demo/books.ts';

let world: World;
let debts: Debts;
beforeAll(async () => {
	const blend = await blendWasm(join(import.meta.dirname, '../..'));
	if (!blend.ok) throw new Error(blend.error);
	world = await openWorld(blend.value);
	debts = await openDebts(world);
}, 120_000);

const fillOf = (order: Order) => {
	const [keeper] = world.cast.keepers;
	if (keeper === undefined) throw new Error('expected a keeper');
	const { operator, session } = keeper;
	const { vault } = world.scene.network;
	return {
		keeper,
		by: session,
		intent: fillIntent(vault, operator.address, session.address, order)
	};
};

async function fill(order: Order) {
	const { stage } = world.scene;
	const { keeper, by, intent } = fillOf(order);
	const before = await readBooks(world.scene, [keeper]);
	const applied = await stage.perform('the fill', by, intent);
	const receipt = decode(fillReceipt, applied.returned ?? address(debts.pool), 'receipt');
	if (!receipt.ok) throw new Error(receipt.error.detail);
	return {
		receipt: receipt.value,
		before,
		after: await readBooks(world.scene, [keeper]),
		cost: await appliedCost(stage.chain.rpc, applied.prepared.hash, stage.signal)
	};
}

async function ask(contract: string, fn: string, ...holders: readonly string[]): Promise<bigint> {
	const { by, intent } = open(world.cast.lp, contract, fn, holders.map(address));
	const { returned } = await world.scene.stage.perform(fn, by, intent);
	const value = returned === undefined ? undefined : decode(v.bigint(), returned, fn);
	if (value?.ok !== true) throw new Error(`${fn} returned no amount`);
	return value.value;
}

/** Every token but USDC is gone, no allowance stands, nothing is left in the pool or at the adapter. */
async function expectClean(): Promise<void> {
	const { network, stage } = world.scene;
	const { vault } = network;
	const { comet, backstop, pool, venue } = debts;
	const other = [network.native, ...network.tokens].map(({ contract }) => contract);
	for (const token of [...other, comet]) expect(await ask(token, 'balance', vault)).toBe(0n);
	for (const token of [...other, network.usdc.contract, comet]) {
		expect(await ask(token, 'balance', venue)).toBe(0n);
		for (const spender of [
			pool,
			backstop,
			comet,
			venue,
			...network.venues.map((it) => it.contract)
		]) {
			expect(await ask(token, 'allowance', vault, spender)).toBe(0n);
			expect(await ask(token, 'allowance', venue, spender)).toBe(0n);
		}
	}
	const entries = await readEntries(stage.chain.rpc, [positionsKey(pool, vault)], stage.signal);
	const position = entries.ok ? readPositions(entries.value, pool, vault) : entries;
	if (!position.ok) throw new Error('the vault’s position could not be read');
	const { liabilities, collateral, supply } = position.value ?? {};
	expect([liabilities?.size ?? 0, collateral?.size ?? 0, supply?.size ?? 0]).toEqual([0, 0, 0]);
}

/** The vault is opened to a type the way its admin must, and fills what was refused until then. */
async function enable(type: number, order: Order): Promise<void> {
	const { network, stage } = world.scene;
	const vault = { crate: 'nectar-vault', contract: network.vault } as const;
	expect(await refused(stage, vault, fillOf(order))).toBe('AuctionTypeNotEnabled');
	const execution = await announce(world, enablement(debts, type));
	expect(await refused(stage, vault, execution)).toBe('ChangeTooEarly');
	await stage.warp(TIMELOCK_SECS);
	await world.perform(execution.by, execution.intent);
}

type Scene = (world: World, debts: Debts) => Promise<Order>;

/** Refused until the type is enabled; then it makes the vault richer in USDC and leaves nothing else behind. */
async function expectFilled(type: number, scene: Scene): Promise<void> {
	const order = await scene(world, debts);
	await enable(type, order);
	const { receipt, before, after, cost } = await fill(order);
	const { profit, fee, spent } = receipt;
	expect(spent).toBeGreaterThan(0n);
	expect(profit * 10n).toBeGreaterThanOrEqual(spent); // the margin of these types
	// USDC really received, split in the books: a tenth owed to the operator, the rest vesting
	expect(after.vault.balance - before.vault.balance).toBe(profit);
	expect(after.vault.booked).toBe(after.vault.balance);
	expect(fee).toBe(profit / 10n);
	expect(after.vault.owed - before.vault.owed).toBe(fee);
	const [was, is] = [before.keepers[0], after.keepers[0]];
	expect((is?.reward ?? 0n) - (was?.reward ?? 0n)).toBe(fee);
	expect((is?.fills ?? 0) - (was?.fills ?? 0)).toBe(1);
	expect(after.vault.sharePrice).toBeGreaterThanOrEqual(before.vault.sharePrice);
	await expectClean();
	for (const resource of RESOURCES) {
		if (resource === 'memory') continue; // `contracts:costs` has it
		expect(cost[resource], resource).toBeLessThanOrEqual(allowed(resource));
	}
	expect(cost.eventBytes).toBeLessThan(16_384);
}

test('an auction of bad debt in three assets of the real Blend is filled once its type is enabled', async () => {
	await expectFilled(BAD_DEBT, badDebt);
});

test('an auction of interest in three assets of the real Blend is filled once its type is enabled', async () => {
	await expectFilled(INTEREST, interest);
});
