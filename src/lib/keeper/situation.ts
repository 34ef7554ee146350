import type { Prices, Reserves } from '#lib/blend/reserve.ts';
import type { FillMarket } from './fill-market.ts';
import { accruedReserves, fillMarket, poolPrices } from './market.ts';
import type { LedgerView } from './view.ts';

/** A ledger's facts with what every evaluation derives from them, computed once. */
export interface Situation {
	readonly view: LedgerView;
	/** Accrued to the ledger's close time. */
	readonly reserves: Reserves;
	/** As the pool would value positions. */
	readonly prices: Prices;
	readonly market: FillMarket;
}

export function situationOf(view: LedgerView): Situation {
	const reserves = accruedReserves(view);
	return { view, reserves, prices: poolPrices(view), market: fillMarket(view, reserves) };
}
