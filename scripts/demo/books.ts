import { readEntries } from '#lib/chain/ledger-entries.ts';
import { accountKey, trustlineKey } from '#lib/chain/ledger-keys.ts';
import { keeperKey, readKeeper } from '#lib/chain/registry-entries.ts';
import { readAccount, readTrustline } from '#lib/chain/token-entries.ts';
import { readReward, readVault, rewardKey, vaultKeys } from '#lib/chain/vault-entries.ts';
import type { SharePrice, Usdc } from '#lib/math/amount.ts';
import { sharePriceFloor } from '#lib/vault/share-price.ts';
import { totalAssets } from '#lib/vault/total-assets.ts';
import { unvestedCeil } from '#lib/vault/vesting.ts';
import type { KeeperParty } from '#lib/deployment/world/cast.ts';
import { StageError } from '#lib/deployment/world/stage.ts';
import { type DrivenScene } from './driven-stage.ts';

/** What one keeper has, read from the chain. */
export interface KeeperBooks {
	/** Stroops. */
	readonly sessionXlm: bigint;
	readonly operatorXlm: bigint;
	/** 0 without a trustline. */
	readonly operatorUsdc: bigint;
	/** What the vault owes the operator. */
	readonly reward: bigint;
	readonly fills: number;
	/** Sum of profits the vault has recorded for the operator. */
	readonly profit: bigint;
}

/** What the vault has, read from the chain at one ledger. */
export interface VaultBooks {
	readonly balance: Usdc;
	readonly booked: Usdc;
	readonly owed: Usdc;
	readonly unvested: Usdc;
	readonly totalAssets: Usdc;
	readonly totalShares: bigint;
	readonly sharePrice: SharePrice;
	readonly feeBps: number;
	readonly unlockSecs: number;
	readonly routeCount: number;
}

export interface Books {
	readonly vault: VaultBooks;
	/** In the order of the keepers. */
	readonly keepers: readonly KeeperBooks[];
}

export async function readBooks(
	scene: DrivenScene,
	parties: readonly KeeperParty[]
): Promise<Books> {
	const { stage, network } = scene;
	const { closedAt } = await stage.head();
	const cash = network.usdc;
	const issuer = cash.issuer ?? '';
	const keys = [
		...vaultKeys(network.vault, cash.contract),
		...parties.flatMap(({ operator, session }) => [
			accountKey(session.address),
			accountKey(operator.address),
			trustlineKey(operator.address, cash.code, issuer),
			rewardKey(network.vault, operator.address),
			keeperKey(network.registry, operator.address)
		])
	];
	const entries = await readEntries(stage.chain.rpc, keys, stage.signal);
	if (!entries.ok) throw new StageError('the books could not be read');
	const vault = readVault(entries.value, network.vault, cash.contract);
	if (!vault.ok) throw new StageError('the books of the vault could not be read');
	const { books, balance, vesting, totalShares, params, routeCount } = vault.value;
	const unvested = unvestedCeil(vesting, closedAt);
	const assets = totalAssets(books, balance, unvested);
	const keepers = parties.map(({ operator, session }): KeeperBooks => {
		const own = readAccount(entries.value, session.address);
		const operating = readAccount(entries.value, operator.address);
		const held = readTrustline(entries.value, operator.address, cash.code, issuer);
		const reward = readReward(entries.value, network.vault, operator.address);
		const record = readKeeper(entries.value, network.registry, operator.address);
		if (!own.ok || !operating.ok || !held.ok || !reward.ok || !record.ok) {
			throw new StageError('the books of a keeper could not be read');
		}
		return {
			sessionXlm: own.value?.balance ?? 0n,
			operatorXlm: operating.value?.balance ?? 0n,
			operatorUsdc: held.value ?? 0n,
			reward: reward.value,
			fills: record.value?.fills ?? 0,
			profit: record.value?.profit ?? 0n
		};
	});
	return {
		vault: {
			balance,
			booked: books.booked,
			owed: books.owed,
			unvested,
			totalAssets: assets,
			totalShares,
			sharePrice: sharePriceFloor({ totalAssets: assets, totalShares }),
			feeBps: params.feeBps,
			unlockSecs: params.profitUnlockSecs,
			routeCount
		},
		keepers
	};
}
