import { sharePrice, type SharePrice } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { SCALE_12 } from '#lib/math/scale.ts';
import type { VaultMove } from './vault-event.ts';

/** USDC per share that a deposit paid or a withdrawal got, 12 decimals, floored. `undefined` for no shares. */
export const movePriceFloor = ({ assets, shares }: VaultMove): SharePrice | undefined =>
	shares === 0n ? undefined : sharePrice(mulDiv(assets, SCALE_12, shares, 'floor'));
