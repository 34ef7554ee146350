import { positionHealth } from '#lib/blend/position-health.ts';
import { isOver } from '#lib/blend/health-factor.ts';
import type { Book } from './book.ts';
import type { Policy } from './policy.ts';
import type { Situation } from './situation.ts';

/**
 * Accounts to read again each ledger: those with an open auction, close to liquidation, or of unknown health. All others
 * are read when an event names them, so a quiet ledger costs the same however many borrowers there are.
 */
export function watchList(
	book: Book,
	{ reserves, prices }: Situation,
	policy: Policy
): readonly string[] {
	const watched: string[] = [];
	for (const [user, { positions, auction }] of book) {
		const health = positionHealth(positions, reserves, prices);
		const safe =
			auction === undefined &&
			health.kind === 'priced' &&
			isOver(health, prices.decimals, policy.watchBelow);
		if (!safe) watched.push(user);
	}
	return watched;
}
