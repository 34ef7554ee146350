import {
	sharePrice,
	shares,
	usdc,
	type SharePrice,
	type Shares,
	type Usdc
} from '#lib/math/amount.ts';
import { mulDiv, type Rounding } from '#lib/math/mul-div.ts';
import { SCALE_12 } from '#lib/math/scale.ts';
import type { VaultState } from './vault-state.ts';

export type Pot = Pick<VaultState, 'totalAssets' | 'totalShares'>;

/* Before the seed there are no shares, and one is worth one stroop. With shares but nothing owned, the vault mints none. */

/** USDC per share, 12 decimals, floored. Equals nectar-vault's `share_price`. */
export const sharePriceFloor = (vault: Pot): SharePrice =>
	sharePrice(
		vault.totalShares === 0n
			? SCALE_12
			: mulDiv(vault.totalAssets, SCALE_12, vault.totalShares, 'floor')
	);

/** Shares minted for `assets`; `undefined` if the vault refuses (NoAssets). Floors: those who were there keep the dust. */
export const previewDepositFloor = (vault: Pot, assets: Usdc): Shares | undefined =>
	toShares(vault, assets, 'floor');

/** Assets taken for `minted` shares. Ceils: those who were there gain the dust. */
export const previewMintCeil = (vault: Pot, minted: Shares): Usdc =>
	toAssets(vault, minted, 'ceil');

/** Shares burned for `assets`; `undefined` if the vault refuses (NoAssets). Ceils: those who stay gain the dust. */
export const previewWithdrawCeil = (vault: Pot, assets: Usdc): Shares | undefined =>
	toShares(vault, assets, 'ceil');

/** Assets paid for `burned` shares. Floors: those who stay keep the dust. */
export const previewRedeemFloor = (vault: Pot, burned: Shares): Usdc =>
	toAssets(vault, burned, 'floor');

function toShares(vault: Pot, assets: Usdc, rounding: Rounding): Shares | undefined {
	if (vault.totalShares === 0n) return shares(assets);
	if (vault.totalAssets === 0n) return undefined;
	return shares(mulDiv(assets, vault.totalShares, vault.totalAssets, rounding));
}

function toAssets(vault: Pot, amount: Shares, rounding: Rounding): Usdc {
	if (vault.totalShares === 0n) return usdc(amount);
	return usdc(mulDiv(amount, vault.totalAssets, vault.totalShares, rounding));
}
