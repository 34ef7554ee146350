import { sha256 } from '#lib/chain/hash.ts';
import { importSigner, type Signer } from '#lib/chain/signer.ts';
import type { NameOf } from '#lib/keeper/explain.ts';
import type { Network } from '#lib/networks.ts';

/** One name per keeper: there are no more Greek letters. */
export const LETTERS = [
	...['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta', 'iota', 'kappa'],
	...['lambda', 'mu', 'nu', 'xi', 'omicron', 'pi', 'rho', 'sigma', 'tau', 'upsilon'],
	...['phi', 'chi', 'psi', 'omega']
] as const;

export interface KeeperParty {
	/** keeper-alpha, keeper-beta … */
	readonly name: string;
	readonly operator: Signer;
	readonly session: Signer;
}

/** Everybody who signs in a run. Their keys follow from the seed, else runs could not repeat. */
export interface Cast {
	readonly lp: Signer;
	readonly borrower: Signer;
	readonly keepers: readonly KeeperParty[];
}

export const keeperNames = (count: number): readonly string[] =>
	LETTERS.slice(0, count).map((letter) => `keeper-${letter}`);

/** `startLedger` makes a second run on the same server another cast. */
export async function castOf(seed: string, startLedger: number, keepers: number): Promise<Cast> {
	const signer = (role: string) =>
		importSigner(sha256(`nectar demo ${seed} ${startLedger} ${role}`));
	const parties: KeeperParty[] = [];
	for (const letter of LETTERS.slice(0, keepers)) {
		parties.push({
			name: `keeper-${letter}`,
			operator: await signer(`operator ${letter}`),
			session: await signer(`session ${letter}`)
		});
	}
	return {
		lp: await signer('lp'),
		borrower: await signer('borrower'),
		keepers: parties
	};
}

/** Token codes by contract id. */
export function tokenNames(network: Network): NameOf {
	const tokens = [network.usdc, network.native, ...network.tokens];
	const codes = new Map(tokens.map(({ contract, code }) => [contract, code]));
	return (asset) => codes.get(asset) ?? asset;
}
