import { assetContractId, contractId } from '#lib/chain/contract-id.ts';
import { keccak256 } from '#lib/chain/hash.ts';
import { salt } from './salt.ts';
import type { Parties } from './parties.ts';

export const BLND_CODE = 'BLND';

/** The contracts of Blend v2 around a pool, and the pool its factory makes. */
export interface BlendAddresses {
	readonly blnd: string;
	readonly comet: string;
	readonly backstop: string;
	readonly factory: string;
	readonly pool: string;
}

export function blendAddresses(passphrase: string, { deployer, issuer }: Parties): BlendAddresses {
	const at = (name: string) => contractId(passphrase, deployer, salt(name));
	const factory = at('pool factory');
	return {
		blnd: assetContractId(passphrase, BLND_CODE, issuer),
		comet: at('comet'),
		backstop: at('backstop'),
		factory,
		pool: contractId(passphrase, factory, poolSalt(deployer))
	};
}

/** A factory keeps salts of different admins apart. */
const poolSalt = (admin: string): Uint8Array =>
	keccak256(new Uint8Array([...salt('pool'), ...new TextEncoder().encode(admin)]));
