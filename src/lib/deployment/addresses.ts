import { assetContractId, contractId } from '#lib/chain/contract-id.ts';
import type { Network, Pool, Token } from '#lib/networks.ts';
import { blendAddresses } from './blend-addresses.ts';
import type { Parties } from './parties.ts';
import { TOKEN_DECIMALS, type DeploymentPlan, type TokenName } from './plan.ts';
import { salt } from './salt.ts';

/** Contracts of ours with one instance each. Pairs get their salts from their names. */
export type ContractName = 'registry' | 'vault' | 'oracle' | 'pool' | 'faucet';

/** Where everything will stand: addresses follow from passphrase, deployer and salts alone. */
export interface Addresses {
	readonly contracts: Readonly<Record<ContractName, string>>;
	readonly pairs: ReadonlyMap<string, string>;
	readonly tokens: Readonly<Record<TokenName, Token>>;
}

export function addressesOf(
	plan: DeploymentPlan,
	passphrase: string,
	parties: Parties,
	kind: Pool['kind'] = 'lab'
): Addresses {
	const { deployer, issuer } = parties;
	const at = (name: string) => contractId(passphrase, deployer, salt(name));
	const issued = (code: string): Token => ({
		contract: assetContractId(passphrase, code, issuer),
		code,
		issuer,
		decimals: TOKEN_DECIMALS
	});
	return {
		contracts: {
			registry: at('registry'),
			vault: at('vault'),
			oracle: at('oracle'),
			pool: kind === 'lab' ? at('pool') : blendAddresses(passphrase, parties).pool,
			faucet: at('faucet')
		},
		pairs: new Map(plan.pairs.map(({ name }) => [name, at(pairSalt(name))])),
		tokens: {
			XLM: {
				contract: assetContractId(passphrase),
				code: 'XLM',
				issuer: undefined,
				decimals: TOKEN_DECIMALS
			},
			USDC: issued('USDC'),
			EURC: issued('EURC')
		}
	};
}

export const pairSalt = (name: string): string => `pair ${name}`;

export function pairAddress(addresses: Addresses, name: string): string {
	const found = addresses.pairs.get(name);
	if (found === undefined) throw new UnknownPairError(name);
	return found;
}

/** The entry of networks.json that a deployment yields. */
export function networkEntry(
	plan: DeploymentPlan,
	addresses: Addresses,
	about: Pick<Network, 'name' | 'passphrase' | 'rpc' | 'explorer'>,
	kind: Pool['kind']
): Network {
	const { contracts, tokens } = addresses;
	return {
		...about,
		registry: contracts.registry,
		vault: contracts.vault,
		faucet: contracts.faucet,
		usdc: tokens.USDC,
		native: tokens.XLM,
		tokens: [tokens.EURC],
		pools: [
			{
				name: plan.poolName,
				contract: contracts.pool,
				kind,
				oracle: contracts.oracle,
				assets: plan.reserves.map(({ token }) => tokens[token].contract)
			}
		],
		venues: plan.pairs.map(({ name, token }) => ({
			name,
			contract: pairAddress(addresses, name),
			kind: 'lab-amm',
			tokens: [tokens[token].contract, tokens.USDC.contract]
		}))
	};
}

/** A pair that the plan does not have: always a bug in the caller. */
export class UnknownPairError extends Error {
	override readonly name = 'UnknownPairError';
	constructor(pair: string) {
		super(`expected a pair of the plan; found ${pair}`);
	}
}
