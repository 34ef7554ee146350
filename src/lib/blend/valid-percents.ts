import type { LiquidationLegs } from './liquidation-legs.ts';
import {
	liquidationAt,
	prepareLiquidation,
	type LiquidationCase,
	type LiquidationModel,
	type LiquidationRefused
} from './liquidation-model.ts';
import type { Unpriced } from './position-health.ts';

/** Every percent the pool would accept for these legs, ascending, with the auction it would create. */
export interface ValidPercents {
	readonly kind: 'percents';
	readonly models: ReadonlyMap<number, LiquidationModel>;
}

/** Runs the integer model over 1–100. An empty map: each percent is too small, too large, or needs excluded collateral. */
export function validPercents(
	target: LiquidationCase,
	legs: LiquidationLegs
): ValidPercents | LiquidationRefused | Unpriced {
	const prepared = prepareLiquidation(target, legs);
	if (prepared.kind !== 'prepared') return prepared;
	const models = new Map<number, LiquidationModel>();
	for (let percent = 1; percent <= 100; percent++) {
		const model = liquidationAt(prepared, percent);
		if (model.verdict.kind === 'ok') models.set(percent, model);
	}
	return { kind: 'percents', models };
}
