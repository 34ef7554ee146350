import { sha256 } from '#lib/chain/hash.ts';
import { importSigner, type Signer } from '#lib/chain/signer.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import type { KeeperParty } from './cast.ts';

const whole = (units: number): bigint => BigInt(units) * SCALE_7;

export interface Lender {
	readonly name: string;
	readonly signer: Signer;
	readonly deposit: bigint;
}

export interface Borrower {
	readonly name: string;
	readonly signer: Signer;
	/** XLM. */
	readonly collateral: bigint;
	/** USDC. */
	readonly debt: bigint;
}

/** Everybody who lives in a world. Their keys follow from its seed: the sandbox's money is nobody's. */
export interface Townsfolk {
	readonly lenders: readonly Lender[];
	readonly borrowers: readonly Borrower[];
	/** Keeps the venues near the oracle. */
	readonly trader: Signer;
	readonly house: readonly KeeperParty[];
}

const LENDERS = [whole(60_000), whole(40_000)];
const HOUSE = ['alpha', 'beta'];

/**
 * Health factors at 0.1 USD per XLM (collateral × 0.1 × 0.75 ÷ (debt ÷ 0.95)): 0.97, for the first auction, then 1.19, 1.27,
 * 1.34, 1.60 and 2.14. A fall by a quarter makes three of them liquidatable.
 */
const LOANS = [
	{ collateral: whole(40_000), debt: whole(2_938) },
	{ collateral: whole(50_000), debt: whole(3_000) },
	{ collateral: whole(80_000), debt: whole(4_500) },
	{ collateral: whole(30_000), debt: whole(1_600) },
	{ collateral: whole(90_000), debt: whole(4_000) },
	{ collateral: whole(60_000), debt: whole(2_000) }
];

export async function townsfolk(seed: string): Promise<Townsfolk> {
	const lenders = LENDERS.map(async (deposit, index) => {
		const name = `lp-${index + 1}`;
		return { name, signer: await personSigner(seed, name), deposit };
	});
	const borrowers = LOANS.map(async (loan, index) => {
		const name = `borrower-${index + 1}`;
		return { name, signer: await personSigner(seed, name), ...loan };
	});
	const house = HOUSE.map(async (letter): Promise<KeeperParty> => {
		const name = `keeper-${letter}`;
		const [operator, session] = await Promise.all([
			personSigner(seed, `operator ${letter}`),
			personSigner(seed, `session ${letter}`)
		]);
		return { name, operator, session };
	});
	return {
		lenders: await Promise.all(lenders),
		borrowers: await Promise.all(borrowers),
		trader: await personSigner(seed, 'trader'),
		house: await Promise.all(house)
	};
}

/** The key of somebody in the world of that seed, by the name of his part in it. */
export const personSigner = (seed: string, part: string): Promise<Signer> =>
	importSigner(sha256(`nectar world ${seed} ${part}`));
