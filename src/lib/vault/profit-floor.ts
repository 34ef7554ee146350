import { usdc, type Usdc } from '#lib/math/amount.ts';
import { BPS } from '#lib/math/scale.ts';

/** What a fill's least profit depends on. `edge` may be negative. */
export interface FloorInputs {
	/** The vault's own minimum. */
	readonly minProfit: Usdc;
	/** The order's. */
	readonly orderMinProfit: Usdc;
	readonly marginBps: number;
	readonly spent: Usdc;
	/** Oracle value of the lot − that of the bid. */
	readonly edge: Usdc;
	readonly maxSlippageBps: number;
	/** Oracle value of all legs that are not USDC. */
	readonly otherValue: Usdc;
	readonly edgeShareBps: number;
}

/** The floors one by one, in the order the vault checks them. */
export interface ProfitFloors {
	readonly order: Usdc;
	readonly minimum: Usdc;
	readonly margin: Usdc;
	readonly edge: Usdc;
}

/**
 * max(order, minimum, ⌈spent·margin⌉, min(edge − ⌊V·slippage⌋, ⌈edge·share⌉)): a fill below fails. Rounded in favour of the vault.
 * Equals the checks of nectar-vault's `fill` (errors 2160–2163).
 */
export function profitFloors(given: FloorInputs): ProfitFloors {
	const afterSlippage = given.edge - bpsFloor(given.otherValue, given.maxSlippageBps);
	const share = bpsCeil(given.edge, given.edgeShareBps);
	return {
		order: given.orderMinProfit,
		minimum: given.minProfit,
		margin: usdc(bpsCeil(given.spent, given.marginBps)),
		edge: usdc(afterSlippage < share ? afterSlippage : share)
	};
}

/** The greatest of the floors: the least profit with which a fill passes. */
export const highestFloor = ({ order, minimum, margin, edge }: ProfitFloors): Usdc =>
	[minimum, margin, edge].reduce((most, floor) => (floor > most ? floor : most), order);

/** The least profit of a fill of which no more is known than what its floors depend on. */
export const profitFloor = (given: FloorInputs): Usdc => highestFloor(profitFloors(given));

/** ⌊a·bps/10,000⌋ for either sign. */
function bpsFloor(amount: bigint, bps: number): bigint {
	const product = amount * BigInt(bps);
	const quotient = product / BPS;
	return product < 0n && product % BPS !== 0n ? quotient - 1n : quotient;
}

/** ⌈a·bps/10,000⌉ for either sign. */
const bpsCeil = (amount: bigint, bps: number): bigint => -bpsFloor(-amount, bps);
