import { SorobanDataBuilder } from '@stellar/stellar-sdk/base';
import { LedgerKey as XdrLedgerKey } from '@stellar/stellar-sdk/xdr';
import { beforeAll, describe, expect, test } from 'vitest';
import { trustIntent } from '#lib/chain/classic.ts';
import { requireInstance } from '#lib/chain/contract-entries.ts';
import { contractData } from '#lib/chain/ledger-entries.ts';
import {
	codeKey,
	instanceKey,
	persistentKey,
	trustlineKey,
	type LedgerKey
} from '#lib/chain/ledger-keys.ts';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import type { Prepared } from '#lib/chain/prepare.ts';
import { revokeSessionIntent } from '#lib/chain/registry-calls.ts';
import {
	delegationKey,
	keeperKey,
	readDelegation,
	readKeeper
} from '#lib/chain/registry-entries.ts';
import { address, i128, variant } from '#lib/chain/scval.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { sendIntent } from '#lib/chain/transact.ts';
import { readTrustline } from '#lib/chain/token-entries.ts';
import { claimRewardsIntent, fillIntent } from '#lib/chain/vault-calls.ts';
import {
	readReward,
	readShareBalance,
	readVault,
	rewardKey,
	shareBalanceKey,
	vaultKeys
} from '#lib/chain/vault-entries.ts';
import type { Order } from '#lib/vault/vault-state.ts';
import { ripeAuction } from '../../../scripts/costs/auction.ts';
import { open, signed, type Call } from '../../../scripts/costs/call.ts';
import { NECTAR_VAULT } from '../../../scripts/costs/cases/nectar-vault.ts';
import { holder } from '../../../scripts/costs/holder.ts';
import { openWorld, type World } from '../../../scripts/costs/world.ts';
import { readBooks } from '../../../scripts/demo/books.ts';
import { archiveAll, ARCHIVE_SECS } from '../../fixtures/archive.ts';
import { refused } from '../../fixtures/refused.ts';
import {
	entriesOf,
	existing,
	footprintOf,
	restorable,
	fund,
	outcomeOf,
	simulated
} from './world.ts';

const ARCHIVED = 'invokeHostFunctionEntryArchived';
const MONTH_LEDGERS = 30 * 17_280;

let world: World;
beforeAll(async () => {
	world = await openWorld();
});

function keeper(index: number) {
	const party = world.cast.keepers[index];
	if (party === undefined) throw new Error('expected a keeper');
	return party;
}
async function vaultCall(name: string): Promise<Call> {
	const chosen = NECTAR_VAULT[name];
	if (chosen === undefined) throw new Error(`expected a case of ${name}`);
	return chosen(world);
}
function fillBy(index: number, order: Order): Call {
	const { operator, session } = keeper(index);
	const { vault } = world.scene.network;
	return { by: session, intent: fillIntent(vault, operator.address, session.address, order) };
}
const perform = ({ by, intent }: Call) => world.perform(by, intent);
const restore = (by: Signer, keys: readonly LedgerKey[]): Call => ({
	by,
	intent: { kind: 'restore', keys }
});
const claimOf = (by: Signer, operator: string): Call => ({
	by,
	intent: claimRewardsIntent(world.scene.network.vault, operator)
});
const lp = () => world.cast.lp;
const trancheKey = (): LedgerKey =>
	persistentKey(world.scene.network.vault, variant('Tranche', address(lp().address)));
const sessionKey = (index: number): LedgerKey => {
	const { operator, session } = keeper(index);
	return delegationKey(world.scene.network.registry, operator.address, session.address);
};

async function usdcOf(account: string): Promise<bigint> {
	const { code, issuer = '' } = world.scene.network.usdc;
	const entries = await entriesOf(world.scene, [trustlineKey(account, code, issuer)]);
	const held = readTrustline(entries, account, code, issuer);
	if (!held.ok) throw new Error('the trustline could not be read');
	return held.value ?? 0n;
}

/** What belongs to whom: it must come out of the archive as it went in. */
async function belongings() {
	const { vault } = await readBooks(world.scene, []);
	const { network } = world.scene;
	const { address: winner } = keeper(0).operator;
	const keys = [shareBalanceKey(network.vault, lp().address), rewardKey(network.vault, winner)];
	const entries = await entriesOf(world.scene, keys);
	return {
		books: { booked: vault.booked, owed: vault.owed, balance: vault.balance },
		totalShares: vault.totalShares,
		worth: vault.totalAssets + vault.unvested,
		shares: readShareBalance(entries, network.vault, lp().address),
		reward: readReward(entries, network.vault, winner)
	};
}

