import { usdc, type Usdc } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { BPS } from '#lib/math/scale.ts';

/** ⌊totalAssets·fillCapBps/10,000⌋: most USDC one fill may spend. Equals nectar-vault's check FillCapExceeded (2156). */
export const fillCapFloor = (totalAssets: Usdc, fillCapBps: number): Usdc =>
	usdc(mulDiv(totalAssets, BigInt(fillCapBps), BPS, 'floor'));
