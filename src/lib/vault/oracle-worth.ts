import { usdc, type Price, type Underlying, type Usdc } from '#lib/math/amount.ts';
import { mulDiv, type Rounding } from '#lib/math/mul-div.ts';
import { SCALE_7, tenTo } from '#lib/math/scale.ts';

/**
 * A token amount in USDC at oracle prices: n·price·1e7 ÷ (priceUsdc·10^decimals), one division. The vault floors bids and ceils lots,
 * so that a rounding never lowers the profit it asks for. The oracle's own decimals cancel out.
 */
export const oracleWorth = (
	amount: Underlying,
	price: Price,
	usdcPrice: Price,
	decimals: number,
	rounding: Rounding
): Usdc => usdc(mulDiv(amount * price, SCALE_7, usdcPrice * tenTo(decimals), rounding));