/** The keys of a contract's instance and code. */
async function partsOf(contract: string): Promise<readonly LedgerKey[]> {
	const entries = await entriesOf(world.scene, [instanceKey(contract)]);
	const instance = requireInstance(entries, contract, 'contract');
	const hash = instance.ok ? instance.value.wasmHash : undefined;
	if (hash === undefined) throw new Error('expected a contract with code');
	return [instanceKey(contract), codeKey(hash)];
}

async function livesOf(keys: readonly LedgerKey[]): Promise<readonly number[]> {
	const entries = await entriesOf(world.scene, keys);
	return keys.map((key) => (entries.get(key)?.liveUntilLedgerSeq ?? 0) - entries.ledger);
}

/** The winner of a fill has somewhere to be paid, and whoever acts after the archive can pay rent. */
async function prepareCast(): Promise<Signer> {
	const stranger = await holder(world, 'stranger');
	const payers = [stranger, lp(), ...world.cast.keepers.map(({ session }) => session)];
	for (const payer of payers) await fund(world, payer.address);
	const { code, issuer = '' } = world.scene.network.usdc;
	await world.perform(keeper(0).operator, trustIntent(code, issuer));
	return stranger;
}

describe('everything is archived, after a fill, a deposit and a revocation', () => {
	let stranger: Signer;
	let before: Awaited<ReturnType<typeof belongings>>;
	const live: { by: Signer; prepared: Prepared }[] = [];
	/** Instance and code of vault and registry. */
	let contracts: readonly (readonly LedgerKey[])[];
	/** Ledgers they had left after each write. */
	const written: (readonly number[])[] = [];

	beforeAll(async () => {
		world.reset();
		stranger = await prepareCast();
		const { network } = world.scene;
		const { order } = await ripeAuction(world);
		const simulate = async (call: Call) => {
			live.push({ by: call.by, prepared: await simulated(world.scene, call) });
		};
		contracts = [await partsOf(network.vault), await partsOf(network.registry)];
		const write = async (call: Call) => {
			await perform(call);
			written.push(await livesOf(contracts.flat()));
		};
		await simulate(fillBy(1, order));
		await write(fillBy(0, order));
		await write(await vaultCall('deposit'));
		await simulate(await vaultCall('redeem'));
		await simulate(claimOf(world.cast.borrower, keeper(0).operator.address));
		const { operator, session } = keeper(1);
		await world.perform(
			operator,
			revokeSessionIntent(network.registry, operator.address, operator.address, session.address)
		);
		before = await belongings();
		await archiveAll(world.scene.stage.chain.rpc);
	});

	test('w11 a lock outlives its archived entry, whichever other entry a stranger restores', async () => {
		const { network, stage } = world.scene;
		await perform(restore(stranger, [shareBalanceKey(network.vault, lp().address)]));
		const entries = await entriesOf(world.scene, [trancheKey()]);
		expect(contractData(entries, trancheKey())).toEqual({ kind: 'archived' });
		if (!before.shares.ok) throw new Error('the shares could not be read');
		const self = address(lp().address);
		const all = [i128(before.shares.value), self, self, self];
		const vault = { crate: 'nectar-vault', contract: network.vault } as const;
		const exit = signed(lp(), network.vault, 'redeem', all);
		expect(await refused(stage, vault, exit)).toBe('SharesLocked');
	});

	test('w11 no client reads an archived entry as absent', async () => {
		const { network } = world.scene;
		const { operator, session } = keeper(0);
		const entries = await entriesOf(world.scene, [
			...vaultKeys(network.vault, network.usdc.contract),
			rewardKey(network.vault, operator.address),
			keeperKey(network.registry, operator.address),
			sessionKey(0)
		]);
		const reads = [
			readVault(entries, network.vault, network.usdc.contract),
			readReward(entries, network.vault, operator.address),
			readKeeper(entries, network.registry, operator.address),
			readDelegation(entries, network.registry, operator.address, session.address)
		];
		for (const read of reads) {
			if (read.ok || read.error.kind !== 'malformed') throw new Error('expected a diagnosis');
			expect(read.error.detail).toContain('is archived and must be restored first');
		}
	});

	test('w11 a fill, an exit and a claim that do not restore fail, and take nothing for absent', async () => {
		expect(live.length).toBe(3);
		for (const { by, prepared } of live) {
			expect(await outcomeOf(world.scene, by, prepared)).toBe(ARCHIVED);
		}
	});

	test('w11 instance and code live for 30 days or more after every write, and anybody may bring them back and have them live for 90', async () => {
		for (const lives of written) expect(Math.min(...lives)).toBeGreaterThanOrEqual(MONTH_LEDGERS);
		const { vault, registry } = world.scene.network;
		for (const [index, contract] of [vault, registry].entries()) {
			const found = contracts[index] ?? [];
			expect(Math.max(...(await livesOf(found)))).toBeLessThan(0);
			await perform(open(stranger, contract, 'bump'));
			expect(Math.min(...(await livesOf(found)))).toBeGreaterThanOrEqual(3 * MONTH_LEDGERS - 1);
		}
	});

	test('w11 a revoked delegation is gone for good: there is nothing to restore', async () => {
		const { network, stage } = world.scene;
		const at = { crate: 'keeper-registry', contract: network.registry } as const;
		const revived = restore(stranger, [sessionKey(1)]);
		expect(await refused(stage, at, revived)).toMatch(/^Missing entry to restore/);
	});

	test('a server that has more restored than was asked for gets no signature', async () => {
		const { chain, signal } = world.scene.stage;
		const rpc: JsonRpc = {
			...chain.rpc,
			batch: async (calls, abort) =>
				(await chain.rpc.batch(calls, abort)).map((answer) => {
					if (!answer.ok || calls[0]?.method !== 'simulateTransaction') return answer;
					const { transactionData } = answer.value as { transactionData: string };
					const widened = new SorobanDataBuilder(transactionData)
						.appendFootprint([], [XdrLedgerKey.fromXdr(sessionKey(0), 'base64')])
						.build();
					const value = { ...(answer.value as object), transactionData: widened.toXdr('base64') };
					return { ok: true, value };
				})
		};
		const { by, intent } = restore(stranger, [trancheKey()]);
		const sent = await sendIntent({ ...chain, rpc }, by, intent, signal);
		expect(sent).toEqual({
			ok: false,
			error: { kind: 'unacceptable', detail: '1 entries nobody asked to restore' }
		});
	});

	test('w11 a stranger restores all of it and gains nothing: shares, rewards and price are intact', async () => {
		const cash = await usdcOf(stranger.address);
		const touched = live.flatMap(({ prepared }) => footprintOf(prepared));
		const keys = await existing(world.scene, [
			...new Set([...touched, trancheKey(), sessionKey(0)])
		]);
		for (const part of restorable(keys)) await perform(restore(stranger, part));
		const after = await belongings();
		expect(after).toEqual(before);
		const entries = await entriesOf(world.scene, keys);
		for (const key of keys) {
			expect(entries.get(key)?.liveUntilLedgerSeq).toBeGreaterThan(entries.ledger);
		}
		const { vault } = world.scene.network;
		const held = readShareBalance(
			await entriesOf(world.scene, [shareBalanceKey(vault, stranger.address)]),
			vault,
			stranger.address
		);
		const net = (await usdcOf(stranger.address)) - cash;
		expect([net, held]).toEqual([0n, { ok: true, value: 0n }]);
		console.log(
			`a stranger restored ${keys.length} entries; attacker's net: ${net} USDC, 0 shares`
		);

		// what was the operator's is paid to the operator, whoever restored and whoever calls
		await perform(claimOf(stranger, keeper(0).operator.address));
		const paid = await usdcOf(keeper(0).operator.address);
		expect(before.reward).toEqual({ ok: true, value: paid });
		expect(paid).toBeGreaterThan(0n);
	});
});

test('w11 nobody needs to restore first: an exit, a fill and a claim bring back what they touch, for the same amounts', async () => {
	const play = async (pass: () => Promise<void>) => {
		world.reset();
		const stranger = await prepareCast();
		await pass();
		await perform(await vaultCall('redeem'));
		const { order } = await ripeAuction(world);
		await perform(fillBy(0, order));
		await perform(claimOf(stranger, keeper(0).operator.address));
		return {
			lp: await usdcOf(lp().address),
			operator: await usdcOf(keeper(0).operator.address),
			belongings: await belongings()
		};
	};
	const archived = await play(() => archiveAll(world.scene.stage.chain.rpc));
	expect(archived).toEqual(await play(() => world.scene.stage.warp(ARCHIVE_SECS)));
	expect(archived.operator).toBeGreaterThan(0n);
});
