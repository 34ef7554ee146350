import type { AuctionData } from '#lib/blend/auction.ts';
import { isLiquidatable } from '#lib/blend/health-factor.ts';
import {
	positionHealth,
	type Health,
	type PositionHealth,
	type Unpriced
} from '#lib/blend/position-health.ts';
import type { Positions } from '#lib/blend/reserve.ts';
import type { Book } from './book.ts';
import type { Situation } from './situation.ts';

/** A place where a keeper might act. */
export type Opportunity =
	| {
			readonly kind: 'auction';
			readonly user: string;
			readonly auction: AuctionData;
			readonly health: PositionHealth;
	  }
	| {
			readonly kind: 'liquidatable';
			readonly user: string;
			readonly positions: Positions;
			readonly health: Health;
	  }
	/** Debt and no collateral: nobody will pay it, the backstop must take it over. */
	| { readonly kind: 'bad-debt'; readonly user: string; readonly health: Health }
	/** A leg without a price: the position may be anything. */
	| { readonly kind: 'unknown'; readonly user: string; readonly health: Unpriced };

/** Looks at every account of the book. Healthy positions are no opportunity. */
export function scan(book: Book, { reserves, prices }: Situation): readonly Opportunity[] {
	const found: Opportunity[] = [];
	for (const [user, { positions, auction }] of book) {
		const health = positionHealth(positions, reserves, prices);
		if (auction !== undefined) found.push({ kind: 'auction', user, auction, health });
		else if (health.kind !== 'priced') found.push({ kind: 'unknown', user, health });
		else if (isLiquidatable(health)) {
			found.push(
				positions.collateral.size === 0
					? { kind: 'bad-debt', user, health }
					: { kind: 'liquidatable', user, positions, health }
			);
		}
	}
	return found;
}
