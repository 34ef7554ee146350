import { candidateLegs } from './candidate-legs.ts';
import type { LiquidationLegs } from './liquidation-legs.ts';
import type { LiquidationCase, LiquidationModel } from './liquidation-model.ts';
import type { Unpriced } from './position-health.ts';
import { validPercents } from './valid-percents.ts';

/** The auction to create, or why there is none. */
export type PercentChoice =
	| {
			readonly kind: 'chosen';
			readonly legs: LiquidationLegs;
			readonly percent: number;
			/** First and last percent of the run of valid ones around the choice. */
			readonly band: readonly [first: number, last: number];
			readonly model: LiquidationModel;
	  }
	| { readonly kind: 'not-liquidatable' }
	| { readonly kind: 'no-valid-percent' }
	| Unpriced;

/**
 * Percent and legs of a new auction. The first candidate legs (`candidateLegs`: everything, else the most valuable) with a valid
 * percent win. Of the widest run of partial percents the middle is taken, because a price move before the ledger closes turns the
 * edges into errors 1213 and 1214; if only full liquidations are valid, 100.
 */
export function choosePercent(
	target: LiquidationCase,
	usable: (asset: string) => boolean = () => true
): PercentChoice {
	for (const legs of candidateLegs(target, usable)) {
		const valid = validPercents(target, legs);
		if (valid.kind === 'refused') {
			const { verdict } = valid;
			if (verdict.kind === 'refused' && verdict.code === 1211) return { kind: 'not-liquidatable' };
			continue;
		}
		if (valid.kind !== 'percents') return valid;
		const choice = middle(valid.models);
		if (choice !== undefined) return { kind: 'chosen', legs, ...choice };
	}
	return { kind: 'no-valid-percent' };
}

function middle(models: ReadonlyMap<number, LiquidationModel>) {
	const partial = widestRun([...models].filter(([, m]) => !m.full).map(([percent]) => percent));
	const full = widestRun([...models].filter(([, m]) => m.full).map(([percent]) => percent));
	const band = partial ?? full;
	if (band === undefined) return undefined;
	const percent = partial === undefined ? band[1] : Math.floor((band[0] + band[1]) / 2);
	const model = models.get(percent);
	return model === undefined ? undefined : { percent, band, model };
}

/** First and last of the longest run of consecutive numbers; of equally long ones the first. */
function widestRun(ascending: readonly number[]): readonly [number, number] | undefined {
	let best: readonly [number, number] | undefined;
	let first: number | undefined;
	let last: number | undefined;
	for (const percent of ascending) {
		if (first === undefined || last === undefined || percent !== last + 1) first = percent;
		last = percent;
		if (best === undefined || last - first > best[1] - best[0]) best = [first, last];
	}
	return best;
}
