import {
	sharePrice,
	shares,
	usdc,
	type SharePrice,
	type Shares,
	type Usdc
} from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { SCALE_12 } from '#lib/math/scale.ts';
import type { VaultState } from './vault-state.ts';

type Owned = Pick<VaultState, 'totalAssets' | 'totalShares'>;

/** USDC per share, 12 decimals, floored; exactly 1 before the seed. Equals nectar-vault's `share_price`. */
export const sharePriceFloor = (vault: Owned): SharePrice =>
	sharePrice(
		vault.totalShares === 0n
			? SCALE_12
			: mulDiv(vault.totalAssets, SCALE_12, vault.totalShares, 'floor')
	);

/** Shares minted for `assets`. Floors: depositors before keep the dust. `undefined` while the vault owns nothing to price by. */
export const previewDepositFloor = (vault: Owned, assets: Usdc): Shares | undefined =>
	isPriced(vault)
		? shares(mulDiv(assets, vault.totalShares, vault.totalAssets, 'floor'))
		: undefined;

/** Assets taken for `minted` shares. Ceils: depositors before gain the dust. */
export const previewMintCeil = (vault: Owned, minted: Shares): Usdc | undefined =>
	isPriced(vault) ? usdc(mulDiv(minted, vault.totalAssets, vault.totalShares, 'ceil')) : undefined;

/** Shares burned for `assets`. Ceils: the remaining depositors gain the dust. */
export const previewWithdrawCeil = (vault: Owned, assets: Usdc): Shares | undefined =>
	isPriced(vault)
		? shares(mulDiv(assets, vault.totalShares, vault.totalAssets, 'ceil'))
		: undefined;

/** Assets paid for `burned` shares. Floors: the remaining depositors keep the dust. */
export const previewRedeemFloor = (vault: Owned, burned: Shares): Usdc | undefined =>
	isPriced(vault) ? usdc(mulDiv(burned, vault.totalAssets, vault.totalShares, 'floor')) : undefined;

const isPriced = (vault: Owned): boolean => vault.totalShares > 0n && vault.totalAssets > 0n;
