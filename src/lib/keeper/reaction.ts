import type { LogLine } from './log-line.ts';
import { userOf } from './action.ts';

/**
 * Ledgers from the one in which a keeper decided to fill to the one in which it had its answer, in the middle of all fills
 * that the log still has; `undefined` before the first. Newest line first, as a report has them.
 */
export function medianReaction(log: readonly LogLine[]): number | undefined {
	const decidedAt = new Map<string, number>();
	const times: number[] = [];
	for (const { item } of log.toReversed()) {
		if (item.kind === 'decided') {
			const { user, kind } = item.decision;
			if (kind === 'fill') decidedAt.set(user, item.ledger);
			else decidedAt.delete(user);
		}
		if (item.kind !== 'outcome' || item.action.kind !== 'fill' || item.hash === undefined) continue;
		if (item.outcome.kind === 'outbid' || item.outcome.kind === 'unknown') continue;
		const user = userOf(item.action);
		const from = decidedAt.get(user);
		decidedAt.delete(user);
		if (from !== undefined) times.push(item.ledger - from);
	}
	return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)];
}
